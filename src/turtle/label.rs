//! Text as strokes, in the simplest of the alphabets that A. V. Hershey drew.
//!
//! The font has y growing downward and gives a text's points in a row; here a stroke is a line of its own, y grows
//! upward, the lower left corner of a text is (0,0), and the unit is the height of a letter's cell.

use vector_text_core::Renderer;
use vector_text_hershey::{HersheyFont, HersheyRenderer};

/// A place in a letter's cell, in heights of it.
type Place = (f64, f64);

// The cell of a letter in the font's units: the highest bracket and the lowest descender are within it.
const CELL_HEIGHT: f64 = 32.0;
const CELL_BOTTOM: i16 = 16;

/// A letter in the font's units: its strokes, and how far from it the next letter begins.
struct Glyph {
    strokes: Vec<Vec<(i16, i16)>>,
    width: i16,
}

/// The strokes of a text. Lines stand below one another, the last on the ground.
pub(super) fn strokes(text: &str) -> Vec<Vec<Place>> {
    let below = text.matches('\n').count();
    let lines = text.split('\n').enumerate();
    lines.flat_map(|(index, line)| line_strokes(line, (below - index) as f64)).collect()
}

/// How wide a digit is, in heights of a cell. All digits are equally wide.
pub(super) fn digit_width() -> f64 {
    f64::from(glyph('0').width) / CELL_HEIGHT
}

fn line_strokes(line: &str, ground: f64) -> Vec<Vec<Place>> {
    let mut strokes = Vec::new();
    let mut left = 0.0;
    for letter in line.chars() {
        let Glyph { strokes: lines, width } = glyph(letter);
        let place = |(x, y)| (left + f64::from(x) / CELL_HEIGHT, ground + f64::from(CELL_BOTTOM - y) / CELL_HEIGHT);
        strokes.extend(lines.into_iter().map(|points| points.into_iter().map(place).collect()));
        left += f64::from(width) / CELL_HEIGHT;
    }
    strokes
}

fn glyph(letter: char) -> Glyph {
    // Two things that the font lacks: the underscore, and everything beyond ASCII, for which a box stands.
    match letter {
        '_' => return Glyph { strokes: vec![vec![(0, 11), (16, 11)]], width: 16 },
        ' '..='~' => {}
        _ => return Glyph { strokes: vec![vec![(2, -12), (14, -12), (14, 9), (2, 9), (2, -12)]], width: 16 },
    }
    // The font does not tell how wide a letter is; a bar set after it does.
    let (mut strokes, bar) = (font_strokes(&format!("{letter}|")), font_strokes("|"));
    let bar_start = |strokes: &[Vec<(i16, i16)>]| strokes.last().and_then(|bar| bar.first()).map_or(0, |point| point.0);
    let width = bar_start(&strokes) - bar_start(&bar);
    strokes.truncate(strokes.len() - bar.len());
    Glyph { strokes, width }
}

fn font_strokes(text: &str) -> Vec<Vec<(i16, i16)>> {
    let mut strokes: Vec<Vec<(i16, i16)>> = Vec::new();
    for point in HersheyRenderer::render_text(text, HersheyFont::Romans) {
        match strokes.last_mut() {
            Some(stroke) if point.pen => stroke.push((point.x, point.y)),
            _ => strokes.push(vec![(point.x, point.y)]),
        }
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stays_in_its_cell() {
        for letter in (' '..='~').chain("é\u{7}λ🐢".chars()) {
            let Glyph { strokes, width } = glyph(letter);
            assert!(width > 0, "{letter:?}");
            assert_eq!(strokes.is_empty(), letter == ' ', "{letter:?}");
            for stroke in strokes {
                assert!(stroke.len() >= 2, "{letter:?}");
                for (x, y) in stroke {
                    assert!((0..=width).contains(&x) && (-16..=16).contains(&y), "{letter:?}: {x} {y} in {width}");
                }
            }
        }
    }

    #[test]
    fn digits_are_equally_wide() {
        assert!(('0'..='9').all(|digit| glyph(digit).width == glyph('0').width));
    }

    #[test]
    fn a_letter_stands_on_its_line() {
        // An I is a bar of 21 units on the base line, which is 7 units above the ground.
        let place = |x: f64, y: f64| (x / 32.0, y / 32.0);
        assert_eq!(strokes("I"), [[place(4.0, 28.0), place(4.0, 7.0)]]);
        assert_eq!(strokes("I\nI")[0], [place(4.0, 60.0), place(4.0, 39.0)]);
        assert_eq!(strokes("II")[1], [place(12.0, 28.0), place(12.0, 7.0)]);
    }
}
