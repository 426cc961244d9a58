//! Runs parsed code.
//!
//! The interpreter keeps its own stack of frames and its own stack of values. Nothing that a program does
//! (recursion, nested lists, loops in loops) uses the native stack, so depth is bounded by a setting alone;
//! and all values in use stand where the heap's collector can see them.

mod evaluate;
mod flow;
mod problem;
mod template;

use std::collections::{HashMap, HashSet};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::rc::Rc;

use super::diagnostic::Diagnostic;
use super::files::Files;
use super::heap::Heap;
use super::lexer::Dialect;
use super::parser;
use super::primitives;
use super::reader::{self, Definition, Item};
use super::span::{Place, Sources};
use super::syntax::{Code, Op};
use super::value::{List, Value};
use super::workspace::{Callable, Input, Procedure, Symbol, Workspace};
use crate::turtle::Turtle;

pub(super) use evaluate::Inputs;
use flow::Frame;
pub(super) use flow::{Next, Slots, Step};
pub(super) use problem::{Problem, Raise};

/// What a script may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How deep procedures may call each other.
    pub depth: usize,
    /// How many bytes words, lists and arrays may take.
    pub memory: usize,
    /// How many procedures, lists and turns of loops may be begun.
    pub steps: u64,
}

/// A script with its name, as messages give it.
pub struct Script {
    /// A file's name, or what stands in for one.
    pub name: String,
    /// The source.
    pub text: String,
    /// What `;` means in it.
    pub dialect: Dialect,
}

/// What is wrong with a script, each point rendered for a person to read; never empty.
#[derive(Debug, PartialEq)]
pub struct Faults(pub Vec<String>);

/// What a script reads and writes.
pub struct Streams<'a> {
    /// Where `readlist` and its like read from.
    pub input: &'a mut dyn Read,
    /// Where `print` and its like write to.
    pub output: &'a mut dyn Write,
    /// The one directory whose files it may use; none at all where there is none.
    pub directory: Option<PathBuf>,
}

/// Runs scripts.
pub struct Interpreter<'a> {
    pub(super) heap: Heap,
    pub(super) workspace: Workspace,
    /// What the script moves.
    pub turtle: Turtle,
    pub(super) random: oorandom::Rand64,
    output: &'a mut dyn Write,
    pub(super) files: Files<'a>,
    sources: Sources,
    limits: Limits,
    /// The values that steps still work on.
    stack: Vec<Value>,
    /// What the running procedures' inputs and locals hid, to be put back when they end.
    saved: Vec<(Symbol, Value)>,
    /// The frames that wait for `current` to end.
    frames: Vec<Frame>,
    current: Frame,
    /// How many of the frames are procedures.
    depth: usize,
    /// The code of lists that were run.
    codes: HashMap<List, Rc<Code>>,
    /// The procedures of templates that are written as one: `[[x] [output :x + 1]]`.
    lambdas: HashMap<List, Rc<Procedure>>,
    /// The procedures of primitives that are written in Logo, by row.
    library: HashMap<u16, Rc<Procedure>>,
    /// Where `?` finds its value.
    pub(super) slots: Slots,
    /// What `test` found outside of any procedure.
    pub(super) test: Option<bool>,
    /// The variable that says whether words are compared without regard to case.
    pub(super) caseignoredp: Symbol,
    /// The variables `printwidthlimit`, `printdepthlimit` and `fullprintp`.
    pub(super) print_settings: [Symbol; 3],
    /// How many steps were taken.
    steps: u64,
    /// What would be written, where it is wanted as text.
    captured: Option<String>,
    /// How many words `gensym` gave out.
    pub(super) symbols_made: u64,
    /// What `error` tells of the error that was caught last.
    pub(super) caught: Value,
    /// The lists of the script itself.
    pinned: Vec<List>,
    /// Where the step stands that is at fault, where it is not the one being carried out.
    blamed: Option<Place>,
}

// Lists that are made and run once would otherwise pile up.
const MOST_CODES: usize = 100_000;

impl<'a> Interpreter<'a> {
    /// An interpreter that knows the primitives and nothing else.
    #[must_use]
    pub fn new(turtle: Turtle, seed: u64, limits: Limits, streams: Streams<'a>) -> Interpreter<'a> {
        let (mut heap, mut workspace) = (Heap::new(limits.memory), Workspace::default());
        let caseignoredp = workspace.intern("caseignoredp", &mut heap);
        let print_settings =
            ["printwidthlimit", "printdepthlimit", "fullprintp"].map(|name| workspace.intern(name, &mut heap));
        let mut interpreter = Interpreter {
            heap,
            workspace,
            caseignoredp,
            print_settings,
            turtle,
            random: oorandom::Rand64::new(u128::from(seed)),
            output: streams.output,
            files: Files::new(streams.input, streams.directory),
            sources: Sources::default(),
            limits,
            stack: Vec::new(),
            saved: Vec::new(),
            frames: Vec::new(),
            current: Frame::idle(),
            depth: 0,
            codes: HashMap::new(),
            lambdas: HashMap::new(),
            library: HashMap::new(),
            slots: Slots::default(),
            test: None,
            captured: None,
            symbols_made: 0,
            steps: 0,
            caught: Value::List(List::EMPTY),
            pinned: Vec::new(),
            blamed: None,
        };
        for (row, primitive) in (0..).zip(primitives::rows()) {
            for name in primitive.names {
                let symbol = interpreter.workspace.intern(name, &mut interpreter.heap);
                interpreter.workspace.define(symbol, Callable::Primitive(row));
            }
        }
        interpreter
    }

    /// Reads a script and carries it out, line by line.
    ///
    /// # Errors
    /// The script is at fault. Brackets and definitions are checked before anything is run. A name that nobody knows
    /// or a missing input stops the script where it is met, as in UCBLogo, for the script may define the name until
    /// then; the message then goes on with all other places that would fail in the same way.
    pub fn run(&mut self, script: Script) -> Result<(), Faults> {
        let too_long = |_| Faults(vec![format!("error: {} is longer than 2 GiB\n", script.name)]);
        let base = self.sources.add(&script.name, script.text).map_err(too_long)?;
        let program = reader::read(self.sources.text(base), base, script.dialect, &mut self.heap);
        self.pin(&program.items);
        self.predefine(&program.items);
        let mut problems = program.problems;
        let is_unreadable = !problems.is_empty();
        if !is_unreadable {
            let result = self.run_items(&program.items).and_then(|flow| match flow {
                Flow::GoesOn => self.run_startup(),
                Flow::Ends => Ok(()),
            });
            problems.extend(result.err());
        }
        // What was printed comes before what is said about it.
        self.flush();
        if problems.is_empty() {
            return Ok(());
        }
        // What a missing bracket swallowed looks wrong too.
        let line = |problem: &Diagnostic| self.sources.locate(problem.place).map(|location| location.line);
        let unreadable: Vec<Option<usize>> = problems.iter().filter(|_| is_unreadable).map(line).collect();
        let found = self.check(&program.items);
        let line = |problem: &Diagnostic| self.sources.locate(problem.place).map(|location| location.line);
        problems.extend(found.into_iter().filter(|problem| !unreadable.contains(&line(problem))));
        Err(self.faults(problems))
    }

    /// Runs the list in the variable `startup`, which a script may leave there for its end.
    fn run_startup(&mut self) -> Result<(), Diagnostic> {
        match self.startup() {
            Some(list) => self.run_line(list).map(|_| ()),
            None => Ok(()),
        }
    }

    /// The list in the variable `startup`.
    pub(super) fn startup(&mut self) -> Option<List> {
        let startup = self.workspace.intern("startup", &mut self.heap);
        match self.workspace.value(startup) {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    pub(super) fn set_startup(&mut self, value: Value) {
        let startup = self.workspace.intern("startup", &mut self.heap);
        self.workspace.set(startup, value);
    }

    fn run_items(&mut self, items: &[Item]) -> Result<Flow, Diagnostic> {
        for item in items {
            match item {
                Item::Definition(definition) => self.define(definition)?,
                Item::Line(line) => match self.run_line(*line)? {
                    Flow::GoesOn => {}
                    Flow::Ends => return Ok(Flow::Ends),
                },
            }
        }
        Ok(Flow::GoesOn)
    }

    /// Lets go of the interpreter and keeps the turtle with its drawing.
    #[must_use]
    pub fn into_turtle(self) -> Turtle {
        self.turtle
    }

    /// Writes what the script prints. What becomes of it is the business of whoever gave us the writer.
    pub(super) fn write(&mut self, text: &str) {
        if let Some(captured) = &mut self.captured {
            captured.push_str(text);
        } else if !self.files.write(text) {
            let _ = self.output.write_all(text.as_bytes());
        }
    }

    fn flush(&mut self) {
        let _ = self.output.flush();
    }

    // Definitions ------------------------------------------------------------------------------------------

    /// Defines every procedure of the script that has no definition yet: they may be used before they are read.
    fn predefine(&mut self, items: &[Item]) {
        for item in items {
            if let Item::Definition(definition) = item {
                let symbol = self.workspace.symbol(definition.name, &mut self.heap);
                if !matches!(self.workspace.callable(symbol), Callable::Procedure(_)) {
                    // What is wrong with it is said when the script gets there.
                    let _ = self.define(definition);
                }
            }
        }
    }

    fn define(&mut self, definition: &Definition) -> Result<(), Diagnostic> {
        let symbol = self.workspace.symbol(definition.name, &mut self.heap);
        if self.is_fixed(symbol) {
            let message = format!("{} is already defined", self.heap.text(definition.name));
            let problem = Diagnostic::new(message, definition.place);
            return Err(problem.with_hint("It is a primitive: another name is needed"));
        }
        let procedure = self.procedure(definition)?;
        self.workspace.define(symbol, Callable::Procedure(Rc::new(procedure)));
        Ok(())
    }

    /// Whether a name calls a primitive that a script cannot define anew.
    pub(super) fn is_fixed(&mut self, symbol: Symbol) -> bool {
        let redefp = self.workspace.intern("redefp", &mut self.heap);
        match self.workspace.callable(symbol) {
            Callable::Primitive(row) if !primitives::row(*row).is_redefinable => {
                self.truth(self.workspace.value(redefp)) != Some(true)
            }
            _ => false,
        }
    }

    /// Understands the inputs of a title line: `:a [:b 3] [:rest] 2`.
    pub(super) fn procedure(&mut self, definition: &Definition) -> Result<Procedure, Diagnostic> {
        let mut procedure = Procedure {
            is_macro: definition.is_macro,
            lines: definition.lines.clone(),
            source: definition.source,
            ..Procedure::empty()
        };
        let mut usual = None;
        let cells: Vec<List> = self.heap.cells_of(definition.inputs).collect();
        for cell in cells {
            let misplaced = |what: &str| Diagnostic::new(what.to_owned(), self.heap.place(cell));
            match self.heap.first(cell) {
                _ if usual.is_some() => return Err(misplaced("nothing can follow the number of inputs")),
                Value::Number(number) => usual = Some((number, self.heap.place(cell))),
                _ if procedure.rest.is_some() => {
                    return Err(misplaced("nothing but a number can follow the rest input"));
                }
                Value::Word(_) if procedure.inputs.last().is_some_and(|input| input.default.is_some()) => {
                    return Err(misplaced("an input that must be given cannot follow one that may be left out"));
                }
                Value::Word(_) => {
                    let input = Input { symbol: self.input_symbol(cell), default: None };
                    procedure.inputs.push(input);
                }
                Value::List(input) => {
                    let symbol = self.input_symbol(input);
                    match self.heap.butfirst(input) {
                        List::EMPTY => procedure.rest = Some(symbol),
                        default => procedure.inputs.push(Input { symbol, default: Some(default) }),
                    }
                }
                Value::Array(_) | Value::Nothing => return Err(misplaced("an input is a name, as in :size")),
            }
        }
        procedure.usual = procedure.least();
        if let Some((number, place)) = usual {
            let range = procedure.least() as f64..=procedure.most() as f64;
            if number.fract() != 0.0 || !range.contains(&number) {
                return Err(Diagnostic::new("the number of inputs is out of range", place));
            }
            procedure.usual = number as usize;
        }
        Ok(procedure)
    }

    /// The symbol of `:name`, the first member of a list.
    fn input_symbol(&mut self, list: List) -> Symbol {
        let name = match self.heap.first(list) {
            Value::Word(word) => self.heap.text(word).trim_start_matches(':').to_owned(),
            _ => String::new(),
        };
        self.workspace.intern(&name, &mut self.heap)
    }

    // Lines ------------------------------------------------------------------------------------------------

    fn run_line(&mut self, line: List) -> Result<Flow, Diagnostic> {
        // A line of the script runs once: its code need not be kept.
        let code = parser::parse_list(line, &mut self.heap, &mut self.workspace);
        self.start(Rc::new(code));
        match self.evaluate() {
            Ok(Value::Nothing) => Ok(Flow::GoesOn),
            Err(Raise::Bye) => Ok(Flow::Ends),
            Ok(value) => {
                let place = self.current.code.places.last().copied().unwrap_or(Place::NOWHERE);
                Err(self.diagnose(&Problem::Unused(value), place))
            }
            Err(raise) => {
                let place = self.place();
                let problem = self.problem_of(raise);
                Err(self.diagnose(&problem, place))
            }
        }
    }

    /// The code of a list, parsed if it has not been run before.
    pub(super) fn code_of(&mut self, list: List) -> Rc<Code> {
        if let Some(code) = self.codes.get(&list)
            && code.epoch == self.workspace.epoch()
        {
            return Rc::clone(code);
        }
        if self.codes.len() >= MOST_CODES {
            self.codes.clear();
        }
        let code = Rc::new(parser::parse_list(list, &mut self.heap, &mut self.workspace));
        self.codes.insert(list, Rc::clone(&code));
        code
    }

    /// What `poall` writes.
    pub(super) fn everything_written(&mut self) -> Result<String, Raise> {
        self.captured = Some(String::new());
        let result = primitives::print_everything(self);
        let text = self.captured.take().unwrap_or_default();
        result.map(|_| text)
    }

    /// Reads a file that is loaded: its procedures are defined, its lines given back as a list.
    pub(super) fn read_loaded(&mut self, name: &str, text: String, dialect: Dialect) -> Result<List, Raise> {
        let unreadable = |message: String| Raise::from(Problem::Unreadable(message));
        let base = self.sources.add(name, text).map_err(|_| unreadable(format!("{name} is too long")))?;
        let program = reader::read(self.sources.text(base), base, dialect, &mut self.heap);
        if let Some(problem) = program.problems.first() {
            return Err(unreadable(format!("{name}: {}", problem.message)));
        }
        self.pin(&program.items);
        let mut lines = Vec::new();
        for item in &program.items {
            match item {
                Item::Definition(definition) => {
                    self.define(definition).map_err(|problem| unreadable(format!("{name}: {}", problem.message)))?;
                }
                Item::Line(line) => lines.push(Value::List(*line)),
            }
        }
        Ok(self.heap.list(lines))
    }

    /// The lines of source text from one place to another.
    pub(super) fn source_lines(&self, start: Place, end: Place) -> Vec<String> {
        self.sources.between(start, end).lines().map(str::to_owned).collect()
    }

    /// Has all lists parsed anew: one of them was changed in place.
    pub(super) fn forget_codes(&mut self) {
        self.codes.clear();
        self.lambdas.clear();
    }

    /// The code of a procedure, parsed if it has not been called before.
    fn code_of_procedure(&mut self, procedure: &Procedure) -> Rc<Code> {
        if let Some(code) = &*procedure.code.borrow()
            && code.epoch == self.workspace.epoch()
        {
            return Rc::clone(code);
        }
        let code = Rc::new(parser::parse_procedure(procedure, &mut self.heap, &mut self.workspace));
        *procedure.code.borrow_mut() = Some(Rc::clone(&code));
        code
    }

    // Checks -----------------------------------------------------------------------------------------------

    /// The procedure of a primitive that is written in Logo.
    fn library_procedure(&mut self, row: u16, definition: &str) -> Rc<Procedure> {
        if let Some(procedure) = self.library.get(&row) {
            return Rc::clone(procedure);
        }
        let program = reader::read(definition, Place::NOWHERE, Dialect::Classic, &mut self.heap);
        self.pin(&program.items);
        let procedure = program.items.iter().find_map(|item| match item {
            Item::Definition(definition) => self.procedure(definition).ok(),
            Item::Line(_) => None,
        });
        let procedure = Rc::new(procedure.unwrap_or_else(Procedure::empty));
        self.library.insert(row, Rc::clone(&procedure));
        procedure
    }

    /// What cannot be parsed in the lines and procedures of a script, whether the script would get there or not.
    fn check(&mut self, items: &[Item]) -> Vec<Diagnostic> {
        let mut codes = Vec::new();
        for item in items {
            match item {
                Item::Line(line) => codes.push(self.code_of(*line)),
                Item::Definition(definition) => match self.procedure_to_check(definition) {
                    Ok(code) => codes.push(code),
                    Err(problem) => return vec![problem],
                },
            }
        }
        let mut problems = Vec::new();
        let mut seen = HashSet::new();
        while let Some(code) = codes.pop() {
            for (op, &place) in code.ops.iter().zip(&code.places) {
                if let Op::Fail(number) = op {
                    let problem = Problem::Syntax(code.faults[*number as usize]);
                    problems.push(Diagnostic { calls: Vec::new(), ..self.diagnose(&problem, place) });
                }
            }
            for list in code.instruction_lists(|row| primitives::row(row).instruction_lists) {
                if seen.insert(list) {
                    codes.push(self.code_of(list));
                }
            }
        }
        problems.sort_by_key(|problem| problem.place);
        problems
    }

    fn procedure_to_check(&mut self, definition: &Definition) -> Result<Rc<Code>, Diagnostic> {
        let procedure = self.procedure(definition)?;
        Ok(Rc::new(parser::parse_procedure(&procedure, &mut self.heap, &mut self.workspace)))
    }

    fn faults(&self, problems: Vec<Diagnostic>) -> Faults {
        let mut rendered: Vec<String> = Vec::new();
        let mut places = Vec::new();
        for problem in problems {
            // The first one is where the script stopped; the check finds it again.
            if !places.contains(&problem.place) || problem.place == Place::NOWHERE {
                rendered.push(problem.render(&self.sources));
                places.push(problem.place);
            }
            if rendered.len() == MOST_PROBLEMS {
                break;
            }
        }
        Faults(rendered)
    }
}

/// Whether a script goes on after a line.
enum Flow {
    GoesOn,
    Ends,
}

// What comes after so many messages is most likely a consequence of them.
const MOST_PROBLEMS: usize = 20;
