//! What can go wrong while a program runs, and how it is said: UCBLogo's messages.

use super::super::diagnostic::{Call, Diagnostic, closest};
use super::super::heap::OutOfMemory;
use super::super::span::Place;
use super::super::syntax::{Code, Fault, Op};
use super::super::value::{List, Value};
use super::super::workspace::{Callable, Symbol};
use super::Interpreter;
use super::flow::Role;

/// Something that a program did wrong.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::logo) enum Problem {
    Syntax(Fault),
    UnknownProcedure(Symbol),
    NotEnoughInputs(Symbol),
    TooManyInputs(Symbol),
    /// A procedure got an input that it cannot work with.
    Dislikes {
        procedure: Symbol,
        input: Value,
    },
    /// The same, where UCBLogo has another number for it: an input of the right kind that is out of range.
    BadValue {
        procedure: Symbol,
        input: Value,
    },
    /// A procedure gave no value where one was needed.
    DidntOutput {
        producer: Symbol,
        consumer: Symbol,
    },
    /// A value that nothing takes.
    Unused(Value),
    NoValue(Symbol),
    /// `stop` or `output` where no procedure runs.
    OutsideProcedure(Symbol),
    /// A procedure cannot work without something that is not there.
    Lacks {
        procedure: Symbol,
        thing: &'static str,
    },
    OutOfBounds,
    TooManyPoints,
    /// The canvas is too large for its pixels to be looked at.
    NoPixels,
    TooManySteps,
    TooDeep,
    OutOfMemory,
    /// A macro gave something else than a list.
    MacroResult(Value),
    /// `throw` to a tag that nothing catches.
    NoCatch(Symbol),
    /// `throw "error`, with the message where there is one.
    Thrown(Option<String>),
    /// `iftrue` and its like before any `test`.
    NoTest(Symbol),
    /// A slot that the template that runs does not have.
    NoSlot(usize),
    IsPrimitive(Symbol),
    CannotOpen(String),
    AlreadyOpen(String),
    /// There is no directory that the script may use.
    FilesAreOff,
    /// A file that was loaded could not be read: the messages about it.
    Unreadable(String),
    NotOpen(String),
    NoTag(Value),
}

/// Why a step did not give a value.
#[derive(Debug)]
pub(in crate::logo) enum Raise {
    Problem(Box<Problem>),
    /// An input is not what the primitive works with; which primitive, whoever called it knows.
    Dislikes(Value),
    /// The same, of an input that is out of range.
    BadValue(Value),
    /// `throw`: on to the `catch` with this tag, which then gives this value.
    Throw {
        tag: Symbol,
        value: Value,
    },
    /// `bye`, and `throw "toplevel`: the script is over.
    Bye,
    /// The primitive needs something that is not there: `a mouse`.
    Lacks(&'static str),
}

impl From<Problem> for Raise {
    fn from(problem: Problem) -> Raise {
        Raise::Problem(Box::new(problem))
    }
}

impl From<OutOfMemory> for Raise {
    fn from(_: OutOfMemory) -> Raise {
        Raise::from(Problem::OutOfMemory)
    }
}

impl Raise {
    /// The same, with the primitive that dislikes its input filled in.
    pub(super) fn in_procedure(self, procedure: Symbol) -> Raise {
        match self {
            Raise::Dislikes(input) => Raise::from(Problem::Dislikes { procedure, input }),
            Raise::BadValue(input) => Raise::from(Problem::BadValue { procedure, input }),
            Raise::Lacks(thing) => Raise::from(Problem::Lacks { procedure, thing }),
            other => other,
        }
    }
}

impl Problem {
    /// Whether the script reached for more than it may have.
    fn is_bound(&self) -> bool {
        matches!(self, Problem::TooManySteps | Problem::TooDeep | Problem::TooManyPoints | Problem::OutOfMemory)
    }

    /// The procedure that is at fault, where it is one.
    fn procedure(&self) -> Option<Symbol> {
        match self {
            Problem::UnknownProcedure(name)
            | Problem::NotEnoughInputs(name)
            | Problem::TooManyInputs(name)
            | Problem::Syntax(
                Fault::UnknownProcedure(name) | Fault::NotEnoughInputs(name) | Fault::TooManyInputs(name),
            )
            | Problem::Dislikes { procedure: name, .. }
            | Problem::BadValue { procedure: name, .. } => Some(*name),
            _ => None,
        }
    }

    /// UCBLogo's number for it.
    fn code(&self) -> u32 {
        match self {
            Problem::TooManySteps
            | Problem::TooDeep
            | Problem::TooManyPoints
            | Problem::OutOfMemory
            | Problem::Syntax(Fault::TooDeep) => 2,
            Problem::OutOfBounds => 3,
            Problem::DidntOutput { .. } => 5,
            Problem::NotEnoughInputs(_) | Problem::Syntax(Fault::NotEnoughInputs(_) | Fault::NotEnoughOperands(_)) => 6,
            Problem::BadValue { .. } => 4,
            Problem::Dislikes { .. } | Problem::NoSlot(_) => 7,
            Problem::TooManyInputs(_) | Problem::Syntax(Fault::TooManyInputs(_) | Fault::TooMuchInside) => 8,
            Problem::Unused(_) => 9,
            Problem::NoValue(_) => 11,
            Problem::Syntax(Fault::UnexpectedClose | Fault::UnclosedOpen | Fault::UnexpectedOperator(_)) => 12,
            Problem::UnknownProcedure(_) | Problem::Syntax(Fault::UnknownProcedure(_)) => 13,
            Problem::NoCatch(_) => 14,
            Problem::Thrown(None) => 21,
            Problem::IsPrimitive(_) => 22,
            Problem::NoTest(_) => 25,
            Problem::NoTag(_) | Problem::Lacks { .. } | Problem::NoPixels => 26,
            Problem::MacroResult(_) => 29,
            Problem::OutsideProcedure(_) => 31,
            Problem::Thrown(Some(_)) => 35,
            Problem::CannotOpen(_) => 40,
            Problem::NotOpen(_) => 42,
            Problem::AlreadyOpen(_) => 41,
            Problem::FilesAreOff => 40,
            Problem::Unreadable(_) => 12,
        }
    }
}

impl Interpreter<'_> {
    /// Goes on after something was raised: at the `catch` that is meant, if there is one.
    pub(super) fn recover(&mut self, raise: Raise) -> Result<(), Raise> {
        let (tag, value) = match raise {
            Raise::Bye => return Err(raise),
            Raise::Throw { tag, value } => (tag, value),
            Raise::Problem(_) | Raise::Dislikes(_) | Raise::BadValue(_) | Raise::Lacks(_) => {
                (self.workspace.intern("error", &mut self.heap), Value::Nothing)
            }
        };
        // A bound is the end of the run, whatever the script would make of it.
        let is_bound = matches!(&raise, Raise::Problem(problem) if problem.is_bound());
        if is_bound || !self.is_caught(tag) {
            return Err(raise);
        }
        if !matches!(raise, Raise::Throw { .. }) {
            let place = self.place();
            let problem = self.problem_of(raise);
            self.caught = self.error_list(&problem, place);
        }
        self.blamed = None;
        while !self.catches(tag) {
            self.pop_frame();
        }
        self.pop_frame();
        self.deliver(value)
    }

    fn is_caught(&mut self, tag: Symbol) -> bool {
        let catch = self.workspace.intern("catch", &mut self.heap);
        let frames = std::iter::once(&self.current).chain(&self.frames);
        let catches = frames.filter(|frame| matches!(frame.role, Role::Primitive { symbol, .. } if symbol == catch));
        let bases: Vec<usize> = catches.map(|frame| frame.base).collect();
        bases.into_iter().any(|base| self.tag_at(base) == Some(tag))
    }

    /// Whether the frame on top is a `catch` with this tag.
    fn catches(&mut self, tag: Symbol) -> bool {
        let catch = self.workspace.intern("catch", &mut self.heap);
        let is_catch = matches!(self.current.role, Role::Primitive { symbol, .. } if symbol == catch);
        is_catch && self.tag_at(self.current.base) == Some(tag)
    }

    fn tag_at(&mut self, base: usize) -> Option<Symbol> {
        let tag = self.stack.get(base).copied()?;
        self.symbol_of(tag)
    }

    /// What `error` tells: code, message, procedure, line.
    fn error_list(&mut self, problem: &Problem, place: Place) -> Value {
        let message = self.message_at(problem, place);
        let message = Value::Word(self.heap.word(&message));
        let (procedure, line) = match self.activation() {
            Some(activation) => {
                let line = self.line_of(activation.procedure, place).unwrap_or(List::EMPTY);
                (Value::Word(self.workspace.word(activation.procedure)), Value::List(line))
            }
            None => (Value::List(List::EMPTY), Value::List(List::EMPTY)),
        };
        Value::List(self.heap.list([Value::Number(f64::from(problem.code())), message, procedure, line]))
    }

    /// The line of a procedure's body in which a place stands.
    fn line_of(&self, procedure: Symbol, place: Place) -> Option<List> {
        let Callable::Procedure(procedure) = self.workspace.callable(procedure) else { return None };
        procedure.lines.iter().rfind(|line| !line.is_empty() && self.heap.place(**line) <= place).copied()
    }

    pub(super) fn problem_of(&mut self, raise: Raise) -> Problem {
        match raise {
            Raise::Problem(problem) => *problem,
            Raise::Throw { tag, .. } => Problem::NoCatch(tag),
            Raise::Bye => Problem::Thrown(None),
            // A primitive took a further step and disliked what its list gave.
            Raise::Dislikes(input) | Raise::BadValue(input) => {
                Problem::Dislikes { procedure: self.running_primitive(), input }
            }
            Raise::Lacks(thing) => Problem::Lacks { procedure: self.running_primitive(), thing },
        }
    }

    fn running_primitive(&mut self) -> Symbol {
        match self.current.role {
            Role::Primitive { symbol, .. } => symbol,
            _ => self.workspace.intern("run", &mut self.heap),
        }
    }

    /// Puts a problem into words, with the place and the procedures that run.
    pub(super) fn diagnose(&self, problem: &Problem, place: Place) -> Diagnostic {
        let frames = std::iter::once(&self.current).chain(self.frames.iter().rev());
        let calls = frames.filter_map(|frame| match frame.role {
            Role::Procedure(activation) => {
                Some(Call { procedure: self.name(activation.procedure), place: activation.place })
            }
            _ => None,
        });
        Diagnostic { message: self.message_at(problem, place), hint: self.hint(problem), place, calls: calls.collect() }
    }

    fn name(&self, symbol: Symbol) -> String {
        let name = self.heap.text(self.workspace.word(symbol));
        if name.is_empty() { "||".to_owned() } else { name.to_owned() }
    }

    /// The message, with the procedure's name as it is written at the place: `FD doesn't like abc as input`.
    fn message_at(&self, problem: &Problem, place: Place) -> String {
        let message = self.message(problem);
        let (Some(symbol), Some(location)) = (problem.procedure(), self.sources.locate(place)) else { return message };
        let name = self.name(symbol);
        let written: String = location.text.chars().skip(location.column - 1).take(location.length).collect();
        if written.eq_ignore_ascii_case(&name) { message.replacen(&name, &written, 1) } else { message }
    }

    fn message(&self, problem: &Problem) -> String {
        match problem {
            Problem::Syntax(fault) => self.fault_message(*fault),
            Problem::UnknownProcedure(name) => format!("I don't know how to {}", self.name(*name)),
            Problem::NotEnoughInputs(name) => format!("not enough inputs to {}", self.name(*name)),
            Problem::TooManyInputs(name) => format!("too many inputs to {}", self.name(*name)),
            Problem::Dislikes { procedure, input } | Problem::BadValue { procedure, input } => {
                format!("{} doesn't like {} as input", self.name(*procedure), self.shown(*input))
            }
            Problem::DidntOutput { producer, consumer } => {
                format!("{} didn't output to {}", self.name(*producer), self.name(*consumer))
            }
            Problem::Unused(value) => format!("You don't say what to do with {}", self.shown(*value)),
            Problem::NoValue(name) => format!("{} has no value", self.name(*name)),
            Problem::OutsideProcedure(name) => format!("Can only use {} inside a procedure", self.name(*name)),
            Problem::Lacks { procedure, thing } => format!("{} needs {thing}: Nogo has none", self.name(*procedure)),
            Problem::OutOfBounds => "turtle out of bounds".to_owned(),
            Problem::TooManyPoints => "the drawing has more points than it may have".to_owned(),
            Problem::MacroResult(value) => format!("Macro returned {} instead of a list", self.shown(*value)),
            Problem::NoCatch(tag) => format!("Can't find catch tag for {}", self.name(*tag)),
            Problem::Thrown(None) => "Throw \"Error".to_owned(),
            Problem::Thrown(Some(message)) => message.clone(),
            Problem::NoTest(name) => format!("{} without TEST", self.name(*name)),
            Problem::NoSlot(number) => format!("? doesn't like {number} as input"),
            Problem::IsPrimitive(name) => format!("{} is a primitive", self.name(*name)),
            Problem::CannotOpen(name) => format!("I can't open file {name}"),
            Problem::AlreadyOpen(name) => format!("File {name} already open"),
            Problem::FilesAreOff => "files are off: NOGO_FILES names the directory that a script may use".to_owned(),
            Problem::Unreadable(message) => message.clone(),
            Problem::NotOpen(name) => format!("File {name} not open"),
            Problem::NoTag(tag) => format!("There is no tag {}", self.shown(*tag)),
            Problem::NoPixels => "the canvas is too large for fill to look at its pixels".to_owned(),
            Problem::TooManySteps => format!("the script takes more than {} steps", self.limits.steps),
            Problem::TooDeep => format!("procedures call each other more than {} deep", self.limits.depth),
            Problem::OutOfMemory => format!("the script needs more than {} bytes of memory", self.limits.memory),
        }
    }

    fn fault_message(&self, fault: Fault) -> String {
        match fault {
            Fault::UnknownProcedure(name) => self.message(&Problem::UnknownProcedure(name)),
            Fault::NotEnoughInputs(name) => self.message(&Problem::NotEnoughInputs(name)),
            Fault::TooManyInputs(name) => self.message(&Problem::TooManyInputs(name)),
            Fault::NotEnoughOperands(infix) => format!("not enough inputs to {}", infix.sign()),
            Fault::UnexpectedOperator(infix) => format!("unexpected '{}'", infix.sign()),
            Fault::UnexpectedClose => "unexpected ')'".to_owned(),
            Fault::UnclosedOpen => "unclosed '('".to_owned(),
            Fault::TooMuchInside => "too much inside ()'s".to_owned(),
            Fault::TooDeep => "parentheses, lists or inputs are nested too deeply".to_owned(),
        }
    }

    fn hint(&self, problem: &Problem) -> Option<String> {
        let did_you_mean = |close: Option<&str>| close.map(|name| format!("Did you mean {name}?"));
        match problem {
            Problem::UnknownProcedure(name) | Problem::Syntax(Fault::UnknownProcedure(name)) => {
                let wrong = self.name(*name);
                if wrong.eq_ignore_ascii_case("end") {
                    return Some("There is no to before it".to_owned());
                }
                if self.workspace.value(*name) != Value::Nothing {
                    return Some(format!("Its value is written :{wrong}"));
                }
                did_you_mean(closest(&wrong, self.workspace.callable_names(&self.heap)))
            }
            Problem::NoValue(name) => {
                let wrong = self.name(*name);
                did_you_mean(closest(&wrong, self.workspace.variable_names(&self.heap)))
            }
            Problem::TooManyPoints => Some("NOGO_MAX_POINTS allows more".to_owned()),
            Problem::TooManySteps => Some("NOGO_MAX_STEPS allows more".to_owned()),
            Problem::TooDeep => Some("NOGO_MAX_DEPTH allows more".to_owned()),
            Problem::OutOfMemory => Some("NOGO_MAX_MEMORY allows more".to_owned()),
            Problem::Syntax(Fault::UnclosedOpen) => Some("Its partner is missing".to_owned()),
            Problem::Syntax(Fault::UnexpectedClose) => Some("There is no '(' before it".to_owned()),
            _ => None,
        }
    }

    /// The problem that the input of number `index`, of `inputs`, gave no value to `consumer`,
    /// which is the step being carried out.
    pub(super) fn didnt_output(&mut self, consumer: Symbol, inputs: usize, index: usize) -> Raise {
        let code = &self.current.code;
        let mut end = self.current.next.saturating_sub(1);
        for _ in index + 1..inputs {
            end = start_of_value(code, end);
        }
        let producer = end.checked_sub(1).map(|last| condition_of_branches_ending_at(code, end).unwrap_or(last));
        let symbol = producer.and_then(|index| match code.ops[index] {
            Op::Call { symbol, .. } | Op::Primitive { symbol, .. } | Op::JumpIfFalse { symbol, .. } => Some(symbol),
            _ => None,
        });
        // The mistake is in what gave nothing, not in what waited for it.
        self.blamed = producer.map(|index| code.places[index]);
        let symbol = symbol.unwrap_or_else(|| self.workspace.intern("make", &mut self.heap));
        Raise::from(Problem::DidntOutput { producer: symbol, consumer })
    }
}

/// Where the steps begin whose value the step before `end` left.
fn start_of_value(code: &Code, end: usize) -> usize {
    let Some(last) = end.checked_sub(1) else { return 0 };
    if let Some(condition) = condition_of_branches_ending_at(code, end) {
        return start_of_value(code, condition);
    }
    let inputs = match code.ops[last] {
        Op::Call { inputs, .. } | Op::Primitive { inputs, .. } => usize::from(inputs),
        Op::Infix(_) => 2,
        Op::InfixNumber { .. } | Op::Negate | Op::Make(_) => 1,
        _ => 0,
    };
    (0..inputs).fold(last, |end, _| start_of_value(code, end))
}

/// The conditional jump of an `if` whose branches meet at `end`.
fn condition_of_branches_ending_at(code: &Code, end: usize) -> Option<usize> {
    let jump = code.ops[..end].iter().position(|op| *op == Op::Jump(end as u32))?;
    let after_jump = jump as u32 + 1;
    code.ops[..jump].iter().rposition(|op| matches!(op, Op::JumpIfFalse { target, .. } if *target == after_jump))
}
