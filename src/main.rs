//! The `wegotus` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    wegotus::cli::main()
}
