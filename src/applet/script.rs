//! Where scripts come from: bytes of any kind to a script, or a clear no.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::{Failure, Status};
use crate::logo::{Dialect, Script};
use crate::settings::{Draw, Shape, Source};

/// Reads the script that draw was asked to run.
pub(super) fn read(draw: &Draw, input: &mut dyn Read) -> Result<Script, Failure> {
    let limit = draw.limits.memory as u64;
    let by_default =
        |name: String, text: String, dialect| Script { name, text, dialect: draw.dialect.unwrap_or(dialect) };
    match &draw.source {
        Source::Text(text, setting) => Ok(by_default((*setting).to_owned(), text.clone(), Dialect::Nogo)),
        Source::Stdin => {
            let name = "standard input".to_owned();
            let text = decode(&name, bytes(input, limit, &name)?, limit)?;
            Ok(by_default(name, text, Dialect::Nogo))
        }
        Source::File(path) => {
            let name = path.display().to_string();
            let mut file = File::open(path).map_err(|error| cannot_read(&name, &error))?;
            let text = decode(&name, bytes(&mut file, limit, &name)?, limit)?;
            Ok(by_default(name, text, dialect_of(path)))
        }
        // The shapes are ours: no setting changes how they are read.
        Source::Shape(shape, size) => {
            let text = shape_script(*shape, size * f64::from(draw.canvas.width.min(draw.canvas.height)));
            Ok(Script { name: "the shape".to_owned(), text, dialect: Dialect::Nogo })
        }
    }
}

fn dialect_of(path: &Path) -> Dialect {
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    match extension.as_deref().and_then(|extension| extension.to_str()) {
        Some("logo" | "lgo" | "lg" | "ucb") => Dialect::Classic,
        _ => Dialect::Nogo,
    }
}

fn cannot_read(name: &str, error: &io::Error) -> Failure {
    Failure::new(Status::Io, format!("cannot read {name}: {error}"))
}

fn bytes(input: &mut dyn Read, limit: u64, name: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(name, &error))?;
    if bytes.len() as u64 > limit {
        let message = format!("{name} is longer than {limit} bytes: NOGO_MAX_MEMORY allows more");
        return Err(Failure::new(Status::Data, message));
    }
    Ok(bytes)
}

/// Text from bytes that may be gzipped.
fn decode(name: &str, bytes: Vec<u8>, limit: u64) -> Result<String, Failure> {
    const GZIP: [u8; 2] = [0x1f, 0x8b];
    let bytes = if bytes.starts_with(&GZIP) {
        let broken = |failure: Failure| Failure { status: Status::Data, ..failure };
        self::bytes(&mut MultiGzDecoder::new(&bytes[..]), limit, name).map_err(broken)?
    } else {
        bytes
    };
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let bad = error.as_bytes()[good.len()];
        Failure::new(Status::Data, format!("{name} is not UTF-8 text: byte 0x{bad:02x} in line {line}"))
    })
}

/// A shape that spans so many steps, as a script.
fn shape_script(shape: Shape, span: f64) -> String {
    let radius = span / 2.0;
    match shape {
        Shape::Circle => format!("arc 360 {radius}"),
        Shape::Square => format!(
            "make \"side {span}
            penup setpos list -:side / 2  -:side / 2 pendown
            repeat 4 [forward :side right 90]
            penup home"
        ),
        // Corners are computed from the centre: walking around would add up what each step is rounded by.
        Shape::Polygon(sides) => format!(
            "make \"radius {radius}
            make \"sides {sides}
            to corner :number
              localmake \"angle 360 * :number / :sides
              setpos list :radius * sin :angle  :radius * cos :angle
            end
            penup corner 0 pendown
            repeat :sides [corner repcount]
            penup home"
        ),
    }
}
