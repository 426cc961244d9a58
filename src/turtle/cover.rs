//! Whether a mark covers something of a region of pixels.
//!
//! A region hangs together. A mark that covers a part of it therefore covers the pixel from which the region was
//! found, or its outline runs through the region.

use super::fill::Mask;
use crate::drawing::{Mark, Raster};

/// In pixels from the raster's corner, to the right and downward.
type Place = (f64, f64);

/// Whether a mark covers something of the region around the pixel whose middle is `seed`.
pub(super) fn covers(mark: Mark, region: &Mask, seed: Place, raster: &Raster) -> bool {
    match mark {
        Mark::Fill { points, .. } => {
            let corners: Vec<Place> = points.iter().map(|&point| raster.place_of(point)).collect();
            let next = corners.iter().cycle().skip(1);
            let sides: Vec<(Place, Place)> = corners.iter().copied().zip(next.copied()).collect();
            winding(&sides, seed) != 0 || sides.iter().any(|&(from, to)| passes_through(from, to, region))
        }
        Mark::Stroke { width, points, .. } => {
            let reach = width as f64 / 2.0 / raster.scale;
            // The outermost half pixel may be but partly covered.
            let side = (reach - 0.5).max(0.0);
            points.windows(2).any(|pair| {
                let (from, to) = (raster.place_of(pair[0]), raster.place_of(pair[1]));
                let is_on = |shift: f64| {
                    let (from, to) = shifted(from, to, shift);
                    passes_through(from, to, region)
                };
                distance_to_line(seed, from, to) <= reach || is_on(0.0) || is_on(side) || is_on(-side)
            })
        }
    }
}

/// How often a closed line runs around a place, counter-clockwise less clockwise.
fn winding(sides: &[(Place, Place)], (x, y): Place) -> i32 {
    let crossing = |&((from_x, from_y), (to_x, to_y)): &(Place, Place)| {
        let is_right = || from_x + (y - from_y) / (to_y - from_y) * (to_x - from_x) > x;
        match (from_y <= y, to_y <= y) {
            (true, false) if is_right() => 1,
            (false, true) if is_right() => -1,
            _ => 0,
        }
    };
    sides.iter().map(crossing).sum()
}

fn distance_to_line((x, y): Place, from: Place, to: Place) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let square = across * across + down * down;
    let part = if square > 0.0 { ((x - from.0) * across + (y - from.1) * down) / square } else { 0.0 };
    let part = part.clamp(0.0, 1.0);
    libm::hypot(x - from.0 - part * across, y - from.1 - part * down)
}

/// A line moved to its side.
fn shifted(from: Place, to: Place, shift: f64) -> (Place, Place) {
    let length = libm::hypot(to.0 - from.0, to.1 - from.1);
    if length == 0.0 || shift == 0.0 {
        return (from, to);
    }
    let (right, down) = ((from.1 - to.1) / length * shift, (to.0 - from.0) / length * shift);
    ((from.0 + right, from.1 + down), (to.0 + right, to.1 + down))
}

/// Whether a pixel of the region lies on a line, which is looked at in steps of a pixel.
fn passes_through(from: Place, to: Place, region: &Mask) -> bool {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    // Of a line that leads far off the canvas only the part on it is looked at.
    let across_part = part_within(from.0, across, region.width as f64);
    let down_part = part_within(from.1, down, region.height as f64);
    let (start, end) = (across_part.0.max(down_part.0), across_part.1.min(down_part.1));
    if start > end {
        return false;
    }
    let steps = ((end - start) * across.abs().max(down.abs())).ceil().max(1.0);
    (0..=steps as usize).any(|step| {
        let part = start + (end - start) * step as f64 / steps;
        let (column, row) = ((from.0 + across * part).floor(), (from.1 + down * part).floor());
        let is_on_it = column >= 0.0 && row >= 0.0 && column < region.width as f64 && row < region.height as f64;
        is_on_it && region.pixels[row as usize * region.width + column as usize]
    })
}

/// From which to which part of its way something that moves from `from` by `by` is between 0 and `most`.
fn part_within(from: f64, by: f64, most: f64) -> (f64, f64) {
    if by == 0.0 {
        return if (0.0..=most).contains(&from) { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    let (one, other) = (-from / by, (most - from) / by);
    (one.min(other).max(0.0), one.max(other).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Color, Ink, Point};

    /// A raster of 10 by 10 steps whose region is the 4 by 4 pixels in the middle.
    fn region() -> (Mask, Raster) {
        let pixels = (0..100).map(|index| (3..7).contains(&(index % 10)) && (3..7).contains(&(index / 10))).collect();
        let raster =
            Raster { width: 10, height: 10, data: vec![0; 400], corner: Point { x: 0, y: 10_000 }, scale: 1000.0 };
        (Mask { width: 10, height: 10, pixels }, raster)
    }

    fn points(places: &[(i64, i64)]) -> Vec<Point> {
        places.iter().map(|&(x, y)| Point { x: 1000 * x, y: 1000 * (10 - y) }).collect()
    }

    fn is_covered(mark: Mark) -> bool {
        let (region, raster) = region();
        covers(mark, &region, (4.5, 4.5), &raster)
    }

    #[test]
    fn fills_cover_what_is_inside_and_what_their_edge_runs_through() {
        for (corners, expected) in [
            (&[(0, 0), (10, 0), (10, 10), (0, 10)], true),
            (&[(6, 6), (9, 6), (9, 9), (6, 9)], true),
            (&[(8, 0), (10, 0), (10, 10), (8, 10)], false),
            (&[(0, 0), (0, 2), (9, 2), (9, 0)], false),
        ] {
            let fill = Mark::Fill { color: Color::TRANSPARENT, points: &points(corners) };
            assert_eq!(is_covered(fill), expected, "{corners:?}");
        }
    }

    #[test]
    fn strokes_cover_what_they_are_wide_enough_for() {
        for (line, width, expected) in [
            ([(0, 5), (10, 5)], 1, true),
            ([(0, 1), (10, 1)], 1, false),
            ([(0, 1), (10, 1)], 6, true),
            ([(0, -40), (10, -40)], 100, true),
            ([(-1_000_000, 5), (1_000_000, 5)], 1, true),
            ([(-1_000_000, 50), (1_000_000, 50)], 1, false),
            ([(8, 8), (8, 8)], 1, false),
            ([(8, 8), (8, 8)], 12, true),
        ] {
            let stroke = Mark::Stroke { ink: Ink::Erase, width: 1000 * width, points: &points(&line) };
            assert_eq!(is_covered(stroke), expected, "{line:?} {width}");
        }
    }
}
