//! Numbers as Logo reads and writes them.

/// The number that a word spells, if it spells one: digits with at most one point, then perhaps an exponent.
///
/// As in UCBLogo a leading minus is part of a number, a leading plus is not, and neither are `inf` and `nan`.
/// An exponent without digits (`3e`) counts as none.
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    // Most words are no numbers, and their first character shows it.
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    let (mantissa, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let is_mantissa = mantissa.bytes().any(|byte| byte.is_ascii_digit())
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && mantissa.bytes().filter(|&byte| byte == b'.').count() <= 1;
    let is_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    if !is_mantissa || !is_exponent {
        return None;
    }
    text.trim_end_matches(['e', 'E', '+', '-']).parse().ok()
}

/// How long the number is that `text` begins with, in bytes; 0 where there is none.
/// Takes the sign of an exponent along (`1e-7`), but no leading minus.
#[must_use]
pub fn prefix_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits_from = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = digits_from(0);
    if bytes.get(length) == Some(&b'.') {
        let fraction = digits_from(length + 1);
        if length + fraction == 0 {
            return 0;
        }
        length += 1 + fraction;
    }
    if length > 0 && matches!(bytes.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits_from(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    length
}

/// Writes a number as UCBLogo does: as C's `%.15g`, with `-0` as `0`.
pub fn format(number: f64, out: &mut String) {
    use std::fmt::Write;

    // Whole numbers of up to 15 digits, which most are, need no rounding.
    if number.trunc() == number && number.abs() < 1e15 {
        let _ = write!(out, "{}", number as i64);
        return;
    }
    if !number.is_finite() {
        out.push_str(if number.is_nan() {
            "nan"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        });
        return;
    }
    let rounded = format!("{number:.14e}");
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..15).contains(&exponent) {
        let decimals = usize::try_from(14 - exponent).unwrap_or(0);
        out.push_str(without_trailing_zeros(&format!("{number:.decimals$}")));
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        let _ = write!(out, "{}e{sign}{:02}", without_trailing_zeros(mantissa), exponent.unsigned_abs());
    }
}

/// Writes a number as C's `printf` does with one conversion in its format: `%d`, `%08X`, `%.3f`, `%e`, `%g` and so on.
/// `None` where the format is none of these.
#[must_use]
pub fn printf(format: &str, number: f64) -> Option<String> {
    let (before, conversion) = format.split_once('%')?;
    let letter_at = conversion.find(|character: char| character.is_ascii_alphabetic() && character != 'l')?;
    let (flags, rest) = (&conversion[..letter_at], &conversion[letter_at + 1..]);
    let flags = flags.trim_end_matches('l');
    let left = flags.contains('-');
    let sizes = flags.trim_start_matches(['-', '+', ' ', '#', '0']);
    let zero = flags[..flags.len() - sizes.len()].contains('0');
    let (width, precision) = sizes.split_once('.').unwrap_or((sizes, ""));
    let width: usize = if width.is_empty() { 0 } else { width.parse().ok()? };
    let digits: usize = if precision.is_empty() { 6 } else { precision.parse().ok()? };
    if width > 1000 || digits > 1000 {
        return None;
    }
    let text = match conversion.as_bytes()[letter_at] {
        b'd' | b'i' | b'u' => format!("{}", number as i64),
        b'x' => format!("{:x}", number as i64),
        b'X' => format!("{:X}", number as i64),
        b'o' => format!("{:o}", number as i64),
        b'f' | b'F' => format!("{number:.digits$}"),
        b'e' | b'E' => c_exponent(&format!("{number:.digits$e}")),
        b'g' | b'G' => {
            let mut text = String::new();
            self::format(number, &mut text);
            text
        }
        _ => return None,
    };
    let text = match (left, zero) {
        (true, _) => format!("{text:<width$}"),
        (false, true) => format!("{text:0>width$}"),
        (false, false) => format!("{text:>width$}"),
    };
    Some(format!("{before}{text}{}", rest.replace("%%", "%")))
}

/// `1.5e-7` as C writes it: `1.5e-07`.
fn c_exponent(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

fn without_trailing_zeros(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(number: f64) -> String {
        let mut text = String::new();
        format(number, &mut text);
        text
    }

    #[test]
    fn numbers_are_written_with_fifteen_digits() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (7.0, "7"),
            (-3.5, "-3.5"),
            (1.0 / 3.0, "0.333333333333333"),
            (0.1 + 0.2, "0.3"),
            (2f64.sqrt(), "1.4142135623731"),
            (1e10, "10000000000"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1e+15"),
            (9_007_199_254_740_993.0, "9.00719925474099e+15"),
            (1e-7, "1e-07"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (12_345.678_901_234_567, "12345.6789012346"),
            (1e100, "1e+100"),
            (f64::INFINITY, "inf"),
            (999_999_999_999_999.9, "1e+15"),
        ] {
            assert_eq!(formatted(number), text);
        }
    }

    #[test]
    fn words_that_are_numbers() {
        for (text, number) in [
            ("3", Some(3.0)),
            ("-3", Some(-3.0)),
            ("007", Some(7.0)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("1e-7", Some(1e-7)),
            ("3e", Some(3.0)),
            ("1E5", Some(1e5)),
            ("+5", None),
            ("", None),
            ("-", None),
            (".", None),
            ("1.2.3", None),
            ("1_000", None),
            ("inf", None),
            ("nan", None),
            ("0x10", None),
            ("e5", None),
            ("1e5.0", None),
        ] {
            assert_eq!(parse(text), number, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_it_can_be_no_longer() {
        for (text, length) in
            [("12+3", 2), ("1e-7x", 4), ("1e", 1), ("1.5.2", 3), (".", 0), (".5", 2), ("x", 0), ("", 0), ("2-3", 1)]
        {
            assert_eq!(prefix_length(text), length, "{text}");
        }
    }
}
