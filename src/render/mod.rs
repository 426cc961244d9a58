//! From a drawing to a file's bytes: SVG text, and pixels rendered from that very text.

mod png;
mod raster;
mod svg;

pub use raster::RenderError;

use crate::drawing::{Drawing, Raster};

/// What kind of picture a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pixels.
    Png,
    /// Vectors.
    Svg,
}

impl Format {
    /// The file name extension, without the point.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Svg => "svg",
        }
    }
}

/// The bytes of a picture file.
///
/// # Errors
/// The renderer does not take the drawing, or there is no memory for its pixels.
pub fn render(drawing: &Drawing, format: Format) -> Result<Vec<u8>, RenderError> {
    let svg = svg::write(drawing);
    match format {
        Format::Svg => Ok(svg.into_bytes()),
        Format::Png => png::encode(&raster::rasterize(&svg)?),
    }
}

// A script that asks for the pixels of a vast vector drawing gets none, rather than all the memory there is.
const MOST_PIXELS: u64 = 100_000_000;

/// The pixels of a drawing as it is so far, where there is memory for them.
#[must_use]
pub fn look(drawing: &Drawing) -> Option<Raster> {
    let pixels = u64::from(drawing.canvas.width) * u64::from(drawing.canvas.height);
    if pixels > MOST_PIXELS {
        return None;
    }
    let pixmap = raster::rasterize(&svg::write(drawing)).ok()?;
    let (corner, width) = svg::view(drawing);
    let scale = width as f64 / f64::from(drawing.canvas.width);
    let (width, height) = (pixmap.width() as usize, pixmap.height() as usize);
    Some(Raster { width, height, data: pixmap.take(), corner, scale })
}
