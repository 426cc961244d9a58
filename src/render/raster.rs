//! SVG text to pixels.

use std::fmt;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg;

/// Why a drawing could not be rendered.
#[derive(Debug)]
pub enum RenderError {
    /// The SVG was refused.
    Svg(usvg::Error),
    /// No memory for this many pixels a row and rows.
    NoMemory(u32, u32),
    /// The PNG could not be put together.
    Png(png::EncodingError),
}

impl fmt::Display for RenderError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            RenderError::Svg(error) => write!(out, "the drawing cannot be rendered: {error}"),
            RenderError::NoMemory(width, height) => write!(out, "there is no memory for {width}x{height} pixels"),
            RenderError::Png(error) => write!(out, "the PNG cannot be written: {error}"),
        }
    }
}

impl std::error::Error for RenderError {}

// In pixels.
const SMALL_PICTURE: usize = 2048 * 2048;

/// The pixels of an SVG.
pub(super) fn rasterize(svg: &str) -> Result<Pixmap, RenderError> {
    let tree = usvg::Tree::from_str(svg, &usvg::Options::default()).map_err(RenderError::Svg)?;
    let size = tree.size().to_int_size();
    let no_memory = RenderError::NoMemory(size.width(), size.height());
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or(no_memory)?;
    // Memory that was only asked for is given page by page, and twice where it is first read and then written, as
    // blending does. To write all of it once takes a millisecond off a small picture; of a large one most may stay
    // untouched.
    if pixmap.pixels().len() <= SMALL_PICTURE {
        pixmap.fill(Color::TRANSPARENT);
    }
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    Ok(pixmap)
}
