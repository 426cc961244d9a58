//! The language: source text in, turtle calls out.
//!
//! ```text
//! source ─ lexer ─ raw words ─ reader ─ lists ─ tokens ─ parser ─ code ─ interpreter ─ primitives ─ turtle
//! ```
//!
//! The reference is UCBLogo 6.2.

mod compare;
mod diagnostic;
mod files;
mod heap;
mod interpreter;
mod lexer;
mod number;
mod parser;
mod primitives;
mod printer;
mod reader;
mod span;
mod syntax;
mod tokens;
mod value;
mod workspace;

pub use diagnostic::{closest, printable};
pub use interpreter::{Faults, Interpreter, Limits, Script, Streams};
pub use lexer::Dialect;
pub use primitives::{InputRange, Kind, Primitive, groups};
