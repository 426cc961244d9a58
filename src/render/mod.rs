//! From a drawing to a file's bytes: SVG text, and pixels rendered from that very text.

mod png;
mod raster;
mod svg;

pub use raster::RenderError;

use crate::drawing::Drawing;

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
