//! The colours that have a number.

use crate::drawing::Color;

/// How many numbers stand for colours.
pub const NUMBERED_COLORS: usize = 256;

// The first of them always stay what they are.
const CONSTANT: usize = 8;

/// UCBLogo's first colours. The numbers beyond begin them anew.
const FIRST: [Color; 16] = [
    Color::rgb(0, 0, 0),
    Color::rgb(0, 0, 255),
    Color::rgb(0, 255, 0),
    Color::rgb(0, 255, 255),
    Color::rgb(255, 0, 0),
    Color::rgb(255, 0, 255),
    Color::rgb(255, 255, 0),
    Color::rgb(255, 255, 255),
    Color::rgb(155, 96, 59),
    Color::rgb(197, 136, 18),
    Color::rgb(100, 162, 64),
    Color::rgb(120, 187, 187),
    Color::rgb(255, 149, 119),
    Color::rgb(144, 113, 208),
    Color::rgb(255, 163, 0),
    Color::rgb(183, 183, 183),
];

/// Which colour a number stands for.
pub struct Palette([Color; NUMBERED_COLORS]);

impl Default for Palette {
    fn default() -> Palette {
        Palette(std::array::from_fn(|number| FIRST[number % FIRST.len()]))
    }
}

impl Palette {
    /// The colour of a number.
    #[must_use]
    pub fn color(&self, number: u8) -> Color {
        self.0[usize::from(number)]
    }

    /// Lets a number stand for another colour; whether it is one that can.
    pub fn set(&mut self, number: u8, color: Color) -> bool {
        let can_change = usize::from(number) >= CONSTANT;
        if can_change {
            self.0[usize::from(number)] = color;
        }
        can_change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_have_a_colour_and_the_first_keep_theirs() {
        let mut palette = Palette::default();
        assert_eq!(palette.color(4), palette.color(255 - 11));
        let grey = Color::rgb(1, 1, 1);
        for number in 0..=255 {
            assert_eq!(palette.set(number, grey), number >= 8);
            assert_eq!(palette.color(number) == grey, number >= 8);
        }
    }
}
