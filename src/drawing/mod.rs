//! The trunk: a canvas and what was drawn on it, already rounded.
//!
//! `draw` makes a [`Drawing`] by running a script; from there everything is shared.
//! What stands here is exactly what is logged and exactly what is rendered.

mod color;
mod raster;

pub use color::Color;
pub use raster::Raster;

/// A place on the canvas in thousandths of a turtle step; (0,0) is the centre, y grows upward.
///
/// Whole thousandths make the rounding visible in the type, and their decimal text exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// To the right, in thousandths of a step.
    pub x: i64,
    /// Upward, in thousandths of a step.
    pub y: i64,
}

/// How many thousandths make one step.
pub const THOUSANDTHS: f64 = 1000.0;

/// The largest distance from the centre that a point can have on either axis, in steps.
///
/// Far beyond any canvas, and far within what the renderer's single precision can carry.
pub const FARTHEST: f64 = 1e9;

/// Rounds a length in steps to whole thousandths, ties away from zero.
#[must_use]
pub fn thousandths(steps: f64) -> i64 {
    // The bound keeps the product well inside i64, and turns NaN into 0.
    (steps.clamp(-FARTHEST, FARTHEST) * THOUSANDTHS).round() as i64
}

impl Point {
    /// The point nearest to (`x`, `y`), both in steps and held to ±[`FARTHEST`].
    #[must_use]
    pub fn round(x: f64, y: f64) -> Point {
        Point { x: thousandths(x), y: thousandths(y) }
    }
}

/// What a line is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A colour, laid over what is there.
    Paint(Color),
    /// Takes away what is there, down to the background.
    Erase,
}

/// One thing on the canvas. Later marks lie over earlier ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark<'a> {
    /// A line through its points, with round ends and corners.
    Stroke {
        /// What it is drawn with.
        ink: Ink,
        /// Its width in thousandths of a step.
        width: i64,
        /// Two points at least; two equal ones are a dot.
        points: &'a [Point],
    },
    /// The inside of a polygon (by the non-zero rule).
    Fill {
        /// What it is filled with.
        color: Color,
        /// Its corners, three at least; the last is joined to the first.
        points: &'a [Point],
    },
}

/// Where the marks lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// In pixels, at least 1.
    pub width: u32,
    /// In pixels, at least 1.
    pub height: u32,
    /// What lies under all marks.
    pub background: Color,
    /// Whether the drawing is scaled and moved so that all of it is visible.
    pub fit: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Stroke { ink: Ink, width: i64 },
    Fill { color: Color },
}

/// A canvas and its marks, in the order in which they were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Where the marks lie.
    pub canvas: Canvas,
    // The points of all marks stand in one vector, which is what makes a million short strokes cheap:
    // a mark holds the end of its own points, and begins where the one before it ends.
    marks: Vec<(Kind, usize)>,
    points: Vec<Point>,
}

impl Drawing {
    /// An empty canvas.
    #[must_use]
    pub fn new(canvas: Canvas) -> Drawing {
        Drawing { canvas, marks: Vec::new(), points: Vec::new() }
    }

    /// Takes away all marks.
    pub fn clear(&mut self) {
        self.marks.clear();
        self.points.clear();
    }

    /// How many marks there are.
    #[must_use]
    pub fn mark_count(&self) -> usize {
        self.marks.len()
    }

    /// How many points all marks have together.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.points.len()
    }

    /// A line of `width` thousandths between two points. One that goes on where the line before it ended,
    /// with the same pen, becomes a part of the same stroke.
    pub fn line(&mut self, ink: Ink, width: i64, from: Point, to: Point) {
        if !self.continues(Kind::Stroke { ink, width }, from) {
            self.points.extend([from, to]);
            self.marks.push((Kind::Stroke { ink, width }, self.points.len()));
            return;
        }
        if from == to {
            return;
        }
        let points = self.last_points();
        if points.len() == 2 && points[0] == points[1] {
            self.points.pop();
        }
        self.points.push(to);
        if let Some(last) = self.marks.last_mut() {
            last.1 = self.points.len();
        }
    }

    /// A whole stroke of `width` thousandths at once.
    pub fn stroke(&mut self, ink: Ink, width: i64, points: &[Point]) {
        self.points.extend_from_slice(points);
        self.marks.push((Kind::Stroke { ink, width }, self.points.len()));
    }

    /// The inside of a polygon. Fewer than three points enclose nothing, and nothing is added.
    pub fn fill(&mut self, color: Color, points: &[Point]) {
        if points.len() >= 3 {
            self.points.extend_from_slice(points);
            self.marks.push((Kind::Fill { color }, self.points.len()));
        }
    }

    /// The inside of a polygon, put below the marks from the `index`th on.
    pub fn fill_below(&mut self, index: usize, color: Color, points: &[Point]) {
        let above = self.split_off(index);
        self.fill(color, points);
        self.append(&above);
    }

    /// Moves every mark from the `index`th on into a drawing of its own.
    #[must_use]
    pub fn split_off(&mut self, index: usize) -> Drawing {
        let start = self.start_of(index);
        let points = self.points.split_off(start);
        let mut marks = self.marks.split_off(index);
        for mark in &mut marks {
            mark.1 -= start;
        }
        Drawing { canvas: self.canvas, marks, points }
    }

    /// Puts all marks of `other` over the marks of this drawing.
    pub fn append(&mut self, other: &Drawing) {
        let start = self.points.len();
        self.points.extend_from_slice(&other.points);
        self.marks.extend(other.marks.iter().map(|&(kind, end)| (kind, start + end)));
    }

    /// The marks, in the order in which they were made.
    pub fn marks(&self) -> impl ExactSizeIterator<Item = Mark<'_>> + Clone {
        (0..self.marks.len()).map(|index| {
            let (kind, end) = self.marks[index];
            let points = &self.points[self.start_of(index)..end];
            match kind {
                Kind::Stroke { ink, width } => Mark::Stroke { ink, width, points },
                Kind::Fill { color } => Mark::Fill { color, points },
            }
        })
    }

    fn start_of(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.marks[before].1)
    }

    fn last_points(&self) -> &[Point] {
        match self.marks.len().checked_sub(1) {
            Some(last) => &self.points[self.start_of(last)..],
            None => &[],
        }
    }

    fn continues(&self, kind: Kind, from: Point) -> bool {
        self.marks.last().is_some_and(|last| last.0 == kind) && self.points.last() == Some(&from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLACK: Ink = Ink::Paint(Color::rgb(0, 0, 0));

    fn drawing_of(lines: &[(i64, i64)]) -> Drawing {
        let canvas = Canvas { width: 10, height: 10, background: Color::TRANSPARENT, fit: false };
        let mut drawing = Drawing::new(canvas);
        for pair in lines.windows(2) {
            let [from, to] = [pair[0], pair[1]].map(|(x, y)| Point { x, y });
            drawing.line(BLACK, 1, from, to);
        }
        drawing
    }

    #[test]
    fn consecutive_lines_of_one_pen_are_one_stroke() {
        let drawing = drawing_of(&[(0, 0), (1, 0), (1, 1), (0, 0)]);
        assert_eq!((drawing.mark_count(), drawing.point_count()), (1, 4));
    }

    #[test]
    fn a_line_of_no_length_is_a_dot_until_the_stroke_goes_on() {
        let dot = drawing_of(&[(5, 5), (5, 5)]);
        assert_eq!((dot.mark_count(), dot.point_count()), (1, 2));
        let line = drawing_of(&[(5, 5), (5, 5), (6, 5), (6, 5)]);
        assert_eq!((line.mark_count(), line.point_count()), (1, 2));
    }

    #[test]
    fn another_width_begins_another_stroke() {
        let mut drawing = drawing_of(&[(0, 0), (1, 0)]);
        drawing.line(BLACK, 2, Point { x: 1, y: 0 }, Point { x: 2, y: 0 });
        assert_eq!(drawing.mark_count(), 2);
    }

    #[test]
    fn what_is_split_off_and_appended_is_as_before() {
        let mut drawing = drawing_of(&[(0, 0), (1, 0)]);
        drawing.fill(Color::rgb(1, 2, 3), &[Point { x: 0, y: 0 }; 3]);
        let whole = drawing.clone();
        for index in 0..=2 {
            let tail = drawing.split_off(index);
            drawing.append(&tail);
            assert_eq!(drawing, whole);
        }
    }

    #[test]
    fn rounding_holds_far_points_and_nan_in_bounds() {
        assert_eq!(Point::round(1.2345, -0.0005), Point { x: 1235, y: -1 });
        assert_eq!(Point::round(f64::INFINITY, f64::NAN), Point { x: 1_000_000_000_000, y: 0 });
    }
}
