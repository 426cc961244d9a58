//! The README says what is so: its table of settings, its commands, its scripts and its message.

mod common;

use std::fs;

use common::{Directory, nogo, repository};

fn readme() -> String {
    fs::read_to_string(repository("README.md")).expect("the README")
}

/// The contents of the README's fenced blocks in this language.
fn blocks(language: &str) -> Vec<String> {
    let readme = readme();
    let opening = format!("```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    blocks.map(|block| block.split("```").next().expect("an end").to_owned()).collect()
}

#[test]
fn the_table_of_settings_is_the_one_in_the_code() {
    let readme = readme();
    let start = readme.find("<!-- settings of draw").expect("its start");
    let start = start + readme[start..].find("-->\n").expect("its end") + 4;
    let end = start + readme[start..].find("<!-- end -->").expect("the table's end");
    let table = nogo::settings::markdown(nogo::settings::DRAW);
    if std::env::var_os("BLESS").is_some() {
        let blessed = format!("{}{table}{}", &readme[..start], &readme[end..]);
        fs::write(repository("README.md"), blessed).expect("the README can be written");
        return;
    }
    assert_eq!(readme[start..end], table);
}

#[cfg(unix)]
#[test]
fn its_commands_run_and_leave_pictures() {
    use std::os::unix::fs::symlink;
    let directory = Directory::new("readme");
    for name in ["nogo", "nogo-draw"] {
        symlink(env!("CARGO_BIN_EXE_nogo"), directory.0.join(name)).expect("links");
    }
    symlink(repository("examples"), directory.0.join("examples")).expect("links");
    let path = format!("{}:{}", directory.path(""), std::env::var("PATH").expect("a path"));
    let mut count = 0;
    for command in blocks("sh").iter().flat_map(|block| block.lines()) {
        let output = std::process::Command::new("sh")
            .args(["-c", command])
            .env("PATH", &path)
            .current_dir(&directory.0)
            .output()
            .expect("a shell");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        count += 1;
    }
    assert!(count >= 8);
    for picture in ["nogo-draw.png", "star.svg", "tree.png"] {
        assert!(directory.0.join(picture).is_file(), "{picture}");
    }
}

#[test]
fn its_scripts_run() {
    for script in blocks("logo") {
        let outcome = nogo(&["draw", "--output=/dev/null", "--format=svg", "-"], &[], script.as_bytes());
        assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{script}");
    }
}

#[test]
fn its_message_is_the_one_that_is_given() {
    let directory = Directory::new("readme-message");
    fs::write(directory.0.join("star.nogo"), "repeat 4 [fowrard 100 rihgt 90]\n").expect("writes");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_nogo"))
        .args(["draw", "star.nogo"])
        .env_clear()
        .current_dir(&directory.0)
        .output()
        .expect("runs");
    assert_eq!(blocks("text"), [String::from_utf8(output.stderr).expect("UTF-8")]);
}
