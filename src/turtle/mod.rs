//! The turtle: where it is, where it looks, and the pen that it draws with.
//!
//! Lengths are turtle steps, angles degrees clockwise from straight up.

mod contour;
mod cover;
mod fill;
mod label;
mod palette;

use crate::drawing::{Canvas, Color, Drawing, FARTHEST, Ink, Point, Raster, thousandths};
use crate::trigonometry::{cosine, sine};

pub use palette::{NUMBERED_COLORS, Palette};

/// What happens at the edge of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The turtle walks out of sight.
    Window,
    /// It comes back in on the other side.
    Wrap,
    /// It must not leave.
    Fence,
}

/// What the pen does where it is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PenMode {
    /// Draws in the pen's colour.
    Paint,
    /// Takes away what is there.
    Erase,
    /// In UCBLogo, turns what is there into its opposite. Strokes and fills have no pixels under them to turn around,
    /// and a transparent canvas has no opposite: here it draws as [`PenMode::Paint`] does.
    Reverse,
}

/// Why the turtle could not do what it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It would have left the fence, or the world, which ends [`FARTHEST`] steps from the centre.
    OutOfBounds,
    /// The drawing has as many points as it may have.
    TooManyPoints,
    /// Nobody can show it the pixels of the drawing.
    NoPixels,
}

/// What the turtle draws with.
#[derive(Clone, Copy, Debug)]
pub struct Pen {
    /// Whether it draws.
    pub is_down: bool,
    /// What it does where it is down.
    pub mode: PenMode,
    /// What it draws in.
    pub color: Color,
    /// The colour's number, where it was chosen by number.
    pub color_index: Option<u8>,
    /// In steps.
    pub width: f64,
}

/// How a turtle begins.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// The first pen colour.
    pub color: Color,
    /// The first pen width, in steps.
    pub width: f64,
    /// What happens at the edge.
    pub mode: Mode,
    /// Whether the turtle itself is drawn at the end.
    pub is_visible: bool,
    /// Degrees, counter-clockwise, by which everything it draws is turned about the centre.
    pub rotation: f64,
    /// How many points it may draw.
    pub most_points: usize,
}

/// Shows the pixels of a drawing, where there is memory for them.
pub type Look = fn(&Drawing) -> Option<Raster>;

/// The turtle and what it drew.
pub struct Turtle {
    /// Where it is, in pixels, however long its steps are.
    x: f64,
    y: f64,
    heading: f64,
    /// What it draws with.
    pub pen: Pen,
    mode: Mode,
    /// How many pixels a step to the right and a step up are long.
    scrunch: (f64, f64),
    /// Which colours have a number.
    palette: Palette,
    /// How high the letters of labels are, in steps.
    pub label_height: f64,
    /// Whether it is drawn itself at the end.
    pub is_visible: bool,
    /// The number of the background's colour, where it was chosen by number.
    pub background_index: Option<u8>,
    drawing: Drawing,
    /// Sine and cosine of the rotation.
    rotation: (f64, f64),
    most_points: usize,
    look: Look,
    /// The shapes being traced to be filled, innermost last.
    outlines: Vec<Outline>,
}

struct Outline {
    points: Vec<Point>,
    /// How many marks there were when it began: those since go on top of it.
    marks_before: usize,
}

// An arc strays by no more than this many steps from the circle that it follows.
const ARC_TOLERANCE: f64 = 0.02;

// As large a part of the canvas that is the default as UCBLogo's letters are of its window.
const LABEL_HEIGHT: f64 = 40.0;

impl Turtle {
    /// A turtle in the middle of an empty canvas, looking up, pen down.
    #[must_use]
    pub fn new(canvas: Canvas, start: &Start) -> Turtle {
        let pen =
            Pen { is_down: true, mode: PenMode::Paint, color: start.color, color_index: None, width: start.width };
        Turtle {
            x: 0.0,
            y: 0.0,
            heading: 0.0,
            pen,
            mode: start.mode,
            scrunch: (1.0, 1.0),
            palette: Palette::default(),
            label_height: LABEL_HEIGHT,
            is_visible: start.is_visible,
            background_index: None,
            drawing: Drawing::new(canvas),
            rotation: (sine(start.rotation), cosine(start.rotation)),
            most_points: start.most_points,
            look: |_| None,
            outlines: Vec::new(),
        }
    }

    /// The same turtle, with eyes: what it draws is shown to it by `look`.
    #[must_use]
    pub fn seeing(self, look: Look) -> Turtle {
        Turtle { look, ..self }
    }

    /// The drawing, with the turtle on top where it is visible.
    #[must_use]
    pub fn into_drawing(mut self) -> Drawing {
        if self.is_visible {
            let corners = [(0.0, 14.0), (145.0, 14.0), (180.0, 6.0), (215.0, 14.0)];
            let points = corners.map(|(angle, distance)| {
                let direction = self.heading + angle;
                self.point(self.x + distance * sine(direction), self.y + distance * cosine(direction))
            });
            self.drawing.fill(self.pen.color, &points);
        }
        self.drawing
    }

    // State ------------------------------------------------------------------------------------------------

    /// Steps to the right of and above the centre.
    #[must_use]
    pub fn position(&self) -> (f64, f64) {
        (self.x / self.scrunch.0, self.y / self.scrunch.1)
    }

    /// Degrees clockwise from up, from 0 to less than 360.
    #[must_use]
    pub fn heading(&self) -> f64 {
        self.heading
    }

    /// Turns the turtle to look this many degrees clockwise from up.
    pub fn set_heading(&mut self, degrees: f64) {
        let heading = degrees.rem_euclid(360.0);
        // A tiny negative angle rounds to a whole turn.
        self.heading = if heading < 360.0 { heading } else { 0.0 };
    }

    /// The heading from here to a point.
    #[must_use]
    pub fn towards(&self, x: f64, y: f64) -> f64 {
        let here = self.position();
        let degrees = libm::atan2(x - here.0, y - here.1).to_degrees();
        if degrees < 0.0 { degrees + 360.0 } else { degrees }
    }

    /// What lies under the drawing.
    #[must_use]
    pub fn background(&self) -> Color {
        self.drawing.canvas.background
    }

    /// What happens at the edge.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Changes what happens at the edge. A turtle outside of it comes in to where it would be had it wrapped,
    /// without drawing.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        let (half_width, half_height) = self.half_size();
        if mode != Mode::Window {
            (self.x, self.y) = (wrapped(self.x, half_width), wrapped(self.y, half_height));
        }
    }

    /// How many pixels a step to the right and a step up are long.
    #[must_use]
    pub fn scrunch(&self) -> (f64, f64) {
        self.scrunch
    }

    /// Changes how many pixels a step to the right and a step up are long, which must not be 0.
    /// The turtle stays in its place on the canvas, which has other coordinates then.
    pub fn set_scrunch(&mut self, right: f64, up: f64) {
        self.scrunch = (right, up);
    }

    /// Which colours have a number.
    #[must_use]
    pub fn palette(&self) -> &Palette {
        &self.palette
    }

    /// Lets a number stand for another colour, also where the pen or the canvas have the colour of that number.
    pub fn set_palette(&mut self, number: u8, color: Color) {
        if !self.palette.set(number, color) {
            return;
        }
        if self.pen.color_index == Some(number) {
            self.pen.color = color;
        }
        if self.background_index == Some(number) {
            self.set_background(color);
        }
    }

    /// Changes what lies under the drawing.
    pub fn set_background(&mut self, color: Color) {
        self.drawing.canvas.background = color;
    }

    /// Takes away everything drawn.
    pub fn clean(&mut self) {
        self.drawing.clear();
        for outline in &mut self.outlines {
            outline.marks_before = 0;
        }
    }

    /// Goes to the centre and looks up without drawing.
    pub fn reset(&mut self) {
        (self.x, self.y, self.heading) = (0.0, 0.0, 0.0);
    }

    // Motion -----------------------------------------------------------------------------------------------

    /// Walks `steps` straight on, or backward where they are negative; at a fence it stops.
    ///
    /// # Errors
    /// The way leads out of bounds, or there are too many points.
    pub fn forward(&mut self, steps: f64) -> Result<(), Trouble> {
        let (x, y) = self.ahead_of((self.x, self.y), self.heading, steps);
        self.go_to_pixel(x, y)
    }

    /// Walks in a straight line to a point, or stays where it is if a fence is in the way.
    ///
    /// # Errors
    /// The point is out of bounds, or there are too many points.
    pub fn go_to(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        let (x, y) = (x * self.scrunch.0, y * self.scrunch.1);
        let (half_width, half_height) = self.half_size();
        if self.mode == Mode::Fence && (x.abs() > half_width || y.abs() > half_height) {
            return Err(Trouble::OutOfBounds);
        }
        self.go_to_pixel(x, y)
    }

    fn go_to_pixel(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        if !(x.abs() <= FARTHEST && y.abs() <= FARTHEST) {
            return Err(Trouble::OutOfBounds);
        }
        match self.mode {
            Mode::Window => self.walk(x, y),
            Mode::Wrap => self.walk_wrapping(x, y),
            Mode::Fence => self.walk_to_fence(x, y),
        }
    }

    /// Draws a part of a circle about the turtle, which stays where it is: from straight ahead, `angle` degrees
    /// clockwise, at a distance of `radius` steps.
    ///
    /// # Errors
    /// It leads out of bounds, or there are too many points.
    pub fn arc(&mut self, angle: f64, radius: f64) -> Result<(), Trouble> {
        if !(radius.abs() <= FARTHEST && angle.is_finite()) {
            return Err(Trouble::OutOfBounds);
        }
        // More than once around shows nothing new.
        let angle = angle.clamp(-360.0, 360.0);
        let lines = arc_lines(angle, radius * self.scrunch.0.abs().max(self.scrunch.1.abs()));
        let home = (self.x, self.y);
        let (pen_was_down, points) = (self.pen.is_down, |turtle: &Turtle, line: u32| {
            turtle.ahead_of(home, turtle.heading + angle * f64::from(line) / f64::from(lines), radius)
        });
        let start = points(self, 0);
        self.pen.is_down = false;
        let mut result = self.go_to_pixel(start.0, start.1);
        self.pen.is_down = pen_was_down;
        for line in 1..=lines {
            let (x, y) = points(self, line);
            result = result.and_then(|()| self.go_to_unwrapped(x, y));
        }
        (self.x, self.y) = home;
        result
    }

    /// Writes a text in the pen's colour and width, whether the pen is down or not. Its lower left corner is where the
    /// turtle is, and it runs to the right whichever way the turtle looks.
    ///
    /// # Errors
    /// There are too many points.
    pub fn label(&mut self, text: &str) -> Result<(), Trouble> {
        let (_, height) = self.label_pixels();
        for stroke in label::strokes(text) {
            let place = |(x, y): (f64, f64)| self.point(self.x + x * height, self.y + y * height);
            let points: Vec<Point> = stroke.into_iter().map(place).collect();
            self.drawing.stroke(self.ink(), thousandths(self.pen.width), &points);
            self.check_point_count()?;
        }
        Ok(())
    }

    /// How wide and high the letters of labels are, in steps. They are not all equally wide: a digit is meant.
    #[must_use]
    pub fn label_size(&self) -> (f64, f64) {
        let (width, height) = self.label_pixels();
        (width / self.scrunch.0.abs(), height / self.scrunch.1.abs())
    }

    fn label_pixels(&self) -> (f64, f64) {
        let height = self.label_height * self.scrunch.1.abs();
        (label::digit_width() * height, height)
    }

    /// Fills the region of like colour around the turtle, as far as it can be seen, with the pen's colour.
    ///
    /// # Errors
    /// The turtle cannot see the drawing, or there are too many points.
    pub fn fill(&mut self) -> Result<(), Trouble> {
        let raster = (self.look)(&self.drawing).ok_or(Trouble::NoPixels)?;
        let here = self.point(self.x, self.y);
        if let Some(polygon) = fill::polygon(&self.drawing, &raster, here, self.pen.color) {
            self.drawing.fill_below(polygon.level, self.pen.color, &polygon.points);
            for outline in self.outlines.iter_mut().filter(|outline| outline.marks_before > polygon.level) {
                outline.marks_before += 1;
            }
        }
        self.check_point_count()
    }

    /// Begins a shape: everything that is drawn until [`Turtle::end_fill`] goes on top of its inside.
    pub fn begin_fill(&mut self) {
        let points = vec![self.point(self.x, self.y)];
        self.outlines.push(Outline { points, marks_before: self.drawing.mark_count() });
    }

    /// Ends the shape begun last: the way that the turtle went is filled.
    pub fn end_fill(&mut self, color: Color) {
        let Some(outline) = self.outlines.pop() else { return };
        let marks = self.drawing.split_off(outline.marks_before.min(self.drawing.mark_count()));
        self.drawing.fill(color, &outline.points);
        self.drawing.append(&marks);
    }

    /// How many shapes have begun and not ended.
    #[must_use]
    pub fn open_fills(&self) -> usize {
        self.outlines.len()
    }

    /// Forgets all shapes that have begun but the first `open`; what was drawn stays.
    pub fn drop_fills(&mut self, open: usize) {
        self.outlines.truncate(open);
    }

    // Lines ------------------------------------------------------------------------------------------------

    /// Where this many steps lead to, from one pixel to another.
    fn ahead_of(&self, (x, y): (f64, f64), heading: f64, steps: f64) -> (f64, f64) {
        (x + steps * sine(heading) * self.scrunch.0, y + steps * cosine(heading) * self.scrunch.1)
    }

    /// Turned as the drawing is, and rounded.
    fn point(&self, x: f64, y: f64) -> Point {
        let (sine, cosine) = self.rotation;
        Point::round(x * cosine - y * sine, x * sine + y * cosine)
    }

    /// Walks straight on, drawing where the pen is down.
    fn walk(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        let (from, to) = (self.point(self.x, self.y), self.point(x, y));
        (self.x, self.y) = (x, y);
        for outline in &mut self.outlines {
            if outline.points.last() != Some(&to) {
                outline.points.push(to);
            }
        }
        if self.pen.is_down {
            self.drawing.line(self.ink(), thousandths(self.pen.width), from, to);
        }
        self.check_point_count()
    }

    fn ink(&self) -> Ink {
        match self.pen.mode {
            PenMode::Paint | PenMode::Reverse => Ink::Paint(self.pen.color),
            PenMode::Erase => Ink::Erase,
        }
    }

    fn check_point_count(&self) -> Result<(), Trouble> {
        let traced: usize = self.outlines.iter().map(|outline| outline.points.len()).sum();
        if self.drawing.point_count() + traced > self.most_points {
            return Err(Trouble::TooManyPoints);
        }
        Ok(())
    }

    fn half_size(&self) -> (f64, f64) {
        let canvas = self.drawing.canvas;
        (f64::from(canvas.width) / 2.0, f64::from(canvas.height) / 2.0)
    }

    /// Walks to the nearest edge on the way, goes on at the opposite one, and so on.
    fn walk_wrapping(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        let (half_width, half_height) = self.half_size();
        let (mut x, mut y) = (x, y);
        if !self.pen.is_down && self.outlines.is_empty() {
            // Nothing is seen of the way, which may be a million canvases long.
            return self.walk(wrapped(x, half_width), wrapped(y, half_height));
        }
        while x.abs() > half_width || y.abs() > half_height {
            let across = part_of_way(self.x, x, half_width);
            let along = part_of_way(self.y, y, half_height);
            let part = across.min(along);
            let edge = |from: f64, to: f64, half: f64, is_here: bool| {
                if is_here { half.copysign(to) } else { from + (to - from) * part }
            };
            let crosses = (across <= along, along <= across);
            let edge = (edge(self.x, x, half_width, crosses.0), edge(self.y, y, half_height, crosses.1));
            self.walk(edge.0, edge.1)?;
            if crosses.0 {
                x -= (2.0 * half_width).copysign(x);
                self.x = -edge.0;
            }
            if crosses.1 {
                y -= (2.0 * half_height).copysign(y);
                self.y = -edge.1;
            }
        }
        self.walk(x, y)
    }

    fn walk_to_fence(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        let (half_width, half_height) = self.half_size();
        let part = part_of_way(self.x, x, half_width).min(part_of_way(self.y, y, half_height));
        if part >= 1.0 {
            return self.walk(x, y);
        }
        self.walk(self.x + (x - self.x) * part, self.y + (y - self.y) * part)?;
        Err(Trouble::OutOfBounds)
    }

    /// Goes on along an arc, whose points are near one another but were computed without regard to wrapping.
    fn go_to_unwrapped(&mut self, x: f64, y: f64) -> Result<(), Trouble> {
        if self.mode != Mode::Wrap {
            return self.go_to_pixel(x, y);
        }
        let (half_width, half_height) = self.half_size();
        let nearest = |to: f64, from: f64, period: f64| to - period * ((to - from) / period).round();
        self.go_to_pixel(nearest(x, self.x, 2.0 * half_width), nearest(y, self.y, 2.0 * half_height))
    }
}

/// Which part of the way from `from` to `to` lies within `half` of the centre, on one axis; 1 where all of it does.
fn part_of_way(from: f64, to: f64, half: f64) -> f64 {
    if to.abs() <= half { 1.0 } else { ((half.copysign(to) - from) / (to - from)).clamp(0.0, 1.0) }
}

/// Where a point is on an axis that begins anew beyond `half` on either side.
fn wrapped(to: f64, half: f64) -> f64 {
    if to.abs() <= half { to } else { (to + half.copysign(to)) % (2.0 * half) - half.copysign(to) }
}

/// How many straight lines make an arc.
fn arc_lines(angle: f64, radius: f64) -> u32 {
    let reach = (ARC_TOLERANCE / radius.abs()).min(1.0);
    let degrees_each = 2.0 * libm::acos(1.0 - reach).to_degrees();
    let lines = (angle.abs() / degrees_each.clamp(0.01, 10.0)).ceil();
    (lines as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turtle(mode: Mode) -> Turtle {
        let canvas = Canvas { width: 100, height: 60, background: Color::TRANSPARENT, fit: false };
        let color = Color::rgb(0, 0, 0);
        Turtle::new(canvas, &Start { color, width: 1.0, mode, is_visible: false, rotation: 0.0, most_points: 1000 })
    }

    #[test]
    fn a_fence_stops_a_walk_at_the_edge_and_a_jump_before_it_begins() {
        let mut turtle = turtle(Mode::Fence);
        turtle.set_heading(90.0);
        assert_eq!((turtle.forward(51.0), turtle.position()), (Err(Trouble::OutOfBounds), (50.0, 0.0)));
        assert_eq!((turtle.go_to(10.0, 31.0), turtle.position()), (Err(Trouble::OutOfBounds), (50.0, 0.0)));
        assert_eq!((turtle.forward(-100.0), turtle.position()), (Ok(()), (-50.0, 0.0)));
        assert_eq!((turtle.go_to(10.0, 30.0), turtle.position()), (Ok(()), (10.0, 30.0)));
        assert_eq!((turtle.arc(360.0, 31.0), turtle.position()), (Err(Trouble::OutOfBounds), (10.0, 30.0)));
    }

    #[test]
    fn the_edge_is_where_the_pixels_end_however_long_steps_are() {
        let mut turtle = turtle(Mode::Fence);
        turtle.set_scrunch(2.0, 0.5);
        assert_eq!((turtle.forward(61.0), turtle.position()), (Err(Trouble::OutOfBounds), (0.0, 60.0)));
        assert_eq!(turtle.go_to(25.5, 0.0), Err(Trouble::OutOfBounds));
    }

    #[test]
    fn a_turtle_outside_comes_in_when_it_must_not_leave_any_more() {
        for mode in [Mode::Wrap, Mode::Fence] {
            let mut turtle = turtle(Mode::Window);
            assert_eq!(turtle.go_to(120.0, -31.0), Ok(()));
            turtle.set_mode(mode);
            assert_eq!(turtle.position(), (20.0, 29.0));
        }
    }

    #[test]
    fn a_turtle_without_eyes_cannot_flood() {
        assert_eq!(turtle(Mode::Window).fill(), Err(Trouble::NoPixels));
    }
}
