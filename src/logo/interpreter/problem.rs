//! What can go wrong while a program runs, and how it is said: UCBLogo's messages.

use super::super::diagnostic::{Call, Diagnostic, closest};
use super::super::heap::OutOfMemory;
use super::super::span::Place;
use super::super::syntax::{Code, Fault, Op};
use super::super::value::Value;
use super::super::workspace::Symbol;
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
    TooDeep,
    OutOfMemory,
}

/// Why a step did not give a value.
#[derive(Debug)]
pub(in crate::logo) enum Raise {
    Problem(Box<Problem>),
    /// An input is not what the primitive works with; which primitive, whoever called it knows.
    Dislikes(Value),
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
            Raise::Lacks(thing) => Raise::from(Problem::Lacks { procedure, thing }),
            other => other,
        }
    }
}

impl Interpreter<'_> {
    pub(super) fn problem_of(&mut self, raise: Raise) -> Problem {
        match raise {
            Raise::Problem(problem) => *problem,
            // A primitive took a further step and disliked what its list gave.
            Raise::Dislikes(input) => Problem::Dislikes { procedure: self.running_primitive(), input },
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
        Diagnostic { message: self.message(problem), hint: self.hint(problem), place, calls: calls.collect() }
    }

    fn name(&self, symbol: Symbol) -> String {
        self.heap.text(self.workspace.word(symbol)).to_owned()
    }

    fn message(&self, problem: &Problem) -> String {
        match problem {
            Problem::Syntax(fault) => self.fault_message(*fault),
            Problem::UnknownProcedure(name) => format!("I don't know how to {}", self.name(*name)),
            Problem::NotEnoughInputs(name) => format!("not enough inputs to {}", self.name(*name)),
            Problem::TooManyInputs(name) => format!("too many inputs to {}", self.name(*name)),
            Problem::Dislikes { procedure, input } => {
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
            Problem::NoPixels => "the canvas is too large for fill to look at its pixels".to_owned(),
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
        Op::Negate | Op::Make(_) => 1,
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
