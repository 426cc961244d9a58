//! Colours, as settings, scripts, logs and SVG write them.

use std::fmt;
use std::str::FromStr;

/// A colour with straight (not premultiplied) alpha, 8 bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
    /// 0 (transparent) to 255 (opaque).
    pub alpha: u8,
}

impl Color {
    /// Nothing at all.
    pub const TRANSPARENT: Color = Color { red: 0, green: 0, blue: 0, alpha: 0 };

    /// An opaque colour.
    #[must_use]
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Color {
        Color { red, green, blue, alpha: 255 }
    }

    /// Whether nothing shows through it.
    #[must_use]
    pub fn is_opaque(self) -> bool {
        self.alpha == 255
    }
}

/// `#RRGGBBAA`, in capitals.
impl fmt::Display for Color {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "#{:02X}{:02X}{:02X}{:02X}", self.red, self.green, self.blue, self.alpha)
    }
}

/// A text that names no colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColor;

/// Takes `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA` and every CSS colour (`rebeccapurple`, `rgb(1 2 3)`, …).
impl FromStr for Color {
    type Err = NotAColor;

    fn from_str(text: &str) -> Result<Color, NotAColor> {
        let text = text.trim().to_ascii_lowercase();
        // The one name that CSS has and SVG, whose names svgtypes knows, has not.
        let text = if text == "rebeccapurple" { "#663399" } else { &text };
        let color = svgtypes::Color::from_str(text).map_err(|_| NotAColor)?;
        Ok(Color { red: color.red, green: color.green, blue: color.blue, alpha: color.alpha })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_is_read() {
        for (text, color) in [
            ("#60DEA9", "#60DEA9FF"),
            ("#fff8", "#FFFFFF88"),
            ("#000", "#000000FF"),
            (" #01020304 ", "#01020304"),
            ("RebeccaPurple", "#663399FF"),
            ("transparent", "#00000000"),
            ("rgb(1, 2, 3)", "#010203FF"),
        ] {
            assert_eq!(text.parse().map(|color: Color| color.to_string()), Ok(color.to_string()), "{text}");
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["", "#", "#12345", "redd", "12", "#ggg"] {
            assert_eq!(text.parse::<Color>(), Err(NotAColor), "{text}");
        }
    }
}
