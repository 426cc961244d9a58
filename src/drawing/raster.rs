//! A drawing as pixels, for those who must look at what was drawn.

use super::Point;

/// The pixels of a drawing, and where on it they are.
#[derive(Clone, Debug)]
pub struct Raster {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
    /// Red, green, blue, each already multiplied by alpha, and alpha; rows from top to bottom.
    pub data: Vec<u8>,
    /// The upper left corner of the first pixel.
    pub corner: Point,
    /// The width and height of a pixel, in thousandths of a step.
    pub scale: f64,
}

impl Raster {
    /// The colour of the pixel of this number, as `data` has it.
    #[must_use]
    pub fn color(&self, index: usize) -> [u8; 4] {
        [0, 1, 2, 3].map(|channel| self.data[4 * index + channel])
    }

    /// The column and row of the pixel under a point.
    #[must_use]
    pub fn pixel_at(&self, point: Point) -> Option<(usize, usize)> {
        let (right, down) = self.place_of(point);
        let (column, row) = (right.floor(), down.floor());
        let is_inside = (0.0..self.width as f64).contains(&column) && (0.0..self.height as f64).contains(&row);
        is_inside.then_some((column as usize, row as usize))
    }

    /// How many pixels a point is to the right of and below the raster's corner.
    #[must_use]
    pub fn place_of(&self, point: Point) -> (f64, f64) {
        ((point.x - self.corner.x) as f64 / self.scale, (self.corner.y - point.y) as f64 / self.scale)
    }

    /// The point this many pixels to the right of and below the raster's corner.
    #[must_use]
    pub fn point_at(&self, right: f64, down: f64) -> Point {
        let [right, down] = [right, down].map(|pixels| (pixels * self.scale).round() as i64);
        Point { x: self.corner.x + right, y: self.corner.y - down }
    }
}
