//! Flood fill: from the pixels of a drawing to a polygon that becomes a part of it.
//!
//! The region of like colour around the turtle is bounded by the edges of marks, whose pixels are partly covered.
//! The polygon reaches under them: it is put below the marks that bound the region, and goes on to where they cover
//! whole pixels. No seam of what was there before is left, and the edges stay as smooth as they were.

use super::contour;
use super::cover::covers;
use crate::drawing::{Color, Drawing, Ink, Mark, Point, Raster};

/// What a fill adds to a drawing.
pub(super) struct Polygon {
    /// Its corners, as [`Mark::Fill`] has them.
    pub points: Vec<Point>,
    /// How many marks lie below it.
    pub level: usize,
}

/// The pixels to be filled.
pub(super) struct Mask {
    pub width: usize,
    pub height: usize,
    /// Whether a pixel is filled, row by row.
    pub pixels: Vec<bool>,
}

// Colours that differ by no more on any channel are alike: rendering rounds.
const TOLERANCE: u8 = 2;

// An edge is never blurred over more pixels than this.
const EDGE: usize = 3;

/// The region of like colour around a point, or none where it has the fill's colour already or is out of sight.
pub(super) fn polygon(drawing: &Drawing, raster: &Raster, seed: Point, color: Color) -> Option<Polygon> {
    let (column, row) = raster.pixel_at(seed)?;
    let start = row * raster.width + column;
    let old = raster.color(start);
    if color.is_opaque() && difference(old, premultiplied(color)) <= TOLERANCE {
        return None;
    }
    let mut region = flood(raster, start);
    let (level, is_above_thin) = level(drawing, raster, &region, old);
    grow(&mut region, raster, old, is_above_thin);
    Some(Polygon { points: contour::trace(&region.mask, raster), level })
}

/// How far apart two colours are: by their most different channel.
fn difference(one: [u8; 4], other: [u8; 4]) -> u8 {
    one.into_iter().zip(other).map(|(one, other)| one.abs_diff(other)).max().unwrap_or(0)
}

fn premultiplied(color: Color) -> [u8; 4] {
    let part = |part: u8| ((u16::from(part) * u16::from(color.alpha) + 127) / 255) as u8;
    [part(color.red), part(color.green), part(color.blue), color.alpha]
}

// The region -------------------------------------------------------------------------------------------------

struct Region {
    mask: Mask,
    /// Its pixels, by number, the one that it was found from first.
    pixels: Vec<usize>,
}

/// The pixels beside, above and below one.
fn neighbours(index: usize, width: usize, height: usize) -> impl Iterator<Item = usize> {
    let (column, row) = (index % width, index / width);
    [
        (column > 0).then(|| index - 1),
        (column + 1 < width).then(|| index + 1),
        (row > 0).then(|| index - width),
        (row + 1 < height).then(|| index + width),
    ]
    .into_iter()
    .flatten()
}

fn flood(raster: &Raster, start: usize) -> Region {
    let old = raster.color(start);
    let mut mask =
        Mask { width: raster.width, height: raster.height, pixels: vec![false; raster.width * raster.height] };
    mask.pixels[start] = true;
    let mut pixels = vec![start];
    let mut next = 0;
    while let Some(&index) = pixels.get(next) {
        next += 1;
        for neighbour in neighbours(index, raster.width, raster.height) {
            if !mask.pixels[neighbour] && difference(raster.color(neighbour), old) <= TOLERANCE {
                mask.pixels[neighbour] = true;
                pixels.push(neighbour);
            }
        }
    }
    Region { mask, pixels }
}

/// Takes in the pixels at the edge, outward for as long as they differ more and more from the region:
/// up to the first that a mark covers wholly, or to the middle of a mark thinner than that.
///
/// Where the polygon comes to lie above thin strokes, they would not be seen any more: of their pixels it takes those
/// of which they cover less than half.
fn grow(region: &mut Region, raster: &Raster, old: [u8; 4], is_above_thin: bool) {
    let distance = |index: usize| difference(raster.color(index), old);
    let share = |index: usize| f64::from(distance(index)) / f64::from(steepest(index, raster, distance));
    for _ in 0..EDGE {
        let mut grown = Vec::new();
        for &index in &region.pixels {
            for neighbour in neighbours(index, raster.width, raster.height) {
                let rises = !region.mask.pixels[neighbour] && distance(neighbour) > distance(index);
                if rises && (!is_above_thin || share(neighbour) <= 0.5) {
                    grown.push(neighbour);
                }
            }
        }
        for &index in &grown {
            region.mask.pixels[index] = true;
        }
        region.pixels = grown;
    }
}

/// The largest distance within the width of an edge.
fn steepest(index: usize, raster: &Raster, distance: impl Fn(usize) -> u8) -> u8 {
    let (column, row) = (index % raster.width, index / raster.width);
    let columns = column.saturating_sub(EDGE - 1)..(column + EDGE).min(raster.width);
    let rows = row.saturating_sub(EDGE - 1)..(row + EDGE).min(raster.height);
    let around = rows.flat_map(|row| columns.clone().map(move |column| row * raster.width + column));
    around.map(distance).max().unwrap_or(0)
}

// Its place among the marks ----------------------------------------------------------------------------------

/// A rectangle in thousandths of a step.
struct Bounds {
    left: i64,
    bottom: i64,
    right: i64,
    top: i64,
}

impl Bounds {
    fn of(region: &Region, raster: &Raster) -> Bounds {
        let (mut left, mut right) = (raster.width, 0);
        let (mut top, mut bottom) = (raster.height, 0);
        for index in &region.pixels {
            let (column, row) = (index % raster.width, index / raster.width);
            (left, right) = (left.min(column), right.max(column + 1));
            (top, bottom) = (top.min(row), bottom.max(row + 1));
        }
        let upper_left = raster.point_at(left as f64, top as f64);
        let lower_right = raster.point_at(right as f64, bottom as f64);
        Bounds { left: upper_left.x, bottom: lower_right.y, right: lower_right.x, top: upper_left.y }
    }

    fn meets(&self, mark: Mark) -> bool {
        let (points, reach) = match mark {
            Mark::Stroke { width, points, .. } => (points, width / 2 + 1),
            Mark::Fill { points, .. } => (points, 0),
        };
        let is_apart = points.iter().all(|point| point.x + reach < self.left)
            || points.iter().all(|point| point.x - reach > self.right)
            || points.iter().all(|point| point.y + reach < self.bottom)
            || points.iter().all(|point| point.y - reach > self.top);
        !is_apart
    }
}

// In pixels.
const THIN: f64 = 3.0;

/// How many marks must lie below the polygon: all that may be seen in the region. And whether thin strokes, which can
/// only be seen at its edge, are among them.
fn level(drawing: &Drawing, raster: &Raster, region: &Region, old: [u8; 4]) -> (usize, bool) {
    let bounds = Bounds::of(region, raster);
    let start = region.pixels[0];
    let seed = ((start % raster.width) as f64 + 0.5, (start / raster.width) as f64 + 0.5);
    let mut level = (0, false);
    let mut are_thin = false;
    for (index, mark) in drawing.marks().enumerate().filter(|(_, mark)| bounds.meets(*mark)) {
        match mark {
            _ if is_like(mark, old) && covers(mark, &region.mask, seed, raster) => level = (index + 1, are_thin),
            Mark::Stroke { width, .. } => are_thin |= (width as f64) < THIN * raster.scale,
            Mark::Fill { .. } => {}
        }
    }
    level
}

/// Whether a mark may be what gives a region its colour.
fn is_like(mark: Mark, old: [u8; 4]) -> bool {
    match mark {
        Mark::Stroke { ink: Ink::Erase, .. } => true,
        Mark::Stroke { ink: Ink::Paint(color), .. } | Mark::Fill { color, .. } => {
            !color.is_opaque() || difference(premultiplied(color), old) <= TOLERANCE
        }
    }
}
