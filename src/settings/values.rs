//! The kinds of values that settings have: how each is written, and what is allowed.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use crate::drawing::Color;
use crate::logo::Dialect;
use crate::output::Destination;
use crate::render::Format;
use crate::turtle::Mode;

/// A value that a setting can have.
pub(crate) trait FromSetting: Sized {
    /// What is allowed, as the end of "it must be …".
    const ALLOWED: &'static str;

    /// Whether the flag can stand without a value, for `true`.
    const IS_SWITCH: bool = false;

    /// Understands what was given; `None` where it is not allowed.
    fn from_setting(given: &OsStr) -> Option<Self>;

    /// The value of a setting that was not given and has no default.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: FromSetting> FromSetting for Option<T> {
    const ALLOWED: &'static str = T::ALLOWED;

    fn from_setting(given: &OsStr) -> Option<Option<T>> {
        T::from_setting(given).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

/// The value of the name that was given, whatever its case.
fn one_of<T: Copy>(names: &[(&str, T)], given: &OsStr) -> Option<T> {
    let given = given.to_str()?;
    names.iter().find(|(name, _)| name.eq_ignore_ascii_case(given)).map(|(_, value)| *value)
}

/// A number within bounds, both included.
pub(super) fn number_within(given: &OsStr, least: f64, most: f64) -> Option<f64> {
    let number: f64 = given.to_str()?.trim().parse().ok()?;
    (least..=most).contains(&number).then_some(number)
}

impl FromSetting for String {
    const ALLOWED: &'static str = "UTF-8 text";

    fn from_setting(given: &OsStr) -> Option<String> {
        given.to_str().map(str::to_owned)
    }
}

impl FromSetting for PathBuf {
    const ALLOWED: &'static str = "a path";

    fn from_setting(given: &OsStr) -> Option<PathBuf> {
        (!given.is_empty()).then(|| given.into())
    }
}

impl FromSetting for bool {
    const ALLOWED: &'static str = "true or false";
    const IS_SWITCH: bool = true;

    fn from_setting(given: &OsStr) -> Option<bool> {
        let names = [
            ("true", true),
            ("false", false),
            ("1", true),
            ("0", false),
            ("yes", true),
            ("no", false),
            ("on", true),
            ("off", false),
        ];
        one_of(&names, given)
    }
}

impl FromSetting for Color {
    const ALLOWED: &'static str = "a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, or a CSS colour such as tomato";

    fn from_setting(given: &OsStr) -> Option<Color> {
        given.to_str()?.parse().ok()
    }
}

impl FromSetting for Dialect {
    const ALLOWED: &'static str = "nogo or classic";

    fn from_setting(given: &OsStr) -> Option<Dialect> {
        one_of(&[("nogo", Dialect::Nogo), ("classic", Dialect::Classic)], given)
    }
}

impl FromSetting for Mode {
    const ALLOWED: &'static str = "window, wrap or fence";

    fn from_setting(given: &OsStr) -> Option<Mode> {
        one_of(&[("window", Mode::Window), ("wrap", Mode::Wrap), ("fence", Mode::Fence)], given)
    }
}

impl FromSetting for Format {
    const ALLOWED: &'static str = "png or svg";

    fn from_setting(given: &OsStr) -> Option<Format> {
        one_of(&[("png", Format::Png), ("svg", Format::Svg)], given)
    }
}

impl FromSetting for Destination {
    const ALLOWED: &'static str = "a path, or - for standard output";

    fn from_setting(given: &OsStr) -> Option<Destination> {
        // To open these anew would begin the file that standard output goes to from its start.
        const STDOUT: [&str; 4] = ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];
        match given.to_str() {
            Some(path) if STDOUT.contains(&path) => Some(Destination::Stdout),
            _ => PathBuf::from_setting(given).map(Destination::Path),
        }
    }
}

impl FromSetting for u64 {
    const ALLOWED: &'static str = "a whole number from 0 to 18446744073709551615";

    fn from_setting(given: &OsStr) -> Option<u64> {
        given.to_str()?.trim().parse().ok()
    }
}

/// A length of a canvas's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pixels(pub u32);

impl FromSetting for Pixels {
    const ALLOWED: &'static str = "a whole number of pixels from 1 to 1000000";

    fn from_setting(given: &OsStr) -> Option<Pixels> {
        let pixels = given.to_str()?.trim().parse().ok()?;
        (1..=1_000_000).contains(&pixels).then_some(Pixels(pixels))
    }
}

/// A bound: how many there may be of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count(pub usize);

impl FromSetting for Count {
    const ALLOWED: &'static str = "a whole number, perhaps with k, M or G behind it";

    fn from_setting(given: &OsStr) -> Option<Count> {
        with_unit(given, &[("k", 1000), ("m", 1_000_000), ("g", 1_000_000_000), ("", 1)]).map(Count)
    }
}

/// A bound on memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes(pub usize);

impl FromSetting for Bytes {
    const ALLOWED: &'static str = "a number of bytes, perhaps with KiB, MiB or GiB behind it";

    fn from_setting(given: &OsStr) -> Option<Bytes> {
        let units = [
            ("kib", 1 << 10),
            ("mib", 1 << 20),
            ("gib", 1 << 30),
            ("kb", 1000),
            ("mb", 1_000_000),
            ("gb", 1_000_000_000),
            ("", 1),
        ];
        with_unit(given, &units).map(Bytes)
    }
}

/// A whole number, at least 1, times the unit behind it.
fn with_unit(given: &OsStr, units: &[(&str, usize)]) -> Option<usize> {
    let given = given.to_str()?.trim().to_lowercase();
    let (unit, size) = units.iter().find(|(unit, _)| given.ends_with(unit))?;
    let number: usize = given.strip_suffix(unit)?.trim_end().parse().ok()?;
    number.checked_mul(*size).filter(|&number| number > 0)
}

/// The file name of an output, with the format's extension added where it has neither of the two.
pub(crate) fn with_extension(path: PathBuf, format: Format) -> PathBuf {
    // What ends in a slash names a directory: writing will say so.
    let is_directory = path.as_os_str().as_encoded_bytes().ends_with(b"/");
    if is_directory || format_of(&path).is_some() {
        return path;
    }
    let mut name = OsString::from(path);
    name.push(format!(".{}", format.extension()));
    name.into()
}

/// The format that a file name's extension stands for.
pub(crate) fn format_of(path: &std::path::Path) -> Option<Format> {
    Format::from_setting(path.extension()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FromSetting>(given: &str) -> Option<T> {
        T::from_setting(OsStr::new(given))
    }

    #[test]
    fn bounds_take_units() {
        for (given, count) in [
            ("1", Some(1)),
            ("50M", Some(50_000_000)),
            ("100k", Some(100_000)),
            ("0", None),
            ("-1", None),
            ("k", None),
            ("1.5M", None),
            ("99999999999G", None),
        ] {
            assert_eq!(read::<Count>(given).map(|count| count.0), count, "{given}");
        }
        for (given, bytes) in [
            ("1GiB", Some(1 << 30)),
            ("64 MiB", Some(64 << 20)),
            ("1000", Some(1000)),
            ("1kB", Some(1000)),
            ("1T", None),
        ] {
            assert_eq!(read::<Bytes>(given).map(|bytes| bytes.0), bytes, "{given}");
        }
    }

    #[test]
    fn switches_take_the_usual_words() {
        for (given, value) in
            [("true", Some(true)), ("No", Some(false)), ("1", Some(true)), ("off", Some(false)), ("maybe", None)]
        {
            assert_eq!(read::<bool>(given), value, "{given}");
        }
    }

    #[test]
    fn an_extension_is_added_where_there_is_none_of_ours() {
        for (path, format, result) in [
            ("shape-1.5", Format::Png, "shape-1.5.png"),
            ("a.svg", Format::Png, "a.svg"),
            ("a.PNG", Format::Svg, "a.PNG"),
            ("dir.d/a", Format::Svg, "dir.d/a.svg"),
            ("dir/", Format::Svg, "dir/"),
            (".png", Format::Png, ".png.png"),
        ] {
            assert_eq!(with_extension(path.into(), format), PathBuf::from(result), "{path}");
        }
    }
}
