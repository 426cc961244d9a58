//! Where a picture goes, and writing it whole.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A picture's destination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Standard output.
    Stdout,
    /// A file, or something that can be written to like one.
    Path(PathBuf),
}

/// Why a picture could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// What was being done.
    pub action: &'static str,
    /// With what.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

/// The file that is being written and that nobody should ever see: removed when the process is told to end.
/// The lock is held while a file comes into being or gets its name, so that what is noted here is there.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

fn unfinished() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what an interrupted run would leave behind.
pub fn clean_up() {
    if let Some(path) = unfinished().take() {
        let _ = fs::remove_file(path);
    }
}

/// Writes a file so that it appears whole or not at all; missing directories are made.
///
/// A device, a pipe or anything else that is no regular file is written to and never replaced.
/// A symbolic link stays, and what it points to is replaced.
///
/// # Errors
/// With the path that stands in the way. What was there before is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let target = follow_links(path)?;
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            Err(WriteError { action: "write", path: target, error })
        }
        Ok(found) if !found.is_file() => write_through(&target, bytes),
        // What cannot be looked at cannot be written either, and that says why.
        _ => replace(&target, bytes),
    }
}

/// The path that a chain of symbolic links ends at, whether there is something or not.
fn follow_links(path: &Path) -> Result<PathBuf, WriteError> {
    // As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            // Where a link stands in for an open file (`/dev/stdout`), its text is no path.
            Ok(_) if fs::metadata(&target).is_ok_and(|found| !found.is_file() && !found.is_dir()) => return Ok(target),
            Ok(link) => target = target.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(target),
        }
    }
    let error = io::Error::other("too many symbolic links");
    Err(WriteError { action: "follow", path: path.to_owned(), error })
}

fn write_through(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let result = OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(bytes));
    result.map_err(|error| WriteError { action: "write to", path: path.to_owned(), error })
}

fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let fail = |action, at: &Path| {
        let path = at.to_owned();
        move |error| WriteError { action, path, error }
    };
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(directory).map_err(fail("make the directory", directory))?;
    let (mut file, temporary) = create_temporary(path, directory).map_err(fail("write", path))?;
    let written = file.write_all(bytes).and_then(|()| {
        let mut unfinished = unfinished();
        fs::rename(&temporary, path)?;
        *unfinished = None;
        Ok(())
    });
    if written.is_err() {
        clean_up();
    }
    written.map_err(fail("write", path))
}

/// A new file beside the one that it is to become, under a name that nothing else has.
fn create_temporary(path: &Path, directory: &Path) -> io::Result<(File, PathBuf)> {
    // Another container on the same volume can have the same process number.
    const MOST_ATTEMPTS: u32 = 1000;
    let name = path.file_name().unwrap_or_default();
    let mut attempt = 0;
    loop {
        let mut temporary = OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{attempt}.tmp", std::process::id()));
        let temporary = directory.join(temporary);
        let mut unfinished = unfinished();
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => {
                *unfinished = Some(temporary.clone());
                return Ok((file, temporary));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < MOST_ATTEMPTS => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of its own for a test, removed at the end.
    struct Place(PathBuf);

    impl Place {
        fn new(name: &str) -> Place {
            let path = std::env::temp_dir().join(format!("nogo-output-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).expect("a directory");
            Place(path)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).expect("a directory");
            let mut names: Vec<String> =
                entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Place {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_else_is_left() {
        let place = Place::new("replace");
        let path = place.0.join("deep/er/picture.png");
        for bytes in [&b"one"[..], b"two, longer", b""] {
            write(&path, bytes).expect("writes");
            assert_eq!(fs::read(&path).expect("is there"), bytes);
        }
        assert_eq!(fs::read_dir(path.parent().expect("a parent")).expect("a directory").count(), 1);
    }

    #[test]
    fn a_directory_is_no_destination() {
        let place = Place::new("directory");
        let error = write(&place.0, b"x").expect_err("is a directory");
        assert_eq!((error.path, error.error.kind()), (place.0.clone(), io::ErrorKind::IsADirectory));
        assert!(place.names().is_empty());
    }

    #[test]
    fn a_file_where_a_directory_should_be_is_named() {
        let place = Place::new("blocked");
        fs::write(place.0.join("file"), b"x").expect("writes");
        let error = write(&place.0.join("file/picture.png"), b"x").expect_err("a file is in the way");
        assert!(error.path.starts_with(place.0.join("file")), "{error:?}");
        assert_eq!(place.names(), ["file"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_its_target_is_replaced() {
        let place = Place::new("link");
        std::os::unix::fs::symlink("target.png", place.0.join("link.png")).expect("links");
        for bytes in [b"one", b"two"] {
            write(&place.0.join("link.png"), bytes).expect("writes");
            assert_eq!(fs::read(place.0.join("target.png")).expect("is there"), bytes);
        }
        assert_eq!(place.names(), ["link.png", "target.png"]);
        assert!(fs::symlink_metadata(place.0.join("link.png")).expect("is there").is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_itself_is_an_error() {
        let place = Place::new("loop");
        std::os::unix::fs::symlink("loop.png", place.0.join("loop.png")).expect("links");
        assert!(write(&place.0.join("loop.png"), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_written_to_and_stays_a_device() {
        use std::os::unix::fs::FileTypeExt;
        write(Path::new("/dev/null"), b"x").expect("takes anything");
        assert!(fs::metadata("/dev/null").expect("is there").file_type().is_char_device());
    }
}
