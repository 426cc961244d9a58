//! One executable, several programs: which one, by the name that it was called by or by its first argument.

mod draw;
mod script;

use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::Path;
use std::rc::Rc;

use crate::logo::{closest, printable};
use crate::output::WriteError;
use crate::settings::{Mistakes, Setting, unknown_variables};

/// How the process was called.
pub struct Call {
    /// The name it was called by, then the arguments.
    pub arguments: Vec<OsString>,
    /// All variables.
    pub environment: Vec<(OsString, OsString)>,
}

/// What a process reads and writes.
pub struct Streams {
    /// Standard input.
    pub input: Box<dyn Read>,
    /// Standard output.
    pub output: Box<dyn Write>,
    /// Standard error.
    pub errors: Box<dyn Write>,
    /// Whether a person reads standard output.
    pub output_is_terminal: bool,
}

/// A program in the executable.
struct Applet {
    name: &'static str,
    summary: &'static str,
    table: &'static [Setting],
    run: fn(&Call, &[OsString], &mut Streams) -> Result<(), Failure>,
}

const APPLETS: &[Applet] = &[Applet {
    name: "draw",
    summary: "runs a Logo script and writes the picture",
    table: draw::TABLE,
    run: draw::run,
}];

/// Why a program did not do what it was asked to.
struct Failure {
    status: Status,
    /// Whole lines.
    message: String,
}

/// Exit statuses beyond 0.
#[derive(Clone, Copy)]
enum Status {
    /// The script or the input data is at fault.
    Data = 1,
    /// A setting or flag is at fault.
    Settings = 2,
    /// Reading or writing failed.
    Io = 3,
}

impl Failure {
    fn new(status: Status, message: impl AsRef<str>) -> Failure {
        Failure { status, message: format!("error: {}\n", printable(message.as_ref())) }
    }
}

impl From<Mistakes> for Failure {
    fn from(mistakes: Mistakes) -> Failure {
        let lines: Vec<String> =
            mistakes.0.iter().map(|mistake| Failure::new(Status::Settings, mistake).message).collect();
        Failure { status: Status::Settings, message: lines.concat() }
    }
}

impl From<WriteError> for Failure {
    fn from(WriteError { action, path, error }: WriteError) -> Failure {
        Failure::new(Status::Io, format!("cannot {action} {}: {error}", path.display()))
    }
}

/// Runs the program that was asked for and returns the exit status: 0 done; 1 the script or the input data is at fault;
/// 2 a setting or flag is at fault; 3 reading or writing failed. Messages go to standard error.
pub fn run(call: &Call, streams: Streams) -> u8 {
    let Streams { input, output, errors, output_is_terminal } = streams;
    let broken = Rc::new(RefCell::new(None));
    let output = Box::new(Lenient { writer: output, broken: Rc::clone(&broken) });
    let mut streams = Streams { input, output, errors, output_is_terminal };
    let mut status = match dispatch(call, &mut streams) {
        Ok(()) => 0,
        Err(failure) => {
            let _ = streams.errors.write_all(failure.message.as_bytes());
            failure.status as u8
        }
    };
    let _ = streams.output.flush();
    // That nobody reads on is no failure of ours.
    let broken = broken.take().filter(|error: &io::Error| error.kind() != io::ErrorKind::BrokenPipe);
    if let Some(error) = broken {
        let failure = Failure::new(Status::Io, format!("cannot write to standard output: {error}"));
        let _ = streams.errors.write_all(failure.message.as_bytes());
        status = if status == 0 { failure.status as u8 } else { status };
    }
    status
}

fn dispatch(call: &Call, streams: &mut Streams) -> Result<(), Failure> {
    let mut arguments = &call.arguments[..];
    let called = arguments.split_off_first().map(Path::new).and_then(Path::file_name);
    let applet = match called.and_then(OsStr::to_str).and_then(|name| name.strip_prefix("nogo-")).and_then(find) {
        Some(applet) => applet,
        None => match arguments.split_off_first() {
            Some(name) => match name.to_str() {
                Some("--help" | "-h" | "help") => return say(streams, &help()),
                Some("--version" | "-V") => return say(streams, &version()),
                name_as_text => name_as_text.and_then(find).ok_or_else(|| unknown_applet(name))?,
            },
            None => return Err(Failure { status: Status::Settings, message: help() }),
        },
    };
    if arguments.first().is_some_and(|argument| argument == "--version") {
        return say(streams, &version());
    }
    let tables: Vec<&'static [Setting]> = APPLETS.iter().map(|applet| applet.table).collect();
    for warning in unknown_variables(&tables, &call.environment) {
        warn(streams, &warning);
    }
    (applet.run)(call, arguments, streams)
}

fn find(name: &str) -> Option<&'static Applet> {
    APPLETS.iter().find(|applet| applet.name == name)
}

fn unknown_applet(name: &OsStr) -> Failure {
    let name = name.to_string_lossy();
    let names: Vec<&str> = APPLETS.iter().map(|applet| applet.name).collect();
    let mut message = format!("nogo has no applet \"{name}\"");
    if let Some(suggestion) = closest(&name, names.iter().copied()) {
        message += &format!(". Did you mean {suggestion}?");
    }
    let applets = APPLETS.iter().map(applet_line).collect::<String>();
    let failure = Failure::new(Status::Settings, message);
    Failure { message: format!("{}The applets are:\n{applets}", failure.message), ..failure }
}

fn applet_line(applet: &Applet) -> String {
    format!("  {:<10} {}\n", applet.name, applet.summary)
}

fn help() -> String {
    let applets = APPLETS.iter().map(applet_line).collect::<String>();
    format!(
        "\
nogo {} - Logo for HashiCorp Nomad: a turtle script in, a picture out

Usage: nogo APPLET [ARGUMENT]...
       nogo-APPLET [ARGUMENT]...      (by a link of that name)

Applets:
{applets}
Try:   nogo draw                                      a hexagon, in nogo-draw.png
       nogo draw --script \"repeat 36 [fd 200 rt 170]\" --output star.svg
       NOGO_SCRIPT=\"forward 10; right 10;\" nogo draw
       nogo draw --help                               every setting
       nogo draw --help-logo forward                  what a word of the language does

Exit status: 0 done, 1 the script is at fault, 2 a setting is at fault, 3 reading or writing failed.
",
        env!("CARGO_PKG_VERSION")
    )
}

fn version() -> String {
    format!("nogo {}\n", env!("CARGO_PKG_VERSION"))
}

fn say(streams: &mut Streams, text: &str) -> Result<(), Failure> {
    let _ = streams.output.write_all(text.as_bytes());
    Ok(())
}

fn warn(streams: &mut Streams, warning: &str) {
    let _ = writeln!(streams.errors, "warning: {}", printable(warning));
}

/// A writer that takes everything. Where standard output is gone, a script still runs and its picture is still written.
struct Lenient {
    writer: Box<dyn Write>,
    /// The first thing that went wrong.
    broken: Rc<RefCell<Option<io::Error>>>,
}

impl Lenient {
    fn note<T>(&self, result: io::Result<T>) {
        if let Err(error) = result {
            self.broken.borrow_mut().get_or_insert(error);
        }
    }
}

impl Write for Lenient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken.borrow().is_none() {
            let result = self.writer.write_all(bytes);
            self.note(result);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.broken.borrow().is_none() {
            let result = self.writer.flush();
            self.note(result);
        }
        Ok(())
    }
}
