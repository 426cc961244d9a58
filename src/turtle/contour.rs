//! The outline of a set of pixels as one list of points.
//!
//! An outline runs along the cracks between pixels, clockwise around the set and counter-clockwise around its holes.
//! Every hole is tied to the outline on its left by a bridge that is walked there and back, so that one closed line
//! remains; by the non-zero rule its inside is the set.

use std::collections::HashMap;

use super::fill::Mask;
use crate::drawing::{Point, Raster};

/// A step along the side of a pixel: from a corner of pixels in a direction.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Crack {
    x: usize,
    y: usize,
    direction: Direction,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    East,
    South,
    West,
    North,
}

/// A place in half pixels to the right of and below the raster's corner.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    x: f64,
    y: f64,
    /// Whether the simplified line must go through it.
    is_fixed: bool,
}

/// The outline of a mask, whose pixels must hang together by their sides.
pub(super) fn trace(mask: &Mask, raster: &Raster) -> Vec<Point> {
    let places = simplified(&smoothed(&joined(&Outlines::of(mask))));
    places.into_iter().map(|place| raster.point_at(place.x / 2.0, place.y / 2.0)).collect()
}

// Following --------------------------------------------------------------------------------------------------

impl Direction {
    fn to_the_right(self) -> Direction {
        match self {
            Direction::East => Direction::South,
            Direction::South => Direction::West,
            Direction::West => Direction::North,
            Direction::North => Direction::East,
        }
    }

    fn to_the_left(self) -> Direction {
        self.to_the_right().to_the_right().to_the_right()
    }
}

impl Crack {
    /// Its end.
    fn end(self) -> (usize, usize) {
        match self.direction {
            Direction::East => (self.x + 1, self.y),
            Direction::South => (self.x, self.y + 1),
            Direction::West => (self.x - 1, self.y),
            Direction::North => (self.x, self.y - 1),
        }
    }

    fn middle(self) -> Place {
        let (x, y) = self.end();
        Place { x: (self.x + x) as f64, y: (self.y + y) as f64, is_fixed: false }
    }

    /// The crack that goes on from here, with the mask still on the right. Pixels that touch by a corner are apart.
    fn next(self, mask: &Mask) -> Crack {
        let (x, y) = self.end();
        // The four pixels around the corner; outside of the raster there are none.
        let is_set = |right: bool, below: bool| {
            let column = if right { Some(x) } else { x.checked_sub(1) };
            let row = if below { Some(y) } else { y.checked_sub(1) };
            column.zip(row).is_some_and(|(column, row)| {
                column < mask.width && row < mask.height && mask.pixels[row * mask.width + column]
            })
        };
        let (ahead_right, ahead_left) = match self.direction {
            Direction::East => (is_set(true, true), is_set(true, false)),
            Direction::South => (is_set(false, true), is_set(true, true)),
            Direction::West => (is_set(false, false), is_set(false, true)),
            Direction::North => (is_set(true, false), is_set(false, false)),
        };
        let direction = match (ahead_right, ahead_left) {
            (false, _) => self.direction.to_the_right(),
            (true, false) => self.direction,
            (true, true) => self.direction.to_the_left(),
        };
        Crack { x, y, direction }
    }
}

/// The outline of a set and those of its holes.
struct Outlines {
    /// The outer one first.
    cracks: Vec<Vec<Crack>>,
    /// Which hole is tied to a crack.
    bridges: HashMap<Crack, usize>,
}

impl Outlines {
    fn of(mask: &Mask) -> Outlines {
        let mut outlines = Outlines { cracks: Vec::new(), bridges: HashMap::new() };
        // Whether the crack on a pixel's right side belongs to an outline already.
        let mut is_seen = vec![false; mask.pixels.len()];
        let Some(first) = mask.pixels.iter().position(|&is_set| is_set) else { return outlines };
        let (x, y) = (first % mask.width, first / mask.width);
        outlines.follow(Crack { x, y, direction: Direction::East }, mask, &mut is_seen);
        for y in 0..mask.height {
            let row = &mask.pixels[y * mask.width..][..mask.width];
            let mut run_start = 0;
            for x in 0..mask.width {
                if !row[x] {
                    run_start = x + 1;
                } else if !is_seen[y * mask.width + x] && row.get(x + 1) == Some(&false) {
                    // The first crack of a hole that is met row by row: all that lies to the left of it is known.
                    let tie = Crack { x: run_start, y: y + 1, direction: Direction::North };
                    outlines.bridges.insert(tie, outlines.cracks.len());
                    outlines.follow(Crack { x: x + 1, y, direction: Direction::South }, mask, &mut is_seen);
                }
            }
        }
        outlines
    }

    fn follow(&mut self, start: Crack, mask: &Mask, is_seen: &mut [bool]) {
        let mut cracks = Vec::new();
        let mut crack = start;
        loop {
            if crack.direction == Direction::South {
                is_seen[crack.y * mask.width + crack.x - 1] = true;
            }
            cracks.push(crack);
            crack = crack.next(mask);
            if crack == start {
                break;
            }
        }
        self.cracks.push(cracks);
    }
}

// Joining ----------------------------------------------------------------------------------------------------

// An outline of fewer cracks keeps all its corners: little would be left of it.
const SMALL: usize = 20;

/// All outlines as one closed line, through the middles of the cracks and the corners of what is square.
fn joined(outlines: &Outlines) -> Vec<Place> {
    let mut places = Vec::new();
    if outlines.cracks.is_empty() {
        return places;
    }
    // The outlines that are being walked, each with the number of its next crack. Holes may hang on holes in
    // long chains, which is why there is no recursion.
    let mut walked = vec![(0, 0)];
    while let Some((outline, next)) = walked.last_mut() {
        let cracks = &outlines.cracks[*outline];
        if *next == cracks.len() {
            // Back to where it began, and over the bridge to where it is tied.
            places.push(Place { is_fixed: true, ..cracks[0].middle() });
            walked.pop();
            if let Some(&(outline, next)) = walked.last() {
                places.push(Place { is_fixed: true, ..outlines.cracks[outline][next - 1].middle() });
                push_corner(&outlines.cracks[outline], next - 1, &mut places);
            }
            continue;
        }
        let (here, hole) = (*next, outlines.bridges.get(&cracks[*next]));
        *next += 1;
        places.push(Place { is_fixed: here == 0 || hole.is_some(), ..cracks[here].middle() });
        match hole {
            Some(&hole) => walked.push((hole, 0)),
            None => push_corner(cracks, here, &mut places),
        }
    }
    places
}

/// The corner at the end of a crack, where it is one: in a slanting line one of two sides is a single pixel.
fn push_corner(cracks: &[Crack], index: usize, places: &mut Vec<Place>) {
    let at = |offset: usize| cracks[(index + cracks.len() + offset - 1) % cracks.len()].direction;
    let is_square = at(0) == at(1) && at(2) == at(3);
    if at(1) != at(2) && (is_square || cracks.len() < SMALL) {
        let (x, y) = cracks[index].end();
        places.push(Place { x: 2.0 * x as f64, y: 2.0 * y as f64, is_fixed: true });
    }
}

// Smoothing --------------------------------------------------------------------------------------------------

/// Takes the steps out of slanting lines: every place becomes the mean of those around it, as far as none of
/// them is fixed.
fn smoothed(places: &[Place]) -> Vec<Place> {
    let is_free = |index: usize| places.get(index).is_some_and(|place| !place.is_fixed);
    let mean = |index: usize, weights: &[f64]| {
        let first = index - weights.len() / 2;
        let sum = weights
            .iter()
            .zip(&places[first..])
            .fold((0.0, 0.0), |(x, y), (weight, place)| (x + weight * place.x, y + weight * place.y));
        let total: f64 = weights.iter().sum();
        Place { x: sum.0 / total, y: sum.1 / total, is_fixed: false }
    };
    let smooth = |index: usize| match index {
        _ if !is_free(index) => places[index],
        _ if index < 2 || !is_free(index - 1) || !is_free(index + 1) || index + 2 >= places.len() => {
            mean(index, &[1.0, 2.0, 1.0])
        }
        _ => mean(index, &[1.0, 2.0, 2.0, 2.0, 1.0]),
    };
    (0..places.len()).map(smooth).collect()
}

// Simplifying ------------------------------------------------------------------------------------------------

// In half pixels. With what smoothing moved, no place is further than half a pixel from where it was.
const TOLERANCE: f64 = 0.6;

/// A line of fewer places that strays no further than the tolerance from what it was. Each place is looked at once:
/// as long as a straight line from the last corner passes all places since closely enough, it goes on.
fn simplified(places: &[Place]) -> Vec<Place> {
    let Some(&first) = places.first() else { return Vec::new() };
    let mut kept = vec![first];
    let mut cone = Cone::new(first);
    for pair in places.windows(2) {
        let (before, place) = (pair[0], pair[1]);
        if !cone.narrow(place) {
            let corner = if before.is_fixed { before } else { cone.corner_near(before) };
            kept.push(corner);
            cone = Cone::new(corner);
            cone.narrow(place);
        }
        if place.is_fixed {
            kept.push(place);
            cone = Cone::new(place);
        }
    }
    kept
}

/// The directions in which a line from a place may go on.
struct Cone {
    from: Place,
    /// The outermost directions to the right and to the left, once there are some.
    sides: Option<[(f64, f64); 2]>,
    /// How far the farthest place is.
    farthest: f64,
}

impl Cone {
    fn new(from: Place) -> Cone {
        Cone { from, sides: None, farthest: 0.0 }
    }

    /// Narrows the cone to the directions that pass a place closely enough; whether there are any.
    /// Through a fixed place itself one of them must lead.
    fn narrow(&mut self, place: Place) -> bool {
        let (x, y) = (place.x - self.from.x, place.y - self.from.y);
        let distance = (x * x + y * y).sqrt();
        let is_outside = |[right, left]: [(f64, f64); 2]| cross(right, (x, y)) < 0.0 || cross((x, y), left) < 0.0;
        if distance + TOLERANCE < self.farthest || place.is_fixed && self.sides.is_some_and(is_outside) {
            return false;
        }
        self.farthest = self.farthest.max(distance);
        // Every direction passes a place as near as this.
        if distance <= TOLERANCE {
            return true;
        }
        let sine = TOLERANCE / distance;
        let cosine = (1.0 - sine * sine).sqrt();
        let [right, left] = [-sine, sine].map(|sine| (x * cosine - y * sine, x * sine + y * cosine));
        let [right, left] = match self.sides {
            None => [right, left],
            Some([old_right, old_left]) => [
                if cross(old_right, right) > 0.0 { right } else { old_right },
                if cross(left, old_left) > 0.0 { left } else { old_left },
            ],
        };
        let is_open = cross(right, left) > 0.0;
        if is_open {
            self.sides = Some([right, left]);
        }
        is_open
    }

    /// Where a line in the middle of the cone comes nearest to a place. Corners on places themselves would lie on the
    /// outer steps of a slanting line, from where no straight line keeps near to all others.
    fn corner_near(&self, place: Place) -> Place {
        let Some([right, left]) = self.sides.map(|sides| sides.map(unit)) else { return place };
        let (x, y) = unit((right.0 + left.0, right.1 + left.1));
        let distance = (place.x - self.from.x) * x + (place.y - self.from.y) * y;
        Place { x: self.from.x + x * distance, y: self.from.y + y * distance, is_fixed: false }
    }
}

/// A direction of length 1.
fn unit((x, y): (f64, f64)) -> (f64, f64) {
    let length = (x * x + y * y).sqrt();
    (x / length, y / length)
}

/// Positive where `other` lies to the left of `one`, with y growing upward.
fn cross(one: (f64, f64), other: (f64, f64)) -> f64 {
    one.0 * other.1 - one.1 * other.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A raster of pixels of one step, and the mask of its letters.
    fn traced(rows: &[&str]) -> Vec<(f64, f64)> {
        let (width, height) = (rows[0].len(), rows.len());
        let pixels = rows.iter().flat_map(|row| row.chars().map(|pixel| pixel == '#')).collect();
        let places = simplified(&smoothed(&joined(&Outlines::of(&Mask { width, height, pixels }))));
        places.into_iter().map(|place| (place.x / 2.0, place.y / 2.0)).collect()
    }

    /// Twice the area inside a closed line, which is what is left once bridges cancel out.
    fn area(places: &[(f64, f64)]) -> f64 {
        let next = places.iter().cycle().skip(1);
        places.iter().zip(next).map(|(one, other)| cross(*one, *other)).sum::<f64>() / 2.0
    }

    #[test]
    fn a_rectangle_keeps_its_corners_and_nothing_else_but_its_start() {
        let places = traced(&["......", ".####.", ".####.", ".####."]);
        assert_eq!(places, [(1.5, 1.0), (5.0, 1.0), (5.0, 4.0), (1.0, 4.0), (1.0, 1.0), (1.5, 1.0)]);
        assert_eq!(area(&places), 12.0);
    }

    #[test]
    fn holes_are_cut_out() {
        let places = traced(&["#######", "#..#..#", "#..#..#", "#######", "#..#..#", "#..#..#", "#######"]);
        assert_eq!(area(&places), 49.0 - 16.0);
    }

    #[test]
    fn a_hole_on_a_hole_is_reached_over_it() {
        let places = traced(&["########", "#.##.#.#", "##.#..##", "########"]);
        assert_eq!(area(&places), 26.0, "{places:?}");
    }

    #[test]
    fn a_slanting_edge_is_few_points() {
        let rows: Vec<String> = (0..60).map(|row| "#".repeat(100 - row * 3 / 2) + &".".repeat(row * 3 / 2)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let places = traced(&rows);
        assert!(places.len() <= 10, "{places:?}");
        let pixels = rows.concat().matches('#').count() as f64;
        assert!((area(&places) - pixels).abs() < 20.0);
    }

    #[test]
    fn nothing_and_one_pixel_are_no_trouble() {
        assert_eq!(traced(&["..", ".."]), []);
        assert!((area(&traced(&["#"])) - 1.0).abs() < 0.01);
    }
}
