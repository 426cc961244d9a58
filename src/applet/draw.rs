//! draw: a script in, a picture out.

use std::collections::hash_map::RandomState;
use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher};
use std::io::Write;

use super::{Call, Failure, Status, Streams, say, script, warn};
use crate::drawing::Drawing;
use crate::logo::{self, Interpreter, Kind, Primitive, closest};
use crate::output::{self, Destination};
use crate::render::{self, RenderError, render};
use crate::settings::{self, Draw, Input, Request, Setting};
use crate::turtle::Turtle;

pub(super) const TABLE: &[Setting] = settings::DRAW;

pub(super) fn run(call: &Call, arguments: &[OsString], streams: &mut Streams) -> Result<(), Failure> {
    match Input::sort(TABLE, "help-logo", arguments, &call.environment)? {
        Request::Help => say(streams, &help()),
        Request::HelpAbout(name) => say(streams, &help_logo(&name)?),
        Request::Run(input) => {
            let draw = Draw::resolve(&input, &call.environment)?;
            for warning in &draw.warnings {
                warn(streams, warning);
            }
            draw_picture(&draw, streams)
        }
    }
}

fn draw_picture(draw: &Draw, streams: &mut Streams) -> Result<(), Failure> {
    let script = script::read(draw, &mut streams.input)?;
    // Where the picture goes to standard output, what the script prints would spoil it.
    let printer = match draw.destination {
        Destination::Stdout => &mut streams.errors,
        Destination::Path(_) => &mut streams.output,
    };
    let script_streams =
        logo::Streams { input: &mut streams.input, output: printer.as_mut(), directory: draw.files.clone() };
    let drawing = draw_script(draw, script, script_streams)?;
    let picture = render(&drawing, draw.format)?;
    match &draw.destination {
        Destination::Stdout => write_to_stdout(&picture, streams),
        Destination::Path(path) => {
            output::write(path, &picture)?;
            summary(streams, draw, &path.display().to_string(), &drawing, picture.len())
        }
    }
}

fn draw_script(draw: &Draw, script: logo::Script, streams: logo::Streams) -> Result<Drawing, Failure> {
    let turtle = Turtle::new(draw.canvas, &draw.start).seeing(render::look);
    let seed = draw.seed.unwrap_or_else(random_seed);
    let mut interpreter = Interpreter::new(turtle, seed, draw.limits, streams);
    let result = interpreter.run(script);
    let drawing = interpreter.into_turtle().into_drawing();
    result.map(|()| drawing).map_err(|faults| Failure { status: Status::Data, message: faults.0.join("\n") })
}

/// Small enough to be typed again.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish() & u64::from(u32::MAX)
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Failure {
        Failure::new(Status::Data, error.to_string())
    }
}

fn write_to_stdout(picture: &[u8], streams: &mut Streams) -> Result<(), Failure> {
    let _ = streams.output.write_all(picture);
    Ok(())
}

/// Tells a person what was written; a program that reads along is not told.
fn summary(streams: &mut Streams, draw: &Draw, path: &str, drawing: &Drawing, bytes: usize) -> Result<(), Failure> {
    if !streams.output_is_terminal {
        return Ok(());
    }
    let (width, height) = (draw.canvas.width, draw.canvas.height);
    let format = draw.format.extension().to_uppercase();
    let (marks, points) = (drawing.mark_count(), drawing.point_count());
    let size = if bytes < 10_000 { format!("{bytes} bytes") } else { format!("{} kB", bytes / 1000) };
    say(streams, &format!("{path}: {format}, {width}x{height}, {size}; {marks} strokes and fills, {points} points\n"))
}

// Help -------------------------------------------------------------------------------------------------------

fn help() -> String {
    format!(
        "\
nogo draw - runs a Logo script and writes the picture

Usage: nogo draw [SETTING]... [FILE]
       nogo draw [SETTING]... -          the script comes from standard input

Every setting is a flag and a variable; the flag wins. Without a script a shape is drawn.

{}
  --help                      this page
  --help-logo NAME            what a primitive of the language does; `all` lists them

The canvas's centre is 0 0, y grows upward, heading 0 is up, and turning right is clockwise.
",
        settings::help(TABLE)
    )
}

fn help_logo(name: &str) -> Result<String, Failure> {
    if name == "all" {
        return Ok(logo::groups().iter().map(|(title, rows)| group(title, rows)).collect());
    }
    let rows = || logo::groups().iter().flat_map(|(_, rows)| rows.iter());
    match rows().find(|row| row.names.iter().any(|each| each.eq_ignore_ascii_case(name))) {
        Some(row) => Ok(page(row)),
        None => {
            let mut message = format!("there is no primitive \"{name}\"");
            if let Some(close) = closest(name, rows().flat_map(|row| row.names.iter().copied())) {
                message += &format!(". Did you mean {close}?");
            }
            Err(Failure::new(Status::Settings, message))
        }
    }
}

fn group(title: &str, rows: &[Primitive]) -> String {
    let lines: String = rows.iter().map(|row| format!("  {:<28} {}\n", row.names.join(", "), row.help)).collect();
    format!("{title}\n{lines}\n")
}

fn page(row: &Primitive) -> String {
    let kind = match row.kind {
        Kind::Command => "a command",
        Kind::Operation => "an operation",
        Kind::Either => "a command, or an operation where its instructions output",
    };
    let inputs = row.inputs;
    let count = match inputs.usual {
        1 => "1 input".to_owned(),
        usual => format!("{usual} inputs"),
    };
    let in_parentheses = match (inputs.least, inputs.most) {
        (least, most) if least == most => String::new(),
        (least, usize::MAX) => format!(" ({least} or more in parentheses)"),
        (least, most) => format!(" ({least} to {most} in parentheses)"),
    };
    let (names, help, example) = (row.names.join(", "), row.help, row.example);
    let result = row.result.replace('\n', "\n    ");
    format!("{names}: {kind}, {count}{in_parentheses}\n  {help}\n\n  {example}\n    {result}\n")
}
