//! A drawing as SVG text: small, and pleasant to read.
//!
//! The view box has the canvas's centre at (0,0), and one group turns the y axis around, so that the numbers in the
//! file are the turtle's own. Fitting the drawing to the canvas is nothing but another view box.

use std::fmt::Write;

use crate::drawing::{Canvas, Color, Drawing, Ink, Mark, Point};

/// Writes the SVG of a drawing.
pub(super) fn write(drawing: &Drawing) -> String {
    let view = View::showing(drawing);
    let mut writer = Writer { out: String::with_capacity(256 + 16 * drawing.point_count()), drawing, view, pen: None };
    writer.document();
    writer.out
}

/// What of a drawing is seen: its upper left corner, and its width in thousandths of a step.
pub(super) fn view(drawing: &Drawing) -> (Point, i64) {
    let view = View::showing(drawing);
    (Point { x: view.left, y: -view.top }, view.width)
}

/// A rectangle in thousandths of a step; y grows downward, as in SVG.
#[derive(Clone, Copy, Debug, PartialEq)]
struct View {
    left: i64,
    top: i64,
    width: i64,
    height: i64,
}

// How much of the canvas a fitted drawing leaves free on each side.
const MARGIN: f64 = 0.05;

impl View {
    fn showing(drawing: &Drawing) -> View {
        if drawing.canvas.fit { View::fitting(drawing) } else { View::of(drawing.canvas) }
    }

    fn of(canvas: Canvas) -> View {
        let (width, height) = (i64::from(canvas.width) * 1000, i64::from(canvas.height) * 1000);
        View { left: -width / 2, top: -height / 2, width, height }
    }

    /// The view, of the canvas's proportions, in which all marks are visible.
    fn fitting(drawing: &Drawing) -> View {
        let canvas = View::of(drawing.canvas);
        let Some((left, top, right, bottom)) = bounds(drawing) else { return canvas };
        let free = 1.0 - 2.0 * MARGIN;
        let across = (right - left) as f64 / (canvas.width as f64 * free);
        let down = (bottom - top) as f64 / (canvas.height as f64 * free);
        let scale = across.max(down);
        // Nothing but a dot without extent has no scale.
        if scale <= 0.0 {
            return canvas;
        }
        let width = ((canvas.width as f64 * scale).ceil() as i64).max(1);
        let height = ((canvas.height as f64 * scale).ceil() as i64).max(1);
        View { left: (left + right - width) / 2, top: (top + bottom - height) / 2, width, height }
    }
}

/// What the marks cover, with the width of their strokes: left, top, right, bottom in SVG's direction.
/// What is only erased does not count.
fn bounds(drawing: &Drawing) -> Option<(i64, i64, i64, i64)> {
    let mut bounds: Option<(i64, i64, i64, i64)> = None;
    for mark in drawing.marks() {
        let (points, reach) = match mark {
            Mark::Stroke { ink: Ink::Erase, .. } => continue,
            Mark::Stroke { width, points, .. } => (points, (width + 1) / 2),
            Mark::Fill { points, .. } => (points, 0),
        };
        for point in points {
            let around = (point.x - reach, -point.y - reach, point.x + reach, -point.y + reach);
            bounds = Some(bounds.map_or(around, |so_far| {
                let (left, top) = (so_far.0.min(around.0), so_far.1.min(around.1));
                (left, top, so_far.2.max(around.2), so_far.3.max(around.3))
            }));
        }
    }
    bounds
}

struct Writer<'a> {
    out: String,
    drawing: &'a Drawing,
    view: View,
    /// The paint and width that the group states for its strokes.
    pen: Option<(Ink, i64)>,
}

/// Marks that were drawn, and those that then erased them and everything before.
struct Layer<'a> {
    drawn: Vec<Mark<'a>>,
    erased: Vec<Mark<'a>>,
}

impl<'a> Writer<'a> {
    fn document(&mut self) {
        let Canvas { width, height, background, .. } = self.drawing.canvas;
        let _ =
            write!(self.out, r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox=""#);
        for length in [self.view.left, self.view.top, self.view.width, self.view.height] {
            self.number(length);
            self.out.push(' ');
        }
        self.out.pop();
        self.out.push_str("\">\n");
        if background != Color::TRANSPARENT {
            self.rectangle(background, self.view.top);
        }
        if self.drawing.mark_count() > 0 {
            self.group();
        }
        self.out.push_str("</svg>\n");
    }

    /// A rectangle that covers the view; `top` says in which direction y grows where it stands.
    fn rectangle(&mut self, color: Color, top: i64) {
        self.out.push_str("<rect");
        self.region(top);
        self.paint("fill", color);
        self.out.push_str("/>\n");
    }

    fn region(&mut self, top: i64) {
        for (name, length) in
            [("x", self.view.left), ("y", top), ("width", self.view.width), ("height", self.view.height)]
        {
            let _ = write!(self.out, r#" {name}=""#);
            self.number(length);
            self.out.push('"');
        }
    }

    fn group(&mut self) {
        self.out.push_str(r#"<g transform="scale(1 -1)" fill="none""#);
        self.pen = self.drawing.marks().find_map(|mark| match mark {
            Mark::Stroke { ink: Ink::Paint(color), width, .. } => Some((Ink::Paint(color), width)),
            _ => None,
        });
        if let Some((Ink::Paint(color), width)) = self.pen {
            self.paint("stroke", color);
            self.stroke_width(width);
        }
        self.out.push_str(" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        if self.is_erased_by_painting() {
            for mark in self.drawing.marks() {
                self.mark(mark, self.drawing.canvas.background);
            }
        } else {
            let layers = layers(self.drawing.marks());
            self.layers(&layers, 0);
        }
        self.out.push_str("</g>\n");
    }

    /// On an opaque background, to erase is to paint in its colour.
    fn is_erased_by_painting(&self) -> bool {
        self.drawing.canvas.background.is_opaque()
    }

    /// Writes layers so that each is erased by its own erasers and those of all later layers.
    ///
    /// Halves are nested rather than layers, so that the nesting stays shallow however often a script erases.
    fn layers(&mut self, layers: &[Layer<'a>], first: usize) {
        let (earlier, later) = layers.split_at(layers.len() / 2);
        match layers {
            [] => {}
            [layer] => {
                self.masked(std::slice::from_ref(layer), first, 1, |writer| {
                    for &mark in &layer.drawn {
                        writer.mark(mark, Color::TRANSPARENT);
                    }
                });
            }
            _ => {
                let middle = first + earlier.len();
                self.masked(later, middle, layers.len(), |writer| writer.layers(earlier, first));
                self.layers(later, middle);
            }
        }
    }

    /// Writes `content` inside a mask that the layers' erasers cut out of it. The numbers make the mask's name unique.
    fn masked(&mut self, layers: &[Layer<'a>], first: usize, span: usize, content: impl FnOnce(&mut Self)) {
        if layers.iter().all(|layer| layer.erased.is_empty()) {
            content(self);
            return;
        }
        let top = -(self.view.top + self.view.height);
        let _ = write!(self.out, r#"<mask id="erased-{first}-{span}" maskUnits="userSpaceOnUse""#);
        self.region(top);
        self.out.push_str(">\n");
        self.rectangle(Color::rgb(255, 255, 255), top);
        for layer in layers {
            for &mark in &layer.erased {
                self.mark(mark, Color::rgb(0, 0, 0));
            }
        }
        let _ = writeln!(self.out, "</mask>\n<g mask=\"url(#erased-{first}-{span})\">");
        content(self);
        self.out.push_str("</g>\n");
    }

    /// A mark as a path; an eraser paints in `eraser`'s colour.
    fn mark(&mut self, mark: Mark, eraser: Color) {
        self.out.push_str("<path");
        match mark {
            Mark::Stroke { ink, width, points } => {
                let color = match ink {
                    Ink::Paint(color) => color,
                    Ink::Erase => eraser,
                };
                let (group_ink, group_width) = self.pen.unzip();
                if group_ink != Some(Ink::Paint(color)) {
                    // An opaque stroke in a translucent group must say so.
                    let group_is_translucent = matches!(group_ink, Some(Ink::Paint(group)) if !group.is_opaque());
                    self.paint("stroke", color);
                    if group_is_translucent && color.is_opaque() {
                        self.out.push_str(r#" stroke-opacity="1""#);
                    }
                }
                if group_width != Some(width) {
                    self.stroke_width(width);
                }
                self.path(points, false);
            }
            Mark::Fill { color, points } => {
                self.paint("fill", color);
                if self.pen.is_some() {
                    self.out.push_str(r#" stroke="none""#);
                }
                self.path(points, true);
            }
        }
        self.out.push_str("/>\n");
    }

    fn path(&mut self, points: &[Point], is_closed: bool) {
        // A way that comes back to where it began is closed: its corner there is one like the others.
        let returns = points.len() > 3 && points.first() == points.last();
        let points = if returns { &points[..points.len() - 1] } else { points };
        self.out.push_str(r#" d="M"#);
        for (index, point) in points.iter().enumerate() {
            match index {
                0 => {}
                1 => self.out.push('L'),
                _ => self.out.push(' '),
            }
            self.number(point.x);
            self.out.push(' ');
            self.number(point.y);
        }
        if is_closed || returns {
            self.out.push('Z');
        }
        self.out.push('"');
    }

    fn paint(&mut self, attribute: &str, color: Color) {
        let Color { red, green, blue, alpha } = color;
        let is_short = [red, green, blue].iter().all(|part| part / 16 == part % 16);
        let _ = match is_short {
            true => write!(self.out, r##" {attribute}="#{:x}{:x}{:x}""##, red % 16, green % 16, blue % 16),
            false => write!(self.out, r##" {attribute}="#{red:02x}{green:02x}{blue:02x}""##),
        };
        if alpha < 255 {
            let _ = write!(self.out, r#" {attribute}-opacity="{}""#, opacity(alpha));
        }
    }

    fn stroke_width(&mut self, width: i64) {
        self.out.push_str(r#" stroke-width=""#);
        self.number(width);
        self.out.push('"');
    }

    /// Thousandths as a decimal number, as short as it can be.
    fn number(&mut self, thousandths: i64) {
        if thousandths < 0 {
            self.out.push('-');
        }
        let (whole, mut rest) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
        let _ = write!(self.out, "{whole}");
        if rest > 0 {
            self.out.push('.');
            while rest > 0 {
                self.out.push(char::from(b'0' + (rest / 100) as u8));
                rest = rest % 100 * 10;
            }
        }
    }
}

/// The shortest decimal that a renderer turns into this alpha again.
fn opacity(alpha: u8) -> f64 {
    let exact = f64::from(alpha) / 255.0;
    let rounded = [10.0, 100.0, 1000.0].map(|digits| (exact * digits).round() / digits);
    rounded.into_iter().find(|opacity| (opacity * 255.0).round() as u8 == alpha).unwrap_or(exact)
}

fn layers<'a>(marks: impl Iterator<Item = Mark<'a>>) -> Vec<Layer<'a>> {
    let mut layers: Vec<Layer> = Vec::new();
    for mark in marks {
        let is_eraser = matches!(mark, Mark::Stroke { ink: Ink::Erase, .. });
        match layers.last_mut() {
            Some(layer) if is_eraser => layer.erased.push(mark),
            Some(layer) if layer.erased.is_empty() => layer.drawn.push(mark),
            // There is nothing yet to be erased.
            None if is_eraser => {}
            _ => layers.push(Layer { drawn: vec![mark], erased: Vec::new() }),
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANVAS: Canvas = Canvas { width: 100, height: 51, background: Color::TRANSPARENT, fit: false };
    const RED: Color = Color::rgb(255, 0, 0);

    fn points(points: &[(i64, i64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    fn two_strokes(canvas: Canvas) -> Drawing {
        let mut drawing = Drawing::new(canvas);
        drawing.stroke(Ink::Paint(RED), 4000, &points(&[(0, 0), (0, 10_000), (1736, 19_848)]));
        drawing.stroke(Ink::Paint(RED), 2500, &points(&[(0, 0), (-10_050, 0), (5, 5), (0, 0)]));
        drawing
    }

    #[test]
    fn a_stroke_is_a_path_in_the_turtles_numbers() {
        assert_eq!(
            write(&two_strokes(CANVAS)),
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="51" viewBox="-50 -25.5 100 51">
<g transform="scale(1 -1)" fill="none" stroke="#f00" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
<path d="M0 0L0 10 1.736 19.848"/>
<path stroke-width="2.5" d="M0 0L-10.05 0 0.005 0.005Z"/>
</g>
</svg>
"##
        );
    }

    #[test]
    fn erasing_masks_what_was_drawn_before() {
        let mut drawing = two_strokes(CANVAS);
        drawing.stroke(Ink::Erase, 4000, &points(&[(0, 0), (9000, 0)]));
        drawing.fill(Color { alpha: 128, ..RED }, &points(&[(0, 0), (1000, 0), (0, 1000)]));
        assert_eq!(
            write(&drawing),
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="51" viewBox="-50 -25.5 100 51">
<g transform="scale(1 -1)" fill="none" stroke="#f00" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
<mask id="erased-0-1" maskUnits="userSpaceOnUse" x="-50" y="-25.5" width="100" height="51">
<rect x="-50" y="-25.5" width="100" height="51" fill="#fff"/>
<path stroke="#000" d="M0 0L9 0"/>
</mask>
<g mask="url(#erased-0-1)">
<path d="M0 0L0 10 1.736 19.848"/>
<path stroke-width="2.5" d="M0 0L-10.05 0 0.005 0.005Z"/>
</g>
<path fill="#f00" fill-opacity="0.5" stroke="none" d="M0 0L1 0 0 1Z"/>
</g>
</svg>
"##
        );
    }

    #[test]
    fn erasing_on_an_opaque_ground_paints_in_its_colour() {
        let mut drawing = Drawing::new(Canvas { background: Color::rgb(1, 2, 3), ..CANVAS });
        drawing.stroke(Ink::Erase, 4000, &points(&[(0, 0), (9000, 0)]));
        let svg = write(&drawing);
        assert!(svg.contains(r##"<rect x="-50" y="-25.5" width="100" height="51" fill="#010203"/>"##), "{svg}");
        assert!(svg.contains(r##"<path stroke="#010203" stroke-width="4" d="M0 0L9 0"/>"##), "{svg}");
    }

    #[test]
    fn a_fitted_drawing_has_a_margin_on_all_sides() {
        let mut drawing = Drawing::new(Canvas { width: 100, height: 100, fit: true, ..CANVAS });
        drawing.stroke(Ink::Paint(RED), 2000, &points(&[(1_000_000, 500_000), (1_178_000, 500_000)]));
        let view = View::fitting(&drawing);
        assert_eq!(view, View { left: 989_000, top: -600_000, width: 200_000, height: 200_000 });
    }

    #[test]
    fn a_fitted_drawing_without_extent_shows_the_canvas() {
        let drawing = Drawing::new(Canvas { fit: true, ..CANVAS });
        assert_eq!(View::fitting(&drawing), View::of(CANVAS));
    }

    #[test]
    fn every_alpha_has_a_short_opacity() {
        for alpha in 0..=255u8 {
            assert_eq!((opacity(alpha) * 255.0).round() as u8, alpha);
            assert!(opacity(alpha).to_string().len() <= 5);
        }
    }
}
