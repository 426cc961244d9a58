//! Source text to lexemes: raw words, brackets, the ends of instructions.
//!
//! A raw word ends at white space, brackets and braces alone, as in UCBLogo: `a+b` and `(c` are one word each
//! in a list. Words are cut into names, numbers and operators when a list is about to be run (see `tokens`).

use std::borrow::Cow;
use std::ops::Range;

/// What `;` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `;` ends an instruction.
    Nogo,
    /// `;` starts a comment.
    Classic,
}

/// A piece of source text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme<'a> {
    Word {
        /// Its characters, without the marks that made them literal.
        text: Cow<'a, str>,
        /// Whether bars or backslashes took part: then the source spells it otherwise than `text`.
        is_spelled: bool,
    },
    OpenBracket,
    CloseBracket,
    OpenBrace,
    /// With the index of the first item: `}@0`.
    CloseBrace {
        origin: i32,
    },
    /// The end of an instruction line; within brackets and parentheses only `;` is one.
    Break,
    /// A `|` without its partner.
    UnclosedBar,
}

pub(super) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    dialect: Dialect,
    open_brackets: usize,
    open_parentheses: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(source: &'a str, dialect: Dialect) -> Lexer<'a> {
        let mut lexer = Lexer { source, at: 0, dialect, open_brackets: 0, open_parentheses: 0 };
        if source.starts_with('\u{feff}') {
            lexer.at = '\u{feff}'.len_utf8();
        }
        if lexer.rest().starts_with("#!") {
            lexer.at += lexer.rest().find('\n').unwrap_or(lexer.rest().len());
        }
        lexer
    }

    /// Takes every open bracket and parenthesis as closed.
    pub(super) fn close_all(&mut self) {
        self.open_brackets = 0;
        self.open_parentheses = 0;
    }

    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// The next lexeme and the bytes of the source that it covers.
    pub(super) fn next(&mut self) -> Option<(Lexeme<'a>, Range<usize>)> {
        loop {
            let start = self.at;
            let first = self.rest().chars().next()?;
            let lexeme = match first {
                '\n' => {
                    self.at += 1;
                    if self.open_brackets > 0 || self.open_parentheses > 0 {
                        continue;
                    }
                    Lexeme::Break
                }
                _ if first.is_whitespace() => {
                    self.at += first.len_utf8();
                    continue;
                }
                ';' if self.dialect == Dialect::Nogo => {
                    self.at += 1;
                    // An instruction cannot end within parentheses, so they do not reach beyond it.
                    self.open_parentheses = 0;
                    Lexeme::Break
                }
                ';' => {
                    self.skip_comment();
                    continue;
                }
                '/' if self.rest().starts_with("//") => {
                    self.skip_comment();
                    continue;
                }
                '~' if self.continuation().is_some() => {
                    self.skip_continuation();
                    continue;
                }
                '[' | ']' | '{' | '}' => self.bracket(first),
                _ => self.word(),
            };
            return Some((lexeme, start..self.at));
        }
    }

    fn bracket(&mut self, bracket: char) -> Lexeme<'a> {
        self.at += 1;
        match bracket {
            '[' | '{' => self.open_brackets += 1,
            _ => self.open_brackets = self.open_brackets.saturating_sub(1),
        }
        match bracket {
            '[' => Lexeme::OpenBracket,
            ']' => Lexeme::CloseBracket,
            '{' => Lexeme::OpenBrace,
            _ => Lexeme::CloseBrace { origin: self.origin() },
        }
    }

    /// `@` and a whole number, right behind a closing brace; 1 where there is none.
    fn origin(&mut self) -> i32 {
        let Some(digits) = self.rest().strip_prefix('@') else { return 1 };
        let is_digit = |(at, byte): &(usize, u8)| byte.is_ascii_digit() || (*at == 0 && *byte == b'-');
        let length = digits.bytes().enumerate().take_while(is_digit).count();
        let Ok(origin) = digits[..length].parse() else { return 1 };
        self.at += 1 + length;
        origin
    }

    /// Passes over a comment, up to its line's end; a `~` there joins the next line to this one.
    fn skip_comment(&mut self) {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        let comment = self.rest()[..length].trim_end_matches('\r');
        self.at += if comment.ends_with('~') { comment.len() - 1 } else { length };
    }

    /// How many bytes a `~` and the line's end after it have, if both stand here.
    fn continuation(&self) -> Option<usize> {
        ["~\n", "~\r\n"].iter().find(|joint| self.rest().starts_with(**joint)).map(|joint| joint.len())
    }

    fn skip_continuation(&mut self) {
        self.at += self.continuation().unwrap_or(1);
    }

    fn word(&mut self) -> Lexeme<'a> {
        let start = self.at;
        let is_quoted = self.peek() == Some(b'"');
        let (mut is_spelled, mut is_joined) = (false, false);
        while let Some(byte) = self.peek() {
            match byte {
                b'[' | b']' | b'{' | b'}' | b';' => break,
                b'/' if !is_quoted && self.at > start && self.is_comment_in_word() => break,
                b'(' if self.open_brackets == 0 => self.open_parentheses += 1,
                b')' if self.open_brackets == 0 => self.open_parentheses = self.open_parentheses.saturating_sub(1),
                b'\\' => {
                    is_spelled = true;
                    self.at += 1;
                }
                b'|' => {
                    is_spelled = true;
                    self.at += 1;
                    let Some(end) = bar_end(self.rest()) else { return Lexeme::UnclosedBar };
                    self.at += end;
                }
                b'~' if self.continuation().is_some() => {
                    is_joined = true;
                    self.skip_continuation();
                    continue;
                }
                _ if self.rest().starts_with(char::is_whitespace) => break,
                _ => {}
            }
            self.at += self.rest().chars().next().map_or(0, char::len_utf8);
        }
        let mut spelling = Cow::Borrowed(&self.source[start..self.at]);
        if is_joined {
            spelling = spelling.replace("~\r\n", "").replace("~\n", "").into();
        }
        let text = if is_spelled { literal(&spelling).into_owned().into() } else { spelling };
        Lexeme::Word { text, is_spelled }
    }

    /// Whether the `//` of a comment stands here, within a word: not if it follows a colon, as in an address.
    fn is_comment_in_word(&self) -> bool {
        self.rest().starts_with("//") && !self.source[..self.at].ends_with(':')
    }
}

/// Where the closing bar stands in what follows an opening one.
fn bar_end(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'|' => return Some(at),
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    None
}

/// A word's characters, from its spelling: without the bars and backslashes that made them literal.
pub(super) fn literal(spelling: &str) -> Cow<'_, str> {
    if !spelling.contains(['|', '\\']) {
        return Cow::Borrowed(spelling);
    }
    let mut text = String::with_capacity(spelling.len());
    let mut rest = spelling;
    while let Some(at) = rest.find(['|', '\\']) {
        text.push_str(&rest[..at]);
        let is_escape = rest[at..].starts_with('\\');
        rest = &rest[at + 1..];
        if is_escape {
            let mut characters = rest.chars();
            text.extend(characters.next());
            rest = characters.as_str();
        } else {
            let end = bar_end(rest);
            unescape(&rest[..end.unwrap_or(rest.len())], &mut text);
            rest = end.map_or("", |end| &rest[end + 1..]);
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Writes `text` with each backslash taken off the character that it makes literal.
fn unescape(text: &str, out: &mut String) {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => out.extend(characters.next()),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexed(source: &str, dialect: Dialect) -> String {
        let mut lexer = Lexer::new(source, dialect);
        let mut out = Vec::new();
        while let Some((lexeme, _)) = lexer.next() {
            out.push(match lexeme {
                Lexeme::Word { text, is_spelled: true } => format!("<{text}>"),
                Lexeme::Word { text, .. } => text.into_owned(),
                Lexeme::OpenBracket => "[".to_owned(),
                Lexeme::CloseBracket => "]".to_owned(),
                Lexeme::OpenBrace => "{".to_owned(),
                Lexeme::CloseBrace { origin } => format!("}}@{origin}"),
                Lexeme::Break => "/".to_owned(),
                Lexeme::UnclosedBar => "?".to_owned(),
            });
        }
        out.join(" ")
    }

    #[test]
    fn both_dialects_read_alike_but_for_the_semicolon() {
        for (source, lexemes) in [
            ("fd 10\nrt 20", "fd 10 / rt 20"),
            ("fd 10\r\nrt\t20\r\n", "fd 10 / rt 20 /"),
            ("repeat 4 [fd 10\nrt 90]", "repeat 4 [ fd 10 rt 90 ]"),
            ("print (sum 1\n2)\nx", "print (sum 1 2) / x"),
            ("a ~\nb", "a b"),
            ("ab~\ncd", "abcd"),
            ("ab~x", "ab~x"),
            ("print 1 // two\n3", "print 1 / 3"),
            ("fd 10//x", "fd 10"),
            ("print \"http://x [http://y]", "print \"http://x [ http://y ]"),
            ("\"|a b;[c]| d", "<\"a b;[c]> d"),
            ("a\\ b \\[c", "<a b> <[c>"),
            ("x|y z|w", "<xy zw>"),
            ("|a\\|b|", "<a|b>"),
            ("|abc", "? abc"),
            ("{a b}@0 {c}@-1 {d}", "{ a b }@0 { c }@-1 { d }@1"),
            ("#!/usr/bin/nogo draw\nfd 1", "/ fd 1"),
            ("\u{feff}fd 1", "fd 1"),
            ("a[b]c", "a [ b ] c"),
            ("ärger\u{a0}größe", "ärger größe"),
            ("a\\", "<a>"),
            ("", ""),
        ] {
            assert_eq!(lexed(source, Dialect::Nogo), lexemes, "{source}");
            assert_eq!(lexed(source, Dialect::Classic), lexemes, "{source}");
        }
    }

    #[test]
    fn a_semicolon_ends_an_instruction_or_starts_a_comment() {
        for (source, nogo, classic) in [
            ("fd 1;rt 2", "fd 1 / rt 2", "fd 1"),
            ("[fd 1; rt 2\n] x", "[ fd 1 / rt 2 ] x", "[ fd 1 ] x"),
            ("print 1 ; c ~\n+ 5", "print 1 / c + 5", "print 1 + 5"),
            ("\"a;b", "\"a / b", "\"a"),
            ("\"a\\;b", "<\"a;b>", "<\"a;b>"),
            ("(print 1;\nfd 2", "(print 1 / / fd 2", "(print 1 fd 2"),
        ] {
            assert_eq!(lexed(source, Dialect::Nogo), nogo, "{source}");
            assert_eq!(lexed(source, Dialect::Classic), classic, "{source}");
        }
    }
}
