//! The files that a script reads and writes: all inside one directory, and only where one was given.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Component, Path, PathBuf};

/// Why a file could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileProblem {
    /// Scripts may not use files at all.
    Off,
    /// It cannot be opened, or is not inside the directory.
    CannotOpen,
    /// It was not opened, or not for this.
    NotOpen,
    /// It is open already.
    AlreadyOpen,
}

/// What a file was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
    Append,
    Update,
}

/// An open file. Its bytes are in memory until it is closed.
struct OpenFile {
    path: PathBuf,
    bytes: Vec<u8>,
    read_at: usize,
    write_at: usize,
    access: Access,
}

/// The streams of a script: standard input and its open files.
pub(super) struct Files<'a> {
    input: io::BufReader<&'a mut dyn Read>,
    directory: Option<PathBuf>,
    open: BTreeMap<String, OpenFile>,
    reader: Option<String>,
    writer: Option<String>,
}

impl<'a> Files<'a> {
    pub(super) fn new(input: &'a mut dyn Read, directory: Option<PathBuf>) -> Files<'a> {
        Files { input: io::BufReader::new(input), directory, open: BTreeMap::new(), reader: None, writer: None }
    }

    /// The path of a file in the directory: no way up, no absolute path, and no link that leads out.
    pub(super) fn path(&self, name: &str) -> Result<PathBuf, FileProblem> {
        let directory = self.directory.as_ref().ok_or(FileProblem::Off)?;
        let relative = Path::new(name);
        let is_inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if name.is_empty() || !is_inside {
            return Err(FileProblem::CannotOpen);
        }
        let root = directory.canonicalize().map_err(|_| FileProblem::CannotOpen)?;
        let path = root.join(relative);
        let parent = path.parent().and_then(|parent| parent.canonicalize().ok()).ok_or(FileProblem::CannotOpen)?;
        let is_link = fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
        let target = if is_link { path.canonicalize().map_err(|_| FileProblem::CannotOpen)? } else { path.clone() };
        if parent.starts_with(&root) && target.starts_with(&root) { Ok(target) } else { Err(FileProblem::CannotOpen) }
    }

    pub(super) fn exists(&self, name: &str) -> Result<bool, FileProblem> {
        match self.path(name) {
            Err(FileProblem::Off) => Err(FileProblem::Off),
            Err(_) => Ok(false),
            Ok(path) => Ok(path.is_file()),
        }
    }

    /// The whole text of a file.
    pub(super) fn text(&self, name: &str) -> Result<String, FileProblem> {
        fs::read_to_string(self.path(name)?).map_err(|_| FileProblem::CannotOpen)
    }

    pub(super) fn replace(&self, name: &str, text: &str) -> Result<(), FileProblem> {
        fs::write(self.path(name)?, text).map_err(|_| FileProblem::CannotOpen)
    }

    pub(super) fn erase(&self, name: &str) -> Result<(), FileProblem> {
        fs::remove_file(self.path(name)?).map_err(|_| FileProblem::CannotOpen)
    }

    pub(super) fn open(&mut self, name: &str, access: Access) -> Result<(), FileProblem> {
        let path = self.path(name)?;
        if self.open.contains_key(name) {
            return Err(FileProblem::AlreadyOpen);
        }
        let bytes = match access {
            Access::Write => Vec::new(),
            Access::Read => fs::read(&path).map_err(|_| FileProblem::CannotOpen)?,
            Access::Append | Access::Update => match fs::read(&path) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                Err(_) => return Err(FileProblem::CannotOpen),
            },
        };
        if access != Access::Read {
            fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(access == Access::Write)
                .open(&path)
                .map_err(|_| FileProblem::CannotOpen)?;
        }
        let write_at = bytes.len();
        self.open.insert(name.to_owned(), OpenFile { path, bytes, read_at: 0, write_at, access });
        Ok(())
    }

    pub(super) fn close(&mut self, name: &str) -> Result<(), FileProblem> {
        let file = self.open.remove(name).ok_or(FileProblem::NotOpen)?;
        for stream in [&mut self.reader, &mut self.writer] {
            if stream.as_deref() == Some(name) {
                *stream = None;
            }
        }
        if file.access == Access::Read {
            return Ok(());
        }
        fs::write(&file.path, &file.bytes).map_err(|_| FileProblem::CannotOpen)
    }

    pub(super) fn close_all(&mut self) -> Result<(), FileProblem> {
        while let Some(name) = self.open.keys().next().cloned() {
            self.close(&name)?;
        }
        Ok(())
    }

    pub(super) fn open_names(&self) -> impl Iterator<Item = &str> {
        self.open.keys().map(String::as_str)
    }

    // Streams ----------------------------------------------------------------------------------------------

    pub(super) fn reader(&self) -> Option<&str> {
        self.reader.as_deref()
    }

    pub(super) fn writer(&self) -> Option<&str> {
        self.writer.as_deref()
    }

    /// Reads from this file from now on; from standard input for `None`.
    pub(super) fn set_reader(&mut self, name: Option<&str>) -> Result<(), FileProblem> {
        let can_read = |file: &OpenFile| matches!(file.access, Access::Read | Access::Update);
        match name {
            Some(name) if !self.open.get(name).is_some_and(can_read) => Err(FileProblem::NotOpen),
            _ => {
                self.reader = name.map(str::to_owned);
                Ok(())
            }
        }
    }

    /// Writes to this file from now on; to standard output for `None`.
    pub(super) fn set_writer(&mut self, name: Option<&str>) -> Result<(), FileProblem> {
        match name {
            Some(name) if !self.open.get(name).is_some_and(|file| file.access != Access::Read) => {
                Err(FileProblem::NotOpen)
            }
            _ => {
                self.writer = name.map(str::to_owned);
                Ok(())
            }
        }
    }

    /// Writes to the file that was set; whether there is one.
    pub(super) fn write(&mut self, text: &str) -> bool {
        let Some(file) = self.writer.as_ref().and_then(|name| self.open.get_mut(name)) else { return false };
        let end = file.write_at + text.len();
        if file.bytes.len() < end {
            file.bytes.resize(end, 0);
        }
        file.bytes[file.write_at..end].copy_from_slice(text.as_bytes());
        file.write_at = end;
        true
    }

    fn reading(&mut self) -> Option<&mut OpenFile> {
        self.reader.as_ref().and_then(|name| self.open.get_mut(name))
    }

    /// The next line without its end; `None` at the end of the stream.
    pub(super) fn line(&mut self) -> Option<String> {
        let bytes = match self.reading() {
            Some(file) => {
                let rest = &file.bytes[file.read_at.min(file.bytes.len())..];
                let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
                file.read_at += length;
                rest[..length].to_vec()
            }
            None => {
                let mut line = Vec::new();
                let _ = self.input.read_until(b'\n', &mut line);
                line
            }
        };
        if bytes.is_empty() {
            return None;
        }
        let line = String::from_utf8_lossy(&bytes);
        Some(line.trim_end_matches('\n').trim_end_matches('\r').to_owned())
    }

    /// The next character; `None` at the end of the stream.
    pub(super) fn character(&mut self) -> Option<char> {
        let mut bytes = Vec::with_capacity(4);
        while bytes.len() < 4 {
            let byte = match self.reading() {
                Some(file) => {
                    let byte = file.bytes.get(file.read_at).copied();
                    file.read_at += usize::from(byte.is_some());
                    byte
                }
                None => {
                    let byte = self.input.fill_buf().ok().and_then(|buffer| buffer.first().copied());
                    self.input.consume(usize::from(byte.is_some()));
                    byte
                }
            };
            bytes.push(byte?);
            if let Ok(text) = std::str::from_utf8(&bytes) {
                return text.chars().next();
            }
        }
        Some(char::REPLACEMENT_CHARACTER)
    }

    pub(super) fn is_at_end(&mut self) -> bool {
        match self.reading() {
            Some(file) => file.read_at >= file.bytes.len(),
            None => self.input.fill_buf().is_ok_and(<[u8]>::is_empty),
        }
    }

    /// Where reading goes on in the file that was set, in bytes.
    pub(super) fn read_position(&mut self) -> Option<&mut usize> {
        self.reading().map(|file| &mut file.read_at)
    }

    /// Where writing goes on in the file that was set, in bytes.
    pub(super) fn write_position(&mut self) -> Option<&mut usize> {
        let file = self.writer.as_ref().and_then(|name| self.open.get_mut(name))?;
        Some(&mut file.write_at)
    }
}

impl Drop for Files<'_> {
    /// A script that forgets to close its files loses nothing.
    fn drop(&mut self) {
        let _ = self.close_all();
    }
}
