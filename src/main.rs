//! The only exit: calls the library and turns its result into a status.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use nogo::{Call, Streams};

fn main() -> ExitCode {
    answer_signals();
    let call = Call { arguments: std::env::args_os().collect(), environment: std::env::vars_os().collect() };
    let streams = Streams {
        input: Box::new(io::stdin()),
        output: Box::new(io::BufWriter::new(io::stdout())),
        errors: Box::new(io::stderr()),
        output_is_terminal: io::stdout().is_terminal(),
    };
    ExitCode::from(nogo::run(&call, streams))
}

/// Ends the process on SIGTERM and SIGINT, with nothing unfinished left behind. As process 1 of a container
/// nobody would do that for us.
#[cfg(unix)]
fn answer_signals() {
    use signal_hook::consts::{SIGINT, SIGTERM};

    // Without this we still draw; we can only not be stopped politely.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGINT]) else { return };
    let waiting = std::thread::Builder::new().stack_size(64 * 1024).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            nogo::output::clean_up();
            // What shells show for a process that a signal ended.
            std::process::exit(128 + signal);
        }
    });
    drop(waiting);
}

#[cfg(not(unix))]
fn answer_signals() {}
