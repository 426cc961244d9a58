//! What the tests share: running Nogo in this process, and folders of cases.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use nogo::{Call, Streams};

/// What a run left.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub status: u8,
    pub output: Vec<u8>,
    pub errors: String,
}

impl Outcome {
    pub fn printed(&self) -> String {
        String::from_utf8(self.output.clone()).expect("UTF-8")
    }
}

#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `nogo` with these arguments, variables and standard input.
pub fn nogo(arguments: &[&str], variables: &[(&str, &str)], input: &[u8]) -> Outcome {
    let words = std::iter::once("nogo").chain(arguments.iter().copied());
    let call = Call {
        arguments: words.map(OsString::from).collect(),
        environment: variables.iter().map(|(name, value)| (name.into(), value.into())).collect(),
    };
    let (output, errors) = (Shared::default(), Shared::default());
    let streams = Streams {
        input: Box::new(io::Cursor::new(input.to_vec())),
        output: Box::new(output.clone()),
        errors: Box::new(errors.clone()),
        output_is_terminal: false,
    };
    let status = nogo::run(&call, streams);
    let errors = String::from_utf8(errors.0.take()).expect("messages are UTF-8");
    Outcome { status, output: output.0.take(), errors }
}

/// Runs a script for what it prints; its picture goes nowhere.
pub fn run_script(script: &str, dialect: &str) -> Outcome {
    let arguments = ["draw", "--output", "/dev/null", "--format", "svg", "--dialect", dialect, "--seed", "1", "-"];
    nogo(&arguments, &[], script.as_bytes())
}

/// The SVG of a script.
pub fn svg(script: &str, settings: &[&str]) -> String {
    let arguments: Vec<&str> = ["draw", "--output", "-", "--format", "svg", "--seed", "1"]
        .into_iter()
        .chain(settings.iter().copied())
        .chain(["-"])
        .collect();
    let outcome = nogo(&arguments, &[], script.as_bytes());
    assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{script}");
    outcome.printed()
}

/// The dialect that a file's extension stands for.
pub fn dialect_of(path: &Path) -> &'static str {
    if path.extension().is_some_and(|extension| extension == "logo") { "classic" } else { "nogo" }
}

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The scripts in a folder, by name.
pub fn scripts_in(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(repository(folder)).expect("the folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "logo" || extension == "nogo"));
    paths.sort();
    assert!(!paths.is_empty(), "{folder} holds no scripts");
    paths
}

/// Compares with the file that holds what is expected. With `BLESS=1` in the environment of the test
/// the file is written instead: look at what changed before you commit it.
pub fn expect_file(path: &Path, found: &str, mistakes: &mut Vec<String>) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, found).expect("the file can be written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected != found {
        mistakes.push(format!("{}:\n--- expected\n{expected}\n--- found\n{found}\n", path.display()));
    }
}

/// A directory of its own for a test, removed at the end.
pub struct Directory(pub PathBuf);

impl Directory {
    pub fn new(name: &str) -> Directory {
        let path = std::env::temp_dir().join(format!("nogo-test-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a directory");
        Directory(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("the directory");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
