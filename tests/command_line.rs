//! Nogo as it is called: names, flags, variables, files, statuses.

mod common;

use std::fs;
use std::process::{Command, Stdio};

use common::{Directory, nogo, repository};

const DRAW: [&str; 4] = ["draw", "--output", "-", "--format=svg"];

fn draw(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> common::Outcome {
    let arguments: Vec<&str> = DRAW.iter().chain(arguments).copied().collect();
    nogo(&arguments, variables, input.as_bytes())
}

/// The executable, without the environment of the test.
fn executable(directory: &Directory) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nogo"));
    command.env_clear().current_dir(&directory.0).stdin(Stdio::null());
    command
}

// The multicall table ----------------------------------------------------------------------------------------

#[test]
fn help_and_version_are_told() {
    for (arguments, part) in [
        (&["--help"][..], "Usage: nogo APPLET"),
        (&["help"], "Usage: nogo APPLET"),
        (&["--version"], "nogo 0."),
        (&["draw", "--help"], "NOGO_SHOW_TURTLE"),
        (&["draw", "--version"], "nogo 0."),
        (&["draw", "--help-logo", "FD"], "forward, fd: a command, 1 input"),
        (&["draw", "--help-logo=all"], "Words and lists"),
    ] {
        let outcome = nogo(arguments, &[], b"");
        assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{arguments:?}");
        assert!(outcome.printed().contains(part), "{arguments:?}: {}", outcome.printed());
    }
}

#[test]
fn help_lists_every_setting() {
    let help = nogo(&["draw", "--help"], &[], b"").printed();
    for setting in nogo::settings::DRAW {
        assert!(help.contains(&setting.flag()) && help.contains(&setting.variable()), "{}", setting.name);
        assert!(help.contains(setting.help), "{}", setting.name);
    }
}

#[test]
fn an_unknown_applet_lists_the_applets() {
    let outcome = nogo(&["drwa"], &[], b"");
    assert_eq!(outcome.status, 2);
    assert_eq!(
        outcome.errors,
        "error: nogo has no applet \"drwa\". Did you mean draw?\nThe applets are:\n  draw       runs a Logo script and writes the picture\n"
    );
    assert_eq!(nogo(&[], &[], b"").status, 2);
}

#[cfg(unix)]
#[test]
fn a_link_is_the_applet_that_its_whole_name_says() {
    let directory = Directory::new("links");
    for (name, status, message) in
        [("nogo-draw", 0, ""), ("my-nogo-draw", 2, "Usage: nogo APPLET"), ("nogo-x86_64", 2, "Usage: nogo APPLET")]
    {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_nogo"), directory.0.join(name)).expect("links");
        let output = Command::new(directory.0.join(name)).env_clear().current_dir(&directory.0).output().expect("runs");
        assert_eq!(output.status.code(), Some(status), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(message), "{name}");
    }
    assert!(directory.names().contains(&"nogo-draw.png".to_owned()));
}

// Settings ---------------------------------------------------------------------------------------------------

#[test]
fn a_flag_beats_a_variable_and_a_variable_the_default() {
    let pen = |arguments: &[&str], variables: &[(&str, &str)]| {
        let svg = draw(arguments, variables, "").printed();
        let start = svg.find("stroke=\"").expect("a stroke") + 8;
        svg[start..].split('"').next().expect("a colour").to_owned()
    };
    assert_eq!(pen(&[], &[]), "#60dea9");
    assert_eq!(pen(&[], &[("NOGO_COLOR", "tomato")]), "#ff6347");
    assert_eq!(pen(&["--color", "#123"], &[("NOGO_COLOR", "tomato")]), "#123");
    assert_eq!(pen(&["--color=#123", "--color=#456"], &[]), "#456");
    assert_eq!(pen(&[], &[("NOGO_COLOR", "")]), "#60dea9");
}

#[test]
fn every_wrong_setting_is_named_with_its_value_and_what_is_allowed() {
    for (name, value, allowed) in [
        ("WIDTH", "0", "a whole number of pixels from 1 to 1000000"),
        ("HEIGHT", "1e3", "a whole number of pixels from 1 to 1000000"),
        ("COLOR", "gren", "a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, or a CSS colour such as tomato"),
        ("BG_COLOR", "#12345", "a colour: #RGB, #RGBA, #RRGGBB, #RRGGBBAA, or a CSS colour such as tomato"),
        ("WEIGHT", "-1", "a number from 0 to 1000000"),
        ("WEIGHT", "nan", "a number from 0 to 1000000"),
        ("SIZE", "1.5", "a number from 0 to 1"),
        ("SHAPE", "polygon:2", "circle, triangle, square, hexagon, or polygon:N with N from 3 to 10000"),
        ("ROTATION", "inf", "a number of degrees"),
        ("SHOW_TURTLE", "maybe", "true or false"),
        ("FIT", "2", "true or false"),
        ("MODE", "torus", "window, wrap or fence"),
        ("SEED", "-1", "a whole number from 0 to 18446744073709551615"),
        ("DIALECT", "lisp", "nogo or classic"),
        ("MAX_DEPTH", "0", "a whole number, perhaps with k, M or G behind it"),
        ("MAX_MEMORY", "lots", "a number of bytes, perhaps with KiB, MiB or GiB behind it"),
    ] {
        let variable = format!("NOGO_{name}");
        let outcome = draw(&[], &[(&variable, value)], "");
        assert_eq!(outcome.status, 2);
        assert_eq!(outcome.errors, format!("error: {variable} is \"{value}\": it must be {allowed}\n"));
        let flag = format!("--{}", name.to_lowercase().replace('_', "-"));
        let outcome = draw(&[&format!("{flag}={value}")], &[], "");
        assert_eq!(outcome.errors, format!("error: {flag} is \"{value}\": it must be {allowed}\n"));
        assert!(outcome.output.is_empty());
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let outcome = nogo(&["draw"], &[("NOGO_WIDTH", "x"), ("NOGO_COLOR", "y"), ("NOGO_FORMAT", "gif")], b"");
    assert_eq!((outcome.status, outcome.errors.lines().count()), (2, 3), "{}", outcome.errors);
    let outcome = nogo(&["draw", "--hieght", "3", "--colour=red", "-x", "--width"], &[], b"");
    assert_eq!(
        outcome.errors,
        "error: --hieght is not a flag. Did you mean --height?\nerror: --colour is not a flag. Did you mean --color?\n\
         error: -x is not a flag\nerror: --width needs a value: PIXELS\n"
    );
}

#[test]
fn an_unknown_variable_is_a_warning_with_a_suggestion() {
    let outcome = draw(&[], &[("NOGO_COLOUR", "red"), ("NOGO_XYZ", "1"), ("NOMAD_NOGO", "1")], "");
    assert_eq!(outcome.status, 0);
    assert_eq!(
        outcome.errors,
        "warning: NOGO_COLOUR is not a setting. Did you mean NOGO_COLOR?\nwarning: NOGO_XYZ is not a setting\n"
    );
}

#[test]
fn too_many_pixels_are_refused_before_any_memory_is_taken() {
    let outcome = nogo(&["draw", "--width=1000000", "--height=1000000", "--output=-"], &[], b"");
    assert_eq!(outcome.status, 2);
    assert_eq!(outcome.errors, "error: 1000000x1000000 pixels are more than 400000000: NOGO_MAX_PIXELS allows more\n");
    assert_eq!(draw(&["--width=1000000", "--height=1000000"], &[], "").status, 0);
}

// Scripts ----------------------------------------------------------------------------------------------------

#[test]
fn a_script_comes_from_wherever_it_is() {
    let directory = Directory::new("scripts");
    let script = "repeat 2 [forward 10 ; right 10 ]";
    let drawn = |path: &str| format!("<path d=\"M{path}\"/>\n");
    let nogo_path = drawn("0 0L0 10 1.736 19.848");
    for extension in ["nogo", "logo", "txt", "LGO"] {
        fs::write(directory.0.join("s").with_extension(extension), script).expect("writes");
    }
    fs::write(directory.0.join("s.gz"), gzipped(script)).expect("writes");
    for (arguments, variables) in [
        (vec!["--script".to_owned(), script.to_owned()], vec![]),
        (vec![], vec![("NOGO_SCRIPT", script.to_owned())]),
        (vec!["-".to_owned()], vec![]),
        (vec!["-".to_owned()], vec![("NOGO_SCRIPT", "oops".to_owned())]),
        (vec!["--script-file=-".to_owned()], vec![]),
        (vec![directory.path("s.nogo")], vec![]),
        (vec![directory.path("s.txt")], vec![]),
        (vec![directory.path("s.gz")], vec![]),
        (vec![], vec![("NOGO_SCRIPT_FILE", directory.path("s.nogo"))]),
        (vec!["--script-file".to_owned(), directory.path("s.nogo")], vec![("NOGO_SCRIPT", "oops".to_owned())]),
        (vec!["--dialect=nogo".to_owned(), directory.path("s.logo")], vec![]),
    ] {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let outcome = draw(&words, &variables, script);
        assert!(
            outcome.printed().contains(&nogo_path),
            "{arguments:?} {variables:?}: {}{}",
            outcome.printed(),
            outcome.errors
        );
    }
    for classic in ["s.logo", "s.LGO"] {
        let outcome = draw(&[&directory.path(classic)], &[], "");
        assert_eq!(outcome.status, 1);
        assert!(outcome.errors.starts_with("error: unclosed '['"), "{}", outcome.errors);
    }
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, text.as_bytes()).expect("encodes");
    encoder.finish().expect("encodes")
}

#[test]
fn two_scripts_are_one_too_many() {
    for (arguments, variables) in [
        (&["--script=fd 1", "--script-file=x"][..], &[][..]),
        (&["--script=fd 1", "x.nogo"], &[]),
        (&["a.nogo", "b.nogo"], &[]),
        (&[], &[("NOGO_SCRIPT", "fd 1"), ("NOGO_SCRIPT_FILE", "x")]),
    ] {
        let outcome = draw(arguments, variables, "");
        assert_eq!((outcome.status, outcome.errors.lines().count()), (2, 1), "{arguments:?}: {}", outcome.errors);
    }
}

#[test]
fn a_script_that_cannot_be_read_is_named() {
    let directory = Directory::new("unreadable");
    fs::write(directory.0.join("latin.nogo"), b"fd 10\nprint \"caf\xe9").expect("writes");
    let mut truncated = gzipped(&"forward 10 ".repeat(1000));
    truncated.truncate(20);
    fs::write(directory.0.join("broken.gz"), truncated).expect("writes");
    for (name, status, message) in [
        ("nowhere.nogo", 3, "No such file or directory"),
        (".", 3, "Is a directory"),
        ("latin.nogo", 1, "is not UTF-8 text: byte 0xe9 in line 2"),
        ("broken.gz", 1, "incomplete deflate stream"),
    ] {
        let outcome = draw(&[&directory.path(name)], &[], "");
        assert_eq!(outcome.status, status, "{name}: {}", outcome.errors);
        assert!(
            outcome.errors.contains(message) && outcome.errors.contains(&directory.path(name)),
            "{name}: {}",
            outcome.errors
        );
    }
}

// Output -----------------------------------------------------------------------------------------------------

#[test]
fn pictures_go_where_nomad_tasks_see_them() {
    let directory = Directory::new("nomad");
    let alloc = directory.path("alloc");
    for (variables, name) in [
        (vec![("NOMAD_ALLOC_DIR", alloc.as_str()), ("NOMAD_TASK_NAME", "left")], "left.png"),
        (vec![("NOMAD_ALLOC_DIR", &alloc), ("NOMAD_TASK_NAME", "right"), ("NOGO_FORMAT", "svg")], "right.svg"),
        (vec![("NOMAD_ALLOC_DIR", &alloc), ("NOMAD_TASK_NAME", "a/b")], "a-b.png"),
        (vec![("NOMAD_ALLOC_DIR", &alloc)], "nogo-draw.png"),
    ] {
        assert_eq!(nogo(&["draw"], &variables, b"").status, 0);
        assert!(directory.0.join("alloc/data").join(name).is_file(), "{name}");
    }
    let elsewhere = directory.path("elsewhere/deep/shape-1.5");
    let variables = [("NOMAD_ALLOC_DIR", alloc.as_str()), ("NOMAD_TASK_NAME", "x"), ("NOGO_OUTPUT", &elsewhere)];
    assert_eq!(nogo(&["draw"], &variables, b"").status, 0);
    assert!(directory.0.join("elsewhere/deep/shape-1.5.png").is_file());
}

#[test]
fn the_extension_says_the_format_unless_a_setting_does() {
    let directory = Directory::new("formats");
    for (name, format, written, start, warns) in [
        ("a.png", None, "a.png", &b"\x89PNG"[..], false),
        ("a.svg", None, "a.svg", b"<svg", false),
        ("b", None, "b.png", b"\x89PNG", false),
        ("c", Some("svg"), "c.svg", b"<svg", false),
        ("d.jpg", None, "d.jpg.png", b"\x89PNG", false),
        ("e.png", Some("svg"), "e.png", b"<svg", true),
    ] {
        let path = directory.path(name);
        let mut arguments = vec!["draw", "--output", &path];
        arguments.extend(format.map(|_| "--format"));
        arguments.extend(format);
        let outcome = nogo(&arguments, &[], b"");
        assert_eq!((outcome.status, !outcome.errors.is_empty()), (0, warns), "{}", outcome.errors);
        assert!(fs::read(directory.0.join(written)).expect("is there").starts_with(start), "{name}");
    }
}

#[test]
fn a_failed_run_leaves_what_was_there() {
    let directory = Directory::new("failed");
    let path = directory.path("picture.png");
    fs::write(&path, "precious").expect("writes");
    for (script, status) in [("fowrard 1", 1), ("repeat 3 [", 1), ("fence forward 10000", 1)] {
        let outcome = nogo(&["draw", "--output", &path, "--script", script], &[], b"");
        assert_eq!(outcome.status, status);
        assert_eq!(fs::read_to_string(&path).expect("is there"), "precious");
    }
    assert_eq!(directory.names(), ["picture.png"]);
}

#[test]
fn what_stands_in_the_way_of_writing_is_named() {
    let directory = Directory::new("in-the-way");
    fs::write(directory.path("file"), "").expect("writes");
    for path in [directory.path(""), directory.path("file/picture.png")] {
        let outcome = nogo(&["draw", "--output", &path], &[], b"");
        assert_eq!(outcome.status, 3, "{}", outcome.errors);
        assert!(outcome.errors.contains(&directory.path("")), "{}", outcome.errors);
    }
}

#[test]
fn what_a_script_prints_does_not_spoil_a_picture_on_standard_output() {
    let outcome = draw(&["-"], &[], "print \"hello forward 10");
    assert!(outcome.printed().starts_with("<svg") && outcome.printed().ends_with("</svg>\n"));
    assert_eq!(outcome.errors, "hello\n");
}

// The process ------------------------------------------------------------------------------------------------

#[cfg(target_os = "linux")]
#[test]
fn devices_and_pipes_are_written_to_and_stay() {
    use std::os::unix::fs::FileTypeExt;
    let directory = Directory::new("devices");
    let png = fs::read(repository("tests/pictures/hexagon.png")).expect("the picture");
    for output in ["/dev/stdout", "-"] {
        let run = executable(&directory).args(["draw", "--output", output]).output().expect("runs");
        assert!(run.stdout == png, "{output}");
    }
    let file = fs::File::create(directory.0.join("redirected")).expect("a file");
    let status = executable(&directory).args(["draw", "--output=/dev/stdout"]).stdout(file).status().expect("runs");
    assert!(status.success());
    assert!(fs::read(directory.0.join("redirected")).expect("is there") == png);
    assert!(executable(&directory).args(["draw", "--output=/dev/null"]).status().expect("runs").success());
    assert!(fs::metadata("/dev/null").expect("is there").file_type().is_char_device());

    let fifo = directory.path("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("mkfifo runs").success());
    let mut writer = executable(&directory).args(["draw", "--output", &fifo]).spawn().expect("runs");
    assert!(fs::read(&fifo).expect("reads") == png);
    assert!(writer.wait().expect("ends").success());
    assert!(fs::metadata(&fifo).expect("is there").file_type().is_fifo());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_or_closed_standard_output_does_not_lose_the_picture() {
    let directory = Directory::new("closed");
    let script = "repeat 100000 [print repcount] forward 10";
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the device");
    let output = executable(&directory).args(["draw", "--script", script]).stdout(full).output().expect("runs");
    assert_eq!(output.status.code(), Some(3));
    assert!(
        String::from_utf8_lossy(&output.stderr).starts_with("error: cannot write to standard output: No space left")
    );
    assert_eq!(directory.names(), ["nogo-draw.png"]);

    let mut child = executable(&directory)
        .args(["draw", "--output=b.png", "--script", script])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    assert_eq!(directory.names(), ["b.png", "nogo-draw.png"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_a_run_and_leaves_nothing_behind() {
    let directory = Directory::new("signals");
    for (signal, status) in [("TERM", 143), ("INT", 130)] {
        // The line that the script prints says that it runs.
        let script = "repeat 20000 [type \"x] repeat 100000000000 [forward 0]";
        let mut child =
            executable(&directory).args(["draw", "--script", script]).stdout(Stdio::piped()).spawn().expect("runs");
        let mut first = [0];
        std::io::Read::read_exact(child.stdout.as_mut().expect("a pipe"), &mut first).expect("it prints");
        let sent = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
        assert_eq!(child.wait().expect("ends").code(), Some(status));
        assert_eq!(directory.names(), [""; 0]);
    }
}

// Files of scripts -------------------------------------------------------------------------------------------

fn run_with_files(directory: &Directory, script: &str) -> common::Outcome {
    let files = directory.path("inside");
    fs::create_dir_all(&files).expect("a directory");
    let arguments =
        ["draw", "--output=/dev/null", "--format=svg", "--dialect=classic", "--files", &files, "--script", script];
    nogo(&arguments, &[], b"a line [of input]\nsecond\nxyz")
}

#[test]
fn a_script_reads_and_writes_files_in_its_directory() {
    let directory = Directory::new("files");
    let script = r#"
        openwrite "data setwrite "data print [first line] print "second setwrite [] close "data
        openappend "data setwrite "data print [third |line here|] setwrite [] closeall
        openread "data setread "data
        show readlist show readpos show readchar show readchars 3 show readword show eofp
        show readlist show eofp show readlist show readword
        setreadpos 6 show readrawline
        setread [] close "data show allopen show filep "data show filep "nothing
        to square :side
          repeat 4 [fd :side rt 90]
        end
        make "size 5 save "program erall show definedp "square
        load "program show definedp "square show :size
        make "kept :size make "startup [print "started] save "program erns load "program print "loaded
        make "startup "off
        erasefile "data show filep "data
        show readlist show readword show readchars 10 show readlist"#;
    let outcome = run_with_files(&directory, script);
    assert_eq!(outcome.errors, "");
    let expected = "[first line]\n11\ns\neco\nnd\nfalse\n[third line here]\ntrue\n\n[]\nline\n[]\ntrue\nfalse\n\
                    false\ntrue\n5\nstarted\nloaded\nfalse\n[a line [of input]]\nsecond\nxyz\n\n";
    assert_eq!(outcome.printed(), expected);
    let saved = fs::read_to_string(directory.0.join("inside/program")).expect("the saved program");
    assert!(saved.starts_with("to square :side\n") && saved.contains("make \"size 5\n"), "{saved}");
}

#[cfg(unix)]
#[test]
fn a_script_does_not_get_out_of_its_directory() {
    let directory = Directory::new("fenced");
    fs::create_dir_all(directory.0.join("inside")).expect("a directory");
    fs::write(directory.0.join("secret"), "secret").expect("writes");
    for (target, link) in [("../secret", "link"), ("..", "up"), ("/etc", "etc"), ("nowhere", "dangling")] {
        std::os::unix::fs::symlink(target, directory.0.join("inside").join(link)).expect("links");
    }
    let absolute = directory.path("secret");
    for name in ["../secret", "link", "up/secret", "etc/passwd", "dangling", "./../secret", "", &absolute] {
        for word in ["openread", "openwrite", "openappend", "load", "save", "erasefile"] {
            let outcome = run_with_files(&directory, &format!("{word} \"|{name}|"));
            assert_eq!(outcome.status, 1, "{word} {name}");
            assert!(outcome.errors.starts_with("error: I can't open file"), "{word} {name}: {}", outcome.errors);
        }
    }
    assert_eq!(fs::read_to_string(directory.0.join("secret")).expect("is there"), "secret");
    let outcome = nogo(&["draw", "--output=/dev/null", "--format=svg", "--script=openread \"x"], &[], b"");
    assert!(outcome.errors.starts_with("error: files are off: NOGO_FILES"), "{}", outcome.errors);
}
