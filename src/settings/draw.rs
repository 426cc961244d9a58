//! The settings of draw.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::values::{Bytes, Count, FromSetting, Pixels, format_of, number_within, with_extension};
use super::{Input, Mistakes, settings};
use crate::drawing::{Canvas, Color};
use crate::logo::{Dialect, Limits};
use crate::output::Destination;
use crate::render::Format;
use crate::turtle::{Mode, Start};

settings! {
    /// What was set for draw, each value understood.
    pub struct Values {
        script: Option<String> = "", "TEXT", "the script itself";
        script_file: Option<PathBuf> = "", "PATH", "a file with the script; FILE, or - for standard input, does the same; gzip is recognised";
        dialect: Option<Dialect> = "", "NAME", "`nogo` (`;` ends an instruction) or `classic` (`;` starts a comment); by default as the file's name says: classic for .logo, .lgo, .lg and .ucb";
        shape: Shape = "hexagon", "SHAPE", "what is drawn when there is no script: `circle`, `triangle`, `square`, `hexagon` or `polygon:N`";
        size: Size = "0.75", "PART", "how much of the canvas the shape spans, 0 to 1";
        rotation: Degrees = "0", "DEGREES", "turns the drawing about the centre, counter-clockwise";
        color: Color = "#60DEA9FF", "COLOR", "first pen colour: `#RRGGBB`, `#RRGGBBAA`, their short forms, or a CSS colour";
        bg_color: Color = "#00000000", "COLOR", "colour of the canvas";
        weight: Weight = "4", "STEPS", "first pen width";
        show_turtle: bool = "false", "BOOL", "draws the turtle where it stands at the end";
        width: Pixels = "1000", "PIXELS", "width of the canvas; a turtle step is a pixel";
        height: Pixels = "1000", "PIXELS", "height of the canvas";
        fit: bool = "false", "BOOL", "scales and moves the finished drawing so that all of it is visible";
        mode: Mode = "window", "MODE", "what happens at the edge: `window` (walk out of sight), `wrap` or `fence`";
        seed: Option<u64> = "", "NUMBER", "seed of `random`: the same seed and script give the same picture; by default another each time";
        output: Option<Destination> = "", "PATH", "where the picture goes, `-` for standard output; by default `nogo-draw.png`, under Nomad `$NOMAD_ALLOC_DIR/data/$NOMAD_TASK_NAME.png`";
        format: Option<Format> = "", "FORMAT", "`png` or `svg`; by default as the output's extension says, else png";
        files: Option<PathBuf> = "", "PATH", "the one directory whose files a script may read and write; by default none";
        max_steps: Option<Count> = "", "COUNT", "how many procedures, lists and turns of loops a script may begin; by default any number";
        max_points: Count = "50M", "COUNT", "how many points a drawing may have";
        max_depth: Count = "100k", "COUNT", "how deep procedures may call each other";
        max_memory: Bytes = "1GiB", "BYTES", "how much memory a script's words and lists may take";
        max_pixels: Count = "400M", "COUNT", "how many pixels a PNG may have";
    }
}

/// What is drawn when there is no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As wide as it is high.
    Circle,
    /// With its sides upright and level.
    Square,
    /// With so many sides, all alike, and a corner at the top.
    Polygon(u32),
}

impl FromSetting for Shape {
    const ALLOWED: &'static str = "circle, triangle, square, hexagon, or polygon:N with N from 3 to 10000";

    fn from_setting(given: &OsStr) -> Option<Shape> {
        let given = given.to_str()?.to_ascii_lowercase();
        match given.as_str() {
            "circle" => Some(Shape::Circle),
            "triangle" => Some(Shape::Polygon(3)),
            "square" => Some(Shape::Square),
            "hexagon" => Some(Shape::Polygon(6)),
            _ => {
                let sides = given.strip_prefix("polygon:")?.parse().ok()?;
                (3..=10_000).contains(&sides).then_some(Shape::Polygon(sides))
            }
        }
    }
}

/// A number within the bounds of its setting.
macro_rules! bounded_number {
    ($(#[$attribute:meta])* $name:ident, $least:expr, $most:expr, $allowed:literal) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name(pub f64);

        impl FromSetting for $name {
            const ALLOWED: &'static str = $allowed;

            fn from_setting(given: &OsStr) -> Option<$name> {
                number_within(given, $least, $most).map($name)
            }
        }
    };
}

bounded_number!(
    /// A part of the canvas.
    Size, 0.0, 1.0, "a number from 0 to 1"
);
bounded_number!(
    /// A pen width in steps.
    Weight, 0.0, 1e6, "a number from 0 to 1000000"
);
bounded_number!(
    /// An angle in degrees.
    Degrees, -1e9, 1e9, "a number of degrees"
);

/// Where the script comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The setting of this name holds it.
    Text(String, &'static str),
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// There is none: a shape is drawn that spans this part of the canvas.
    Shape(Shape, f64),
}

/// What draw is to do.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Where the script comes from.
    pub source: Source,
    /// What `;` means, where it is not left to the file's name.
    pub dialect: Option<Dialect>,
    /// What is drawn on.
    pub canvas: Canvas,
    /// How the turtle begins.
    pub start: Start,
    /// The seed of `random`, where one is set.
    pub seed: Option<u64>,
    /// The one directory whose files the script may use.
    pub files: Option<PathBuf>,
    /// What the script may use.
    pub limits: Limits,
    /// Where the picture goes.
    pub destination: Destination,
    /// What kind of picture it is.
    pub format: Format,
    /// What is odd about the settings, though not wrong.
    pub warnings: Vec<String>,
}

impl Draw {
    /// Checks everything that was set and decides what follows from it.
    ///
    /// # Errors
    /// Everything that is wrong, a line each.
    pub(crate) fn resolve(input: &Input, environment: &[(OsString, OsString)]) -> Result<Draw, Mistakes> {
        let mut mistakes = Vec::new();
        let Some(values) = Values::read(input, &mut mistakes) else { return Err(Mistakes(mistakes)) };
        let source = source(input, &values).map_err(|mistake| Mistakes(vec![mistake]))?;
        let by_name = match &values.output {
            Some(Destination::Path(path)) => format_of(path),
            _ => None,
        };
        let format = values.format.or(by_name).unwrap_or(Format::Png);
        let canvas =
            Canvas { width: values.width.0, height: values.height.0, background: values.bg_color, fit: values.fit };
        let pixels = u64::from(canvas.width) * u64::from(canvas.height);
        if format == Format::Png && pixels > values.max_pixels.0 as u64 {
            let (width, height, most) = (canvas.width, canvas.height, values.max_pixels.0);
            mistakes.push(format!("{width}x{height} pixels are more than {most}: NOGO_MAX_PIXELS allows more"));
        }
        let mut warnings = Vec::new();
        if let (Some(Destination::Path(path)), Some(other)) = (&values.output, by_name.filter(|name| *name != format)) {
            let [format, other] = [format, other].map(|format| format.extension().to_uppercase());
            warnings.push(format!("{} will hold {format} though its name says {other}", path.display()));
        }
        if !mistakes.is_empty() {
            return Err(Mistakes(mistakes));
        }
        let steps = values.max_steps.map_or(u64::MAX, |most| most.0 as u64);
        Ok(Draw {
            source,
            dialect: values.dialect,
            canvas,
            start: Start {
                color: values.color,
                width: values.weight.0,
                mode: values.mode,
                is_visible: values.show_turtle,
                rotation: values.rotation.0,
                most_points: values.max_points.0,
            },
            seed: values.seed,
            files: values.files,
            limits: Limits { depth: values.max_depth.0, memory: values.max_memory.0, steps },
            destination: destination(values.output, format, environment),
            format,
            warnings,
        })
    }
}

/// The table of draw's settings.
pub const TABLE: &[super::Setting] = Values::TABLE;

/// Where the script comes from: what stands on the command line beats the environment, and of each there is only one.
fn source(input: &Input, values: &Values) -> Result<Source, String> {
    let text = |name| values.script.clone().map(|text| Source::Text(text, name));
    let file = || values.script_file.clone().map(file_source);
    let exclude = |one: &str, other: &str| Err(format!("{one} and {other} exclude each other"));
    let (text_flag, file_flag) = (input.is_flag("script"), input.is_flag("script_file"));
    let source = match &input.positional[..] {
        [_, extra, ..] => {
            return Err(format!("one script at a time: \"{}\" is one too many", extra.to_string_lossy()));
        }
        [path] if text_flag => return exclude("--script", &path.to_string_lossy()),
        [path] if file_flag => return exclude("--script-file", &path.to_string_lossy()),
        [path] => Some(file_source(path.into())),
        [] if text_flag && file_flag => return exclude("--script", "--script-file"),
        [] if text_flag => text("--script"),
        [] if file_flag => file(),
        [] if values.script.is_some() && values.script_file.is_some() => {
            return exclude("NOGO_SCRIPT", "NOGO_SCRIPT_FILE");
        }
        [] => text("NOGO_SCRIPT").or_else(file),
    };
    Ok(source.unwrap_or(Source::Shape(values.shape, values.size.0)))
}

fn file_source(path: PathBuf) -> Source {
    if path == OsStr::new("-") { Source::Stdin } else { Source::File(path) }
}

fn destination(output: Option<Destination>, format: Format, environment: &[(OsString, OsString)]) -> Destination {
    match output {
        Some(Destination::Stdout) => Destination::Stdout,
        // What is there and is no file is no picture's name: nothing is added to it.
        Some(Destination::Path(path)) if std::fs::metadata(&path).is_ok_and(|found| !found.is_file()) => {
            Destination::Path(path)
        }
        Some(Destination::Path(path)) => Destination::Path(with_extension(path, format)),
        None => {
            let name = format!(".{}", format.extension());
            let mut path = default_path(environment).into_os_string();
            path.push(name);
            Destination::Path(path.into())
        }
    }
}

/// Where a picture goes that nothing was said about, without the extension.
fn default_path(environment: &[(OsString, OsString)]) -> PathBuf {
    let variable = |name: &str| {
        let found = environment.iter().find(|(each, _)| each == name).map(|(_, value)| value);
        found.filter(|value| !value.is_empty())
    };
    let Some(directory) = variable("NOMAD_ALLOC_DIR") else { return "nogo-draw".into() };
    let task = variable("NOMAD_TASK_NAME").map_or("nogo-draw".into(), |task| task.to_string_lossy());
    // A name with a slash would lead elsewhere.
    PathBuf::from(directory).join("data").join(task.replace('/', "-"))
}
