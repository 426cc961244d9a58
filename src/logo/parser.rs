//! Lists to code, by recursive descent.
//!
//! ```text
//! instructions = { expression }                       (one value, or none, each)
//! expression   = sum { ("=" | "<>" | "<" | ">" | "<=" | ">=") sum }
//! sum          = product { ("+" | "-") product }
//! product      = factor { ("*" | "/") factor }
//! factor       = "-" factor | operand
//! operand      = constant | variable | call | "(" group ")"
//! group        = name { expression } | expression
//! call         = name expression … expression         (as many as the procedure usually takes)
//! ```
//!
//! The inputs of a call reach as far as operators do: `first "abc = "a` is `first ("abc = "a)`.
//! `parse_x` adds the code of an x; `expect_x` adds a fault, which is raised when the program gets there,
//! where the user left an x out.

use super::heap::Heap;
use super::primitives::{self, Inline};
use super::span::Place;
use super::syntax::{Code, Fault, Op};
use super::tokens::{Infix, Kind, Token, tokens};
use super::value::{List, Value};
use super::workspace::{Callable, Procedure, Symbol, Workspace};

// Deeper nesting would need more native stack than a small thread has.
const DEEPEST: usize = 400;

/// Parses a list that is about to be run.
pub(super) fn parse_list(list: List, heap: &mut Heap, workspace: &mut Workspace) -> Code {
    let mut parser = Parser::new(heap, workspace);
    parser.parse_block(list);
    parser.finish()
}

/// Parses the body of a procedure: the defaults of its optional inputs, then its lines.
pub(super) fn parse_procedure(procedure: &Procedure, heap: &mut Heap, workspace: &mut Workspace) -> Code {
    let mut parser = Parser::new(heap, workspace);
    for input in &procedure.inputs {
        if let Some(default) = input.default {
            parser.parse_default(input.symbol, default);
        }
    }
    let mut lines = procedure.lines.iter().filter(|line| !line.is_empty()).peekable();
    if lines.peek().is_none() {
        parser.code.push(Op::Constant(Value::Nothing), Place::NOWHERE);
    }
    while let Some(&line) = lines.next() {
        parser.parse_block(line);
        if lines.peek().is_some() {
            parser.code.push(Op::Discard, parser.last_place);
        }
    }
    parser.finish()
}

struct Parser<'a> {
    heap: &'a mut Heap,
    workspace: &'a mut Workspace,
    tokens: std::vec::IntoIter<Token>,
    code: Code,
    /// Where the last token that was taken stands.
    last_place: Place,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn new(heap: &'a mut Heap, workspace: &'a mut Workspace) -> Parser<'a> {
        let code = Code { epoch: workspace.epoch(), ..Code::default() };
        Parser { heap, workspace, tokens: Vec::new().into_iter(), code, last_place: Place::NOWHERE, depth: 0 }
    }

    fn finish(mut self) -> Code {
        self.code.push(Op::End, self.last_place);
        self.code.mark_last_calls();
        self.code.shorten_jumps();
        self.code
    }

    fn peek(&self) -> Option<Token> {
        self.tokens.as_slice().first().copied()
    }

    /// The next token, unless the instruction ends before it.
    fn peek_same_instruction(&self) -> Option<Token> {
        self.peek().filter(|token| !token.place.is_after_break())
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.next()?;
        self.last_place = token.place;
        Some(token)
    }

    // Blocks -----------------------------------------------------------------------------------------------

    /// The instructions of a list: all but the last give no value, the last one's is the list's.
    fn parse_block(&mut self, list: List) {
        let inner = tokens(list, self.heap, self.workspace).into_iter();
        let outer = std::mem::replace(&mut self.tokens, inner);
        if self.peek().is_none() {
            self.code.push(Op::Constant(Value::Nothing), self.last_place);
        }
        while let Some(token) = self.peek() {
            self.parse_instruction(token);
            if self.peek().is_some() {
                self.code.push(Op::Discard, token.place);
            }
        }
        self.tokens = outer;
    }

    fn parse_instruction(&mut self, token: Token) {
        match token.kind {
            Kind::Close => self.expect_operand(token, Fault::UnexpectedClose),
            Kind::Infix(infix) => self.expect_operand(token, Fault::UnexpectedOperator(infix)),
            _ => {
                // The first token of an instruction may come after a break; none of the others may.
                self.parse_operators(0, true);
            }
        }
    }

    /// A token that cannot begin an instruction: what follows it is an instruction of its own.
    fn expect_operand(&mut self, token: Token, fault: Fault) {
        self.take();
        self.code.fail(fault, token.place);
    }

    fn parse_default(&mut self, symbol: Symbol, default: List) {
        let given = self.code.push(Op::JumpIfGiven { target: 0, symbol }, Place::NOWHERE);
        self.parse_block(default);
        self.code.push(Op::Make(symbol), self.last_place);
        self.code.push(Op::Discard, self.last_place);
        self.code.land(given);
    }

    // Expressions ------------------------------------------------------------------------------------------

    /// Whether there was an expression.
    fn parse_expression(&mut self) -> bool {
        match self.peek_same_instruction() {
            None | Some(Token { kind: Kind::Close | Kind::Infix(_), .. }) => false,
            Some(_) => {
                self.parse_operators(0, false);
                true
            }
        }
    }

    /// The operators of this and all tighter levels, with what stands between them. There is a first token.
    fn parse_operators(&mut self, level: usize, begins: bool) {
        let Some(operators) = LEVELS.get(level) else {
            self.parse_factor(begins);
            return;
        };
        self.parse_operators(level + 1, begins);
        while let Some(Token { kind: Kind::Infix(infix), place }) = self.peek_same_instruction() {
            if !operators.contains(&infix) {
                break;
            }
            self.take();
            let right = self.code.ops.len();
            match self.peek_same_instruction() {
                None | Some(Token { kind: Kind::Close | Kind::Infix(_), .. }) => {
                    self.code.fail(Fault::NotEnoughOperands(infix), place);
                }
                Some(_) => self.parse_operators(level + 1, false),
            }
            self.code.push_infix(infix, right, place);
        }
    }

    fn parse_factor(&mut self, begins: bool) {
        let token = if begins { self.peek() } else { self.peek_same_instruction() };
        let Some(token) = token else { return };
        if self.depth >= DEEPEST {
            self.code.fail(Fault::TooDeep, token.place);
            // Nothing behind it can be made sense of.
            self.tokens = Vec::new().into_iter();
            return;
        }
        self.take();
        self.depth += 1;
        match token.kind {
            Kind::Constant(value) => {
                self.code.push(Op::Constant(value), token.place);
            }
            Kind::Variable(symbol) => {
                self.code.push(Op::Variable(symbol), token.place);
            }
            Kind::Slot(number) => {
                self.code.push(Op::Slot(number), token.place);
            }
            Kind::Name(symbol) => self.parse_call(symbol, token.place, false),
            Kind::Open => self.parse_group(token.place),
            Kind::Minus => self.parse_negation(token.place),
            Kind::Infix(infix) => self.code.fail(Fault::UnexpectedOperator(infix), token.place),
            Kind::Close => self.code.fail(Fault::UnexpectedClose, token.place),
        }
        self.depth -= 1;
    }

    fn parse_negation(&mut self, place: Place) {
        match self.peek_same_instruction() {
            Some(Token { kind: Kind::Constant(Value::Number(number)), .. }) => {
                self.take();
                self.code.push(Op::Constant(Value::Number(-number)), place);
            }
            None | Some(Token { kind: Kind::Close | Kind::Infix(_), .. }) => {
                self.code.fail(Fault::NotEnoughOperands(Infix::Subtract), place);
            }
            Some(_) => {
                self.parse_factor(false);
                self.code.push(Op::Negate, place);
            }
        }
    }

    fn parse_group(&mut self, open: Place) {
        match self.peek_same_instruction() {
            Some(Token { kind: Kind::Name(symbol), place }) if self.is_call_in_parentheses() => {
                self.take();
                self.parse_call(symbol, place, true);
            }
            Some(Token { kind: Kind::Close, place }) => self.code.fail(Fault::UnexpectedClose, place),
            _ => {
                self.parse_expression();
            }
        }
        self.expect_close(open);
    }

    /// Whether the name behind an opening parenthesis takes all that follows up to the closing one:
    /// `(sum 1 2 3)`, `(print)`, but not `(heading + 90)`.
    fn is_call_in_parentheses(&self) -> bool {
        !matches!(self.tokens.as_slice().get(1), Some(Token { kind: Kind::Infix(_), .. }))
    }

    fn expect_close(&mut self, open: Place) {
        match self.peek_same_instruction() {
            Some(Token { kind: Kind::Close, .. }) => {
                self.take();
            }
            Some(token) => {
                self.code.fail(Fault::TooMuchInside, token.place);
                self.skip_to_close();
            }
            None => self.code.fail(Fault::UnclosedOpen, open),
        }
    }

    fn skip_to_close(&mut self) {
        let mut open = 1;
        while open > 0 && self.peek_same_instruction().is_some() {
            match self.take().map(|token| token.kind) {
                Some(Kind::Open) => open += 1,
                Some(Kind::Close) => open -= 1,
                _ => {}
            }
        }
    }

    // Calls ------------------------------------------------------------------------------------------------

    /// A call whose name was taken. Within parentheses (`open`) it takes all inputs up to the closing one.
    fn parse_call(&mut self, symbol: Symbol, place: Place, open: bool) {
        match self.workspace.callable_for_parsing(symbol) {
            Callable::Unknown => self.parse_unknown(symbol, place, open),
            Callable::Primitive(row) => match primitives::row(row).inline {
                Some(Inline::If) if !open => self.parse_if(row, symbol, place),
                Some(Inline::Make) if !open => self.parse_make(row, symbol, place),
                _ => self.parse_primitive(row, symbol, place, open),
            },
            Callable::Procedure(procedure) => {
                let takes = (procedure.least(), procedure.usual, procedure.most());
                let inputs = self.parse_inputs(symbol, place, open, takes, 0);
                self.code.push(Op::Call { symbol, inputs }, place);
            }
        }
    }

    fn parse_primitive(&mut self, row: u16, symbol: Symbol, place: Place, open: bool) {
        let primitive = primitives::row(row);
        let inputs = self.parse_inputs(symbol, place, open, primitive.inputs.range(), 0);
        let op = match (primitive.inline, inputs) {
            (Some(Inline::Stop), 0) => Op::Stop,
            (Some(Inline::Output), 1) => Op::Output,
            (Some(Inline::MaybeOutput), 1) => Op::MaybeOutput,
            _ => Op::Primitive { row, inputs, symbol },
        };
        self.code.push(op, place);
    }

    /// A call without parentheses, some inputs of which were parsed before.
    fn parse_rest(&mut self, row: u16, symbol: Symbol, place: Place, parsed: usize) {
        let inputs = self.parse_inputs(symbol, place, false, primitives::row(row).inputs.range(), parsed);
        self.code.push(Op::Primitive { row, inputs, symbol }, place);
    }

    fn parse_unknown(&mut self, symbol: Symbol, place: Place, open: bool) {
        self.code.fail(Fault::UnknownProcedure(symbol), place);
        if open {
            while self.parse_expression() {}
        }
    }

    /// Parses the inputs of a call, `parsed` of which there are already, and returns how many there are.
    fn parse_inputs(
        &mut self,
        symbol: Symbol,
        place: Place,
        open: bool,
        (least, usual, most): (usize, usize, usize),
        parsed: usize,
    ) -> u16 {
        let (enough, wanted) = if open { (least, usize::MAX) } else { (usual, usual) };
        let mut inputs = parsed;
        while inputs < wanted && self.parse_expression() {
            inputs += 1;
        }
        if inputs < enough {
            self.code.fail(Fault::NotEnoughInputs(symbol), place);
        } else if inputs > most {
            self.code.fail(Fault::TooManyInputs(symbol), place);
        }
        u16::try_from(inputs).unwrap_or_else(|_| {
            self.code.fail(Fault::TooManyInputs(symbol), place);
            0
        })
    }

    // Inline forms -----------------------------------------------------------------------------------------

    /// `if` and `ifelse` with lists that are written out: jumps, so that a call in the list is still the last one.
    fn parse_if(&mut self, row: u16, symbol: Symbol, place: Place) {
        let has_condition = self.parse_expression();
        let then = if has_condition { self.take_literal_list() } else { None };
        let otherwise = if then.is_some() { self.take_literal_list() } else { None };
        let needs_otherwise = primitives::row(row).inputs.usual == 3;
        match then {
            Some(then) if otherwise.is_some() || !needs_otherwise => {
                self.parse_branches(symbol, place, then, otherwise);
            }
            // A list is computed: the primitive of the same name takes all of them as inputs.
            Some(then) => {
                self.code.push(Op::Constant(Value::List(then)), place);
                self.parse_rest(row, symbol, place, 2);
            }
            None => self.parse_rest(row, symbol, place, usize::from(has_condition)),
        }
    }

    fn take_literal_list(&mut self) -> Option<List> {
        let Some(Token { kind: Kind::Constant(Value::List(list)), .. }) = self.peek_same_instruction() else {
            return None;
        };
        self.take();
        Some(list)
    }

    fn parse_branches(&mut self, symbol: Symbol, place: Place, then: List, otherwise: Option<List>) {
        let to_else = self.code.push(Op::JumpIfFalse { target: 0, symbol }, place);
        self.parse_nested_block(then, place);
        let to_end = self.code.push(Op::Jump(0), place);
        self.code.land(to_else);
        match otherwise {
            Some(otherwise) => self.parse_nested_block(otherwise, place),
            None => {
                self.code.push(Op::Constant(Value::Nothing), place);
            }
        }
        self.code.land(to_end);
    }

    fn parse_nested_block(&mut self, list: List, place: Place) {
        self.depth += 1;
        if self.depth >= DEEPEST {
            self.code.fail(Fault::TooDeep, place);
        } else {
            self.parse_block(list);
        }
        self.depth -= 1;
    }

    /// `make "name value`, where the name is written out.
    fn parse_make(&mut self, row: u16, symbol: Symbol, place: Place) {
        // A name that an operator makes (`make "a = "b 1`) is computed.
        let is_computed = matches!(self.tokens.as_slice().get(1), Some(Token { kind: Kind::Infix(_), .. }));
        match self.peek_same_instruction() {
            Some(Token { kind: Kind::Constant(Value::Word(name)), .. }) if !is_computed => {
                self.take();
                if !self.parse_expression() {
                    self.code.fail(Fault::NotEnoughInputs(symbol), place);
                }
                let variable = self.workspace.symbol(name, self.heap);
                self.code.push(Op::Make(variable), place);
            }
            _ => self.parse_rest(row, symbol, place, 0),
        }
    }
}

/// Operators from the loosest to the tightest.
const LEVELS: [&[Infix]; 3] = [
    &[Infix::Equal, Infix::NotEqual, Infix::Less, Infix::Greater, Infix::LessOrEqual, Infix::GreaterOrEqual],
    &[Infix::Add, Infix::Subtract],
    &[Infix::Multiply, Infix::Divide],
];
