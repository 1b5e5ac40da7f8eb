//! Building the shim that stands between a program and its files.

use std::path::Path;
use std::process::Command;

/// Compiles it. Tells whether there is a compiler here, and such a loader.
pub(crate) fn compile(library: &Path) -> bool {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labor/faultfs.c");
    let arguments = ["-O2", "-Wall", "-fPIC", "-shared", "-o"];
    let mut gcc = Command::new("gcc");
    gcc.args(arguments).arg(library).arg(source).args(["-ldl", "-lpthread"]);
    cfg!(target_os = "linux") && gcc.status().is_ok_and(|built| built.success())
}
