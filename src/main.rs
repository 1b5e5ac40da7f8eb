//! The program `wortlaut`.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(wortlaut::cli::main())
}
