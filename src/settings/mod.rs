//! Flags, environment variables, and what Nomad implies: the only place that looks at them.
//!
//! An applet's settings are declared once, in a table that [`settings!`] makes a type of. Help, the README's table and
//! parsing come from it. Everything is parsed and checked first, so that all mistakes are told at once.

mod draw;
mod values;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write;

use crate::logo::{closest, printable};

pub use draw::TABLE as DRAW;
pub use draw::{Draw, Shape, Source};
pub(crate) use values::FromSetting;

/// A row of an applet's table.
pub struct Setting {
    /// Its name in small letters, words parted by `_`: `show_turtle`.
    pub name: &'static str,
    /// What its value is called in the help: `WIDTH`.
    pub value: &'static str,
    /// Its default, as one would write it; empty where there is none.
    pub default: &'static str,
    /// What it means.
    pub help: &'static str,
    /// Whether the flag can stand without a value, for `true`.
    pub is_switch: bool,
}

impl Setting {
    /// `NOGO_SHOW_TURTLE`
    #[must_use]
    pub fn variable(&self) -> String {
        format!("NOGO_{}", self.name.to_uppercase())
    }

    /// `--show-turtle`
    #[must_use]
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }
}

/// Declares the settings of an applet: a struct of their values, and the table that they are read with.
macro_rules! settings {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident {
            $($field:ident: $type:ty = $default:literal, $value:literal, $help:literal;)*
        }
    ) => {
        $(#[$attribute])*
        pub struct $name {
            $(#[doc = $help] pub $field: $type,)*
        }

        impl $name {
            /// The table.
            pub const TABLE: &'static [$crate::settings::Setting] = &[
                $($crate::settings::Setting {
                    name: stringify!($field),
                    value: $value,
                    default: $default,
                    help: $help,
                    is_switch: <$type as $crate::settings::FromSetting>::IS_SWITCH,
                },)*
            ];

            fn read(input: &$crate::settings::Input, mistakes: &mut Vec<String>) -> Option<$name> {
                $(let $field = input.value::<$type>(stringify!($field), $default, mistakes);)*
                Some($name { $($field: $field?,)* })
            }
        }
    };
}
pub(crate) use settings;

/// The command line and environment of an applet, sorted but not yet understood.
pub(crate) struct Input {
    flags: BTreeMap<&'static str, OsString>,
    variables: BTreeMap<&'static str, OsString>,
    pub(crate) positional: Vec<OsString>,
}

/// What the command line asks for.
pub(crate) enum Request {
    Help,
    /// The applet's own kind of help about one thing.
    HelpAbout(String),
    Run(Input),
}

/// Mistakes in flags and variables, a line each.
#[derive(Debug, PartialEq)]
pub struct Mistakes(pub Vec<String>);

impl Input {
    /// Sorts flags and variables. Of a flag that is given twice the later one counts.
    pub(crate) fn sort(
        table: &'static [Setting],
        help_about: &str,
        arguments: &[OsString],
        environment: &[(OsString, OsString)],
    ) -> Result<Request, Mistakes> {
        let mut input = Input { flags: BTreeMap::new(), variables: BTreeMap::new(), positional: Vec::new() };
        let mut mistakes = Vec::new();
        let mut parser = lexopt::Parser::from_args(arguments);
        loop {
            let flag = match parser.next() {
                Ok(None) => break,
                Ok(Some(lexopt::Arg::Value(value))) => {
                    input.positional.push(value);
                    continue;
                }
                Ok(Some(lexopt::Arg::Short('h'))) => return Ok(Request::Help),
                Ok(Some(lexopt::Arg::Short(letter))) => {
                    mistakes.push(format!("-{letter} is not a flag"));
                    continue;
                }
                Ok(Some(lexopt::Arg::Long("help"))) => return Ok(Request::Help),
                Ok(Some(lexopt::Arg::Long(flag))) => flag.to_owned(),
                Err(error) => {
                    mistakes.push(error.to_string());
                    continue;
                }
            };
            if flag == help_about {
                let about = parser.value().map_err(|error| Mistakes(vec![error.to_string()]))?;
                return Ok(Request::HelpAbout(about.to_string_lossy().into_owned()));
            }
            let Some(setting) = table.iter().find(|setting| setting.flag()[2..] == flag) else {
                // A value given with `=` belongs to the flag that we do not know.
                let _ = parser.optional_value();
                let flags = table.iter().map(|setting| setting.name);
                mistakes.push(unknown(&format!("--{flag}"), "flag", closest(&flag.replace('-', "_"), flags), |name| {
                    format!("--{}", name.replace('_', "-"))
                }));
                continue;
            };
            let value = match setting.is_switch {
                true => Ok(parser.optional_value().unwrap_or_else(|| "true".into())),
                false => parser.value(),
            };
            match value {
                Ok(value) => _ = input.flags.insert(setting.name, value),
                Err(_) => mistakes.push(format!("{} needs a value: {}", setting.flag(), setting.value)),
            }
        }
        for setting in table {
            let variable = setting.variable();
            let found = environment.iter().find(|(name, _)| *name == *variable.as_str());
            if let Some((_, value)) = found.filter(|(_, value)| !value.is_empty()) {
                input.variables.insert(setting.name, value.clone());
            }
        }
        if mistakes.is_empty() { Ok(Request::Run(input)) } else { Err(Mistakes(mistakes)) }
    }

    /// Whether a setting was given by a flag.
    fn is_flag(&self, name: &str) -> bool {
        self.flags.contains_key(name)
    }

    /// The value of a setting; `None`, with a mistake told, where it is wrong.
    pub(crate) fn value<T: FromSetting>(
        &self,
        name: &'static str,
        default: &'static str,
        mistakes: &mut Vec<String>,
    ) -> Option<T> {
        let (given, said_by) = match (self.flags.get(name), self.variables.get(name)) {
            (Some(value), _) => (value.as_os_str(), format!("--{}", name.replace('_', "-"))),
            (None, Some(value)) => (value.as_os_str(), format!("NOGO_{}", name.to_uppercase())),
            (None, None) if default.is_empty() => match T::absent() {
                Some(absent) => return Some(absent),
                None => unreachable!("a setting without a default is one that can be absent"),
            },
            (None, None) => (OsStr::new(default), "the default".to_owned()),
        };
        let value = T::from_setting(given);
        if value.is_none() {
            let shown = printable(&given.to_string_lossy());
            mistakes.push(format!("{said_by} is \"{shown}\": it must be {}", T::ALLOWED));
        }
        value
    }
}

/// A warning for each variable that looks like a setting and is none of any applet's.
pub(crate) fn unknown_variables(tables: &[&'static [Setting]], environment: &[(OsString, OsString)]) -> Vec<String> {
    let known: Vec<String> = tables.iter().flat_map(|table| table.iter()).map(Setting::variable).collect();
    let mut warnings = Vec::new();
    for (name, _) in environment {
        let name = name.to_string_lossy();
        if name.starts_with("NOGO_") && !known.iter().any(|variable| *variable == name) {
            let suggestion = closest(&name, known.iter().map(String::as_str));
            warnings.push(unknown(&printable(&name), "setting", suggestion, str::to_owned));
        }
    }
    warnings.sort();
    warnings
}

fn unknown(name: &str, what: &str, suggestion: Option<&str>, spell: impl Fn(&str) -> String) -> String {
    let mut message = format!("{name} is not a {what}");
    if let Some(suggestion) = suggestion {
        let _ = write!(message, ". Did you mean {}?", spell(suggestion));
    }
    message
}

/// The table as help shows it.
#[must_use]
pub fn help(table: &[Setting]) -> String {
    let mut out = String::new();
    for setting in table {
        let flag = match setting.is_switch {
            true => setting.flag(),
            false => format!("{} {}", setting.flag(), setting.value),
        };
        let _ = write!(out, "  {flag:<26}  {:<22}  ", setting.variable());
        if !setting.default.is_empty() {
            let _ = write!(out, "[{}] ", setting.default);
        }
        let _ = writeln!(out, "{}", setting.help);
    }
    out
}

/// The table as the README shows it.
#[must_use]
pub fn markdown(table: &[Setting]) -> String {
    let mut out = "| variable | flag | default | meaning |\n| --- | --- | --- | --- |\n".to_owned();
    for setting in table {
        let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
        let (variable, flag) = (setting.variable(), setting.flag());
        let _ = writeln!(out, "| `{variable}` | `{flag}` | {default} | {} |", setting.help);
    }
    out
}
