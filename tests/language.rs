//! Programs and what they print; faulty programs and what is said about them; the examples in the table of primitives.

mod common;

use std::fs;

use common::{dialect_of, expect_file, run_script, scripts_in};

#[test]
fn programs_print_what_is_expected() {
    let mut mistakes = Vec::new();
    for path in scripts_in("tests/programs") {
        let script = fs::read_to_string(&path).expect("a script");
        let outcome = run_script(&script, dialect_of(&path));
        assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{}", path.display());
        expect_file(&path.with_extension("out"), &outcome.printed(), &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.concat());
}

#[test]
fn faulty_programs_get_the_whole_message_that_is_expected() {
    let mut mistakes = Vec::new();
    for path in scripts_in("tests/faulty") {
        let script = fs::read_to_string(&path).expect("a script");
        let outcome = run_script(&script, dialect_of(&path));
        assert_eq!(outcome.status, 1, "{}: {}", path.display(), outcome.errors);
        expect_file(&path.with_extension("err"), &(outcome.printed() + &outcome.errors), &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.concat());
}

/// Lines of the form `instructions -> what they print`, each run by itself.
#[test]
fn instructions_print_what_ucblogo_prints() {
    let table = fs::read_to_string(common::repository("tests/ucblogo.txt")).expect("the table");
    let mut count = 0;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (script, expected) = line.split_once(" -> ").expect("instructions -> output");
        let outcome = run_script(script, "classic");
        let first_message = outcome.errors.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or("");
        let hints = [". Did you mean", ". There is no", ". Its "];
        let message = hints
            .iter()
            .filter_map(|hint| first_message.find(hint))
            .min()
            .map_or(first_message, |end| &first_message[..end]);
        let mut lines: Vec<String> = outcome.printed().lines().map(|line| line.trim_end().to_owned()).collect();
        lines.extend((!message.is_empty()).then(|| message.to_owned()));
        assert_eq!(lines.join(" | "), expected.trim(), "{script}");
        count += 1;
    }
    assert!(count > 200, "the table has {count} lines");
}

#[test]
fn every_primitive_has_an_example_that_gives_its_result() {
    for (title, rows) in nogo::logo::groups() {
        for row in *rows {
            let outcome = run_script(row.example, "nogo");
            assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{title}: {}", row.example);
            assert_eq!(outcome.printed().trim_end(), row.result, "{title}: {}", row.example);
            assert!(!row.help.is_empty(), "{} has no help", row.names[0]);
        }
    }
}

#[test]
fn a_name_belongs_to_one_primitive() {
    let mut names: Vec<&str> =
        nogo::logo::groups().iter().flat_map(|(_, rows)| *rows).flat_map(|row| row.names).copied().collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// A script that must end within the bounds of the interpreter, whatever it does.
#[test]
fn depth_is_bounded_by_the_setting_alone() {
    let deep = "to down :n\nif :n = 0 [output 0]\noutput 1 + down :n - 1\nend\nprint down 100000";
    assert_eq!(run_script(deep, "nogo").printed(), "100000\n");
    let nested = "to down :n\nrepeat 1 [run [if :n > 0 [down :n - 1]]]\nmake \"n 0\nend\ndown 30000 print \"back";
    assert_eq!(run_script(nested, "nogo").printed(), "back\n");
    let endless = "to f\nf f\nend\nf";
    let outcome = run_script(endless, "nogo");
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.errors.starts_with("error: procedures call each other more than 100000 deep"),
        "{}",
        outcome.errors
    );
}

#[test]
fn calls_in_tail_position_take_no_stack() {
    for script in [
        "to down :n\nif :n = 0 [stop]\ndown :n - 1\nend\ndown 1000000 print \"done",
        "to down :n\nifelse :n = 0 [output \"done] [output down :n - 1]\nend\nprint down 1000000",
        "to even :n\nif :n = 0 [output \"true]\noutput odd :n - 1\nend\nto odd :n\nif :n = 0 [output \"false]\noutput even :n - 1\nend\nif even 1000000 [print \"done]",
        "to down :n\nrun [if :n > 0 [down :n - 1]]\nend\ndown 1000000 print \"done",
        "to down :n\nlocal \"m\nmake \"m :n - 1\nif :m > 0 [down :m]\nend\ndown 1000000 print \"done",
    ] {
        let outcome = run_script(script, "nogo");
        assert_eq!((outcome.printed().as_str(), outcome.errors.as_str()), ("done\n", ""), "{script}");
    }
}

#[test]
fn memory_is_bounded() {
    let outcome = common::nogo(
        &["draw", "--output", "/dev/null", "--format", "svg", "--max-memory", "64MiB", "-"],
        &[],
        b"make \"x [] repeat 100000000 [make \"x fput :x :x]",
    );
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.errors.starts_with("error: the script needs more than 67108864 bytes of memory. NOGO_MAX_MEMORY"),
        "{}",
        outcome.errors
    );
    let doubling = b"make \"w \"x repeat 100 [make \"w word :w :w]";
    let outcome = common::nogo(
        &["draw", "--output", "/dev/null", "--format", "svg", "--max-memory", "64MiB", "-"],
        &[],
        doubling,
    );
    assert!(outcome.errors.contains("NOGO_MAX_MEMORY"), "{}", outcome.errors);
}

#[test]
fn garbage_is_collected() {
    // Two gigabytes of lists come and go.
    let script = "make \"kept [a [b c]] repeat 1000000 [make \"x (list 1 2 3 (list 4 5 6) word \"a repcount)] show :kept show last :x";
    let outcome = common::nogo(
        &["draw", "--output", "/dev/null", "--format", "svg", "--max-memory", "32MiB", "-"],
        &[],
        script.as_bytes(),
    );
    assert_eq!((outcome.printed().as_str(), outcome.errors.as_str()), ("[a [b c]]\na1000000\n", ""));
}

/// Lists that are made, run and forgotten while the collector comes by, with words that only their code holds.
#[test]
fn code_of_lists_that_come_and_go_survives_collections() {
    let script = r#"
        make "n 0
        make "condition (list "not "equalp ":n ""60000)
        while :condition [make "n :n + 1 make "junk (list word "some :n word "more :n iseq 1 30)]
        make "bad 0
        repeat 300000 [
          run (list "make ""r ""constant)
          make "junk word "other repcount
          if not equalp :r "constant [make "bad :bad + 1]
        ]
        repeat 60000 [
          if not equalp "fixed apply (list [x] (list "output ""fixed)) [1] [make "bad :bad + 1]
          make "junk iseq 1 20
        ]
        show :bad
        show count reduce "word iseq 1 20000"#;
    let arguments = ["draw", "--output=/dev/null", "--format=svg", "--max-memory=32MiB", "-"];
    let outcome = common::nogo(&arguments, &[], script.as_bytes());
    assert_eq!((outcome.printed().as_str(), outcome.errors.as_str()), ("0\n88894\n", ""));
}

#[test]
fn a_million_brackets_are_no_trouble() {
    let script =
        format!("make \"x {}{} show count :x print equalp :x :x", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let outcome = run_script(&script, "nogo");
    assert_eq!((outcome.printed().as_str(), outcome.errors.as_str()), ("1\ntrue\n", ""));
    for script in [
        "(".repeat(1_000_000),
        "[".repeat(1_000_000),
        "sum ".repeat(100_000),
        "if ".repeat(100_000),
        format!("print {}", "-".repeat(1_000_000)),
    ] {
        let outcome = run_script(&script, "nogo");
        assert_eq!(outcome.status, 1);
        assert!(outcome.errors.len() < 20_000, "{}", outcome.errors.len());
    }
}

#[test]
fn an_endless_script_ends_at_its_bound() {
    for script in [
        "forever []",
        "to f f end f",
        "to f repeat 2 [f] f end f",
        "while [1 = 1] []",
        "make \"x [run :x] run :x",
        "repeat 1e15 [catch \"error [fd \"a]]",
    ] {
        let arguments =
            ["draw", "--output", "/dev/null", "--format", "svg", "--max-steps", "100k", "--max-depth", "1k", "-"];
        let outcome = common::nogo(&arguments, &[], script.as_bytes());
        assert_eq!(outcome.status, 1, "{script}");
        let expected =
            ["error: the script takes more than 100000 steps", "error: procedures call each other more than 1000 deep"];
        assert!(expected.iter().any(|message| outcome.errors.starts_with(message)), "{script}: {}", outcome.errors);
    }
}
