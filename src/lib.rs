//! Nogo: Logo for HashiCorp Nomad. A turtle script in, a picture out.
//!
//! Data flows one way, along one trunk:
//!
//! ```text
//! settings ─ script ─ logo (lexer ─ reader ─ parser ─ interpreter) ─ turtle ─ Drawing ─ render (svg ─ raster ─ png) ─ output
//! ```
//!
//! [`drawing::Drawing`] is the middle: a canvas and what was drawn on it, already rounded.
//!
//! The rule of the house: `drawing` imports nothing of ours; `logo` and `turtle` never import `render` or `settings`;
//! `render` never imports `logo`; `settings` is the only place that looks at the environment; only `applet` joins them.

pub mod applet;
pub mod drawing;
pub mod logo;
pub mod output;
pub mod render;
pub mod settings;
mod trigonometry;
pub mod turtle;

pub use applet::{Call, Streams, run};
