//! The program `wortlaut`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(wortlaut::cli::main())
}
