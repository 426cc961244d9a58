//! Sine and cosine of angles in degrees, with the same bits on every platform.

/// The sine of an angle in degrees, exact where it is 0, 1/2 or 1.
#[must_use]
pub fn sine(degrees: f64) -> f64 {
    let (quarter_turns, rest) = quarters(degrees);
    match quarter_turns {
        0 => small_sine(rest),
        1 => small_cosine(rest),
        2 => -small_sine(rest),
        _ => -small_cosine(rest),
    }
}

/// The cosine of an angle in degrees, exact where it is 0, 1/2 or 1.
#[must_use]
pub fn cosine(degrees: f64) -> f64 {
    let (quarter_turns, rest) = quarters(degrees);
    match quarter_turns {
        0 => small_cosine(rest),
        1 => -small_sine(rest),
        2 => -small_cosine(rest),
        _ => small_sine(rest),
    }
}

/// An angle as quarter turns, 0 to 3, and what is left over, -45 to 45 degrees. Without this a square would not close:
/// the cosine of π/2, as near as a number gets to it, is not 0.
fn quarters(degrees: f64) -> (u8, f64) {
    let within_turn = degrees % 360.0;
    let quarter_turns = (within_turn / 90.0).round();
    let rest = within_turn - 90.0 * quarter_turns;
    (quarter_turns.rem_euclid(4.0) as u8, rest)
}

fn small_sine(degrees: f64) -> f64 {
    if degrees.abs() == 30.0 { 0.5f64.copysign(degrees) } else { libm::sin(degrees.to_radians()) }
}

fn small_cosine(degrees: f64) -> f64 {
    libm::cos(degrees.to_radians())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_angles_are_exact() {
        for turn in [-720.0, -360.0, 0.0, 360.0, 3600.0] {
            for (degrees, sin, cos) in [(0.0, 0.0, 1.0), (90.0, 1.0, 0.0), (180.0, 0.0, -1.0), (270.0, -1.0, 0.0)] {
                assert_eq!((sine(turn + degrees), cosine(turn + degrees)), (sin, cos));
            }
            assert_eq!((sine(turn + 30.0), cosine(turn + 60.0), sine(turn - 30.0)), (0.5, 0.5, -0.5));
        }
    }

    #[test]
    fn the_squares_of_sine_and_cosine_make_one() {
        for tenths in -7200..7200 {
            let degrees = f64::from(tenths) / 10.0;
            let sum = sine(degrees) * sine(degrees) + cosine(degrees) * cosine(degrees);
            assert!((sum - 1.0).abs() < 1e-15, "{degrees}");
        }
    }
}
