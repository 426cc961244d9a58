//! The workspace as data: texts of procedures, property lists, and what there is.

use std::rc::Rc;

use super::super::interpreter::{Inputs, Interpreter, Problem, Raise};
use super::super::reader::Definition;
use super::super::span::Place;
use super::super::value::{List, Value, Word};
use super::super::workspace::{Callable, Procedure, Section, Symbol};
use super::{Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::command(&["define"], Function::Two(define)).help(
        "defines a procedure from its text: [[inputs] [line] [line]]",
        "define \"double [[n] [output 2 * :n]]; print double 4",
        "8",
    ),
    Primitive::command(&[".defmacro"], Function::Two(defmacro)).help(
        "as define, for a macro: its result is a list that is run in its place",
        ".defmacro \"twice [[what] [output sentence :what :what]]; twice [type \"ho] print \"!",
        "hoho!",
    ),
    Primitive::operation(&["text"], Function::One(text)).help(
        "the text of a procedure: [[inputs] [line] [line]]",
        "define \"double [[n] [output 2 * :n]]; show text \"double",
        "[[n] [output 2 * :n]]",
    ),
    Primitive::operation(&["fulltext"], Function::One(fulltext)).help(
        "the lines of a procedure as they were written, each a word",
        "define \"f [[n] [print :n]]; show fulltext \"f",
        "[to f :n print :n end]",
    ),
    Primitive::command(&["copydef"], Function::Two(copydef)).help(
        "makes the first name call what the second calls",
        "copydef \"walk \"forward; walk 10 show pos",
        "[0 10]",
    ),
    Primitive::operation(&["arity"], Function::One(arity)).help(
        "how many inputs a procedure takes: at least, usually, at most (-1 for any number)",
        "show arity \"sum",
        "[0 2 -1]",
    ),
    Primitive::operation(&["macrop", "macro?"], Function::One(macrop)).help(
        "whether this is the name of a macro",
        "show macrop \"forward",
        "false",
    ),
    Primitive::operation(&["macroexpand"], Function::Logo(MACROEXPAND)).inputs(1, 1, 1).redefinable().help(
        "the list that a macro call would run",
        ".defmacro \"twice [[what] [output sentence :what :what]]; show macroexpand [twice [fd 1]]",
        "[fd 1 fd 1]",
    ),
    Primitive::operation(&["`"], Function::Logo(BACKQUOTE)).inputs(1, 1, 2).redefinable().help(
        "a list with what follows , and ,@ replaced by what it gives when it is run",
        "show `[a ,[sum 1 2] ,@[list 3 4]]",
        "[a 3 3 4]",
    ),
    Primitive::command(&["global"], Function::Many(global)).inputs(1, 1, super::ANY).help(
        "takes the names of variables and does nothing: every variable that is not local is global",
        "global \"x print \"done",
        "done",
    ),
    Primitive::command(&["pprop"], Function::Three(pprop)).help(
        "gives a property of this name in this property list a value",
        "pprop \"turtle \"legs 4 show gprop \"turtle \"legs",
        "4",
    ),
    Primitive::operation(&["gprop"], Function::Two(gprop)).help(
        "the value of a property; the empty list where there is none",
        "show gprop \"turtle \"wings",
        "[]",
    ),
    Primitive::command(&["remprop"], Function::Two(remprop)).help(
        "takes a property away",
        "pprop \"t \"a 1 remprop \"t \"a show plist \"t",
        "[]",
    ),
    Primitive::operation(&["plist"], Function::One(plist)).help(
        "a property list: names and values in turn",
        "pprop \"t \"a 1 pprop \"t \"b 2 show plist \"t",
        "[a 1 b 2]",
    ),
    Primitive::operation(&["plistp", "plist?"], Function::One(plistp)).help(
        "whether a property list of this name holds anything",
        "show plistp \"nobody",
        "false",
    ),
    Primitive::command(&["push"], Function::Two(push)).redefinable().help(
        "puts a value on the front of the list in the variable of this name",
        "make \"s [] push \"s 1 push \"s 2 show :s",
        "[2 1]",
    ),
    Primitive::operation(&["pop"], Function::One(pop)).redefinable().help(
        "takes the first member off the list in the variable of this name",
        "make \"s [2 1] show pop \"s show :s",
        "2\n[1]",
    ),
    Primitive::command(&["queue"], Function::Two(queue)).redefinable().help(
        "puts a value at the end of the list in the variable of this name",
        "make \"q [] queue \"q 1 queue \"q 2 show :q",
        "[1 2]",
    ),
    Primitive::operation(&["dequeue"], Function::One(pop)).redefinable().help(
        "takes the first member off the list in the variable of this name",
        "make \"q [1 2] show dequeue \"q show :q",
        "1\n[2]",
    ),
    Primitive::operation(&["contents"], Function::Zero(contents)).help(
        "what the script defined: [[procedures] [variables] [property lists]]",
        "make \"a 1 show contents",
        "[[] [a] []]",
    ),
    Primitive::operation(&["procedures"], Function::Zero(procedures)).help(
        "the names of the script's procedures",
        "to f; end; show procedures",
        "[f]",
    ),
    Primitive::operation(&["names"], Function::Zero(names)).help(
        "the names of the variables, as contents gives them",
        "make \"a 1 show names",
        "[[] [a]]",
    ),
    Primitive::operation(&["plists"], Function::Zero(plists)).help(
        "the names of the property lists, as contents gives them",
        "pprop \"t \"a 1 show plists",
        "[[] [] [t]]",
    ),
    Primitive::operation(&["primitives"], Function::Zero(primitives)).help(
        "the names of all primitives",
        "show memberp \"forward primitives",
        "true",
    ),
    Primitive::operation(&["namelist"], Function::One(namelist)).redefinable().help(
        "a list of contents with these variables",
        "show namelist \"a",
        "[[] [a]]",
    ),
    Primitive::operation(&["pllist"], Function::One(pllist)).redefinable().help(
        "a list of contents with these property lists",
        "show pllist \"t",
        "[[] [] [t]]",
    ),
    Primitive::command(&["erase", "er"], Function::One(erase)).help(
        "forgets procedures, or everything in a list of contents",
        "to f; end; erase \"f show definedp \"f",
        "false",
    ),
    Primitive::command(&["erall"], Function::Zero(erall)).help(
        "forgets everything",
        "make \"a 1 erall show namep \"a",
        "false",
    ),
    Primitive::command(&["erps"], Function::Zero(erps)).help(
        "forgets all procedures",
        "to f; end; erps show definedp \"f",
        "false",
    ),
    Primitive::command(&["erns"], Function::Zero(erns)).help(
        "forgets all variables",
        "make \"a 1 erns show namep \"a",
        "false",
    ),
    Primitive::command(&["erpls"], Function::Zero(erpls)).help(
        "forgets all property lists",
        "pprop \"t \"a 1 erpls show plist \"t",
        "[]",
    ),
    Primitive::command(&["ern"], Function::One(ern)).redefinable().help(
        "forgets variables",
        "make \"a 1 ern \"a show namep \"a",
        "false",
    ),
    Primitive::command(&["erpl"], Function::One(erpl)).redefinable().help(
        "forgets property lists",
        "pprop \"t \"a 1 erpl \"t show plist \"t",
        "[]",
    ),
    Primitive::command(&["bury"], Function::One(bury)).help(
        "hides procedures, or everything in a list of contents, from contents and erall",
        "to f; end; bury \"f show procedures",
        "[]",
    ),
    Primitive::command(&["buryall"], Function::Zero(buryall)).redefinable().help(
        "hides everything",
        "to f; end; buryall show contents",
        "[[] [] []]",
    ),
    Primitive::command(&["buryname"], Function::One(buryname)).redefinable().help(
        "hides variables",
        "make \"a 1 buryname \"a show names",
        "[[] []]",
    ),
    Primitive::command(&["unbury"], Function::One(unbury)).help(
        "shows again what was buried",
        "to f; end; bury \"f unbury \"f show procedures",
        "[f]",
    ),
    Primitive::command(&["unburyall"], Function::Zero(unburyall)).redefinable().help(
        "shows again everything that was buried",
        "to f; end; buryall unburyall show procedures",
        "[f]",
    ),
    Primitive::command(&["unburyname"], Function::One(unburyname)).redefinable().help(
        "shows variables again",
        "make \"a 1 buryname \"a unburyname \"a show names",
        "[[] [a]]",
    ),
    Primitive::operation(&["buried"], Function::Zero(buried)).help(
        "what was buried, as contents gives it",
        "to f; end; bury \"f show buried",
        "[[f] [] []]",
    ),
    Primitive::operation(&["buriedp", "buried?"], Function::One(buriedp)).help(
        "whether the first thing in a list of contents is buried",
        "to f; end; bury \"f show buriedp \"f",
        "true",
    ),
    Primitive::command(&["po", "printout"], Function::One(po)).help(
        "writes procedures as they were defined, or everything in a list of contents",
        "define \"f [[n] [print :n]]; po \"f",
        "to f :n\nprint :n\nend",
    ),
    Primitive::command(&["pot"], Function::One(pot)).help(
        "writes the title lines of procedures",
        "define \"f [[n] [print :n]]; pot \"f",
        "to f :n",
    ),
    Primitive::command(&["poall"], Function::Zero(poall)).redefinable().help(
        "writes everything that the script defined",
        "make \"a 1 poall",
        "make \"a 1",
    ),
    Primitive::command(&["pops"], Function::Zero(pops)).redefinable().help(
        "writes all procedures",
        "define \"f [[n] [print :n]]; pops",
        "to f :n\nprint :n\nend",
    ),
    Primitive::command(&["pots"], Function::Zero(pots)).redefinable().help(
        "writes all title lines",
        "define \"f [[n] [print :n]]; pots",
        "to f :n",
    ),
    Primitive::command(&["pons"], Function::Zero(pons)).redefinable().help(
        "writes all variables",
        "make \"a [1 2] pons",
        "make \"a [1 2]",
    ),
    Primitive::command(&["popls"], Function::Zero(popls)).redefinable().help(
        "writes all property lists",
        "pprop \"t \"a 1 popls",
        "pprop \"t \"a 1",
    ),
    Primitive::command(&["pon"], Function::One(pon)).redefinable().help(
        "writes variables",
        "make \"a 1 pon \"a",
        "make \"a 1",
    ),
    Primitive::command(&["popl"], Function::One(popl)).redefinable().help(
        "writes property lists",
        "pprop \"t \"a 1 popl \"t",
        "pprop \"t \"a 1",
    ),
    Primitive::command(&["trace", "untrace", "step", "unstep"], Function::One(no_trace)).help(
        "does nothing: a script is not watched while it runs",
        "to f; end; trace \"f print \"done",
        "done",
    ),
    Primitive::operation(&["nodes"], Function::Zero(nodes)).help(
        "how many bytes words and lists take, twice",
        "show count nodes",
        "2",
    ),
    Primitive::command(&["gc"], Function::Many(gc)).inputs(0, 0, 1).help(
        "does nothing: memory is looked after anyway",
        "gc print \"done",
        "done",
    ),
];

const MACROEXPAND: &str = "to macroexpand :mx.call
if not macrop first :mx.call [output :mx.call]
local [mx.name mx.text mx.result]
make \"mx.name first :mx.call
copydef \"mx.procedure :mx.name
define \"mx.procedure text :mx.name
make \"mx.result run fput \"mx.procedure bf :mx.call
erase \"mx.procedure
output :mx.result
end";

const BACKQUOTE: &str = "to ` :bq.list [:bq.depth 0]
local \"bq.first
if emptyp :bq.list [output []]
make \"bq.first first :bq.list
if equalp :bq.first \", [output ifelse :bq.depth = 0 ~
  [fput run first bf :bq.list (` bf bf :bq.list :bq.depth)] ~
  [fput \", fput (` first bf :bq.list :bq.depth - 1) (` bf bf :bq.list :bq.depth)]]
if equalp :bq.first \",@ [output ifelse :bq.depth = 0 ~
  [sentence run first bf :bq.list (` bf bf :bq.list :bq.depth)] ~
  [fput \",@ fput (` first bf :bq.list :bq.depth - 1) (` bf bf :bq.list :bq.depth)]]
if equalp :bq.first \"` [output fput \"` fput (` first bf :bq.list :bq.depth + 1) (` bf bf :bq.list :bq.depth)]
if listp :bq.first [output fput (` :bq.first :bq.depth) (` bf :bq.list :bq.depth)]
if and wordp :bq.first [and (count :bq.first) > 1 equalp first :bq.first \",] [output ~
  (` (sentence (ifelse equalp first bf :bq.first \"@ [list \",@ (list bf bf :bq.first)] [list \", (list bf :bq.first)]) ~
  []) :bq.depth)]
output fput :bq.first (` bf :bq.list :bq.depth)
end";

// Procedures -------------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    fn expect_procedure(&mut self, name: Value) -> Result<(Symbol, Rc<Procedure>), Raise> {
        let symbol = self.expect_name(name)?;
        match self.workspace.callable(symbol) {
            Callable::Procedure(procedure) => Ok((symbol, Rc::clone(procedure))),
            Callable::Primitive(_) => Err(Raise::from(Problem::IsPrimitive(symbol))),
            Callable::Unknown => Err(Raise::from(Problem::UnknownProcedure(symbol))),
        }
    }

    fn define_text(&mut self, name: Value, text: Value, is_macro: bool) -> Outcome {
        let symbol = self.expect_name(name)?;
        if self.is_fixed(symbol) {
            return Err(Raise::from(Problem::IsPrimitive(symbol)));
        }
        let list = self.expect_list(text)?;
        let members: Vec<Value> = self.heap.members(list).collect();
        let Some((inputs, lines)) = members.split_first() else { return Err(Raise::Dislikes(text)) };
        let inputs = self.expect_list(*inputs)?;
        let inputs = self.with_colons(inputs);
        let lines = lines.iter().map(|&line| self.expect_list(line)).collect::<Result<Vec<List>, Raise>>()?;
        let name = self.workspace.word(symbol);
        let definition = Definition { place: Place::NOWHERE, name, inputs, is_macro, lines, source: None };
        let procedure = self.procedure(&definition).map_err(|_| Raise::Dislikes(text))?;
        self.workspace.define(symbol, Callable::Procedure(Rc::new(procedure)));
        Ok(Value::Nothing)
    }

    /// The inputs of a procedure, with or without colons before their names.
    fn inputs_of(&mut self, procedure: &Procedure, colon: &str) -> Vec<Value> {
        let mut inputs = Vec::new();
        for input in &procedure.inputs {
            let name = self.input_name(input.symbol, colon);
            inputs.push(match input.default {
                None => name,
                Some(default) => Value::List(self.heap.fput(name, default)),
            });
        }
        if let Some(rest) = procedure.rest {
            let name = self.input_name(rest, colon);
            inputs.push(Value::List(self.heap.list([name])));
        }
        if procedure.usual != procedure.least() {
            inputs.push(Value::Number(procedure.usual as f64));
        }
        inputs
    }

    fn input_name(&mut self, symbol: Symbol, colon: &str) -> Value {
        let name = format!("{colon}{}", self.heap.text(self.workspace.word(symbol)));
        Value::Word(self.heap.word(&name))
    }

    fn title(&mut self, symbol: Symbol, procedure: &Procedure) -> String {
        let to = if procedure.is_macro { ".macro" } else { "to" };
        let name = self.heap.text(self.workspace.word(symbol)).to_owned();
        let inputs = self.inputs_of(procedure, ":");
        let inputs: Vec<String> = inputs.into_iter().map(|input| self.bracketed(input)).collect();
        [to, &name].into_iter().chain(inputs.iter().map(String::as_str)).collect::<Vec<&str>>().join(" ")
    }

    /// The lines of a procedure as they were written, or as they would be.
    fn written(&mut self, symbol: Symbol, procedure: &Procedure) -> Vec<String> {
        if let Some((start, end)) = procedure.source {
            return self.source_lines(start, end);
        }
        let mut lines = vec![self.title(symbol, procedure)];
        lines.extend(procedure.lines.iter().map(|&line| self.printed(Value::List(line))));
        lines.push("end".to_owned());
        lines
    }
}

fn define(logo: &mut Interpreter, name: Value, text: Value) -> Outcome {
    logo.define_text(name, text, false)
}

fn defmacro(logo: &mut Interpreter, name: Value, text: Value) -> Outcome {
    logo.define_text(name, text, true)
}

fn text(logo: &mut Interpreter, name: Value) -> Outcome {
    let (_, procedure) = logo.expect_procedure(name)?;
    let inputs = logo.inputs_of(&procedure, "");
    let inputs = logo.heap.list(inputs);
    let lines = procedure.lines.iter().filter(|line| !line.is_empty()).map(|&line| Value::List(line));
    let lines: Vec<Value> = std::iter::once(Value::List(inputs)).chain(lines).collect();
    Ok(Value::List(logo.heap.list(lines)))
}

fn fulltext(logo: &mut Interpreter, name: Value) -> Outcome {
    let (symbol, procedure) = logo.expect_procedure(name)?;
    let lines = logo.written(symbol, &procedure);
    let lines: Vec<Value> = lines.iter().map(|line| Value::Word(logo.heap.word(line))).collect();
    Ok(Value::List(logo.heap.list(lines)))
}

fn copydef(logo: &mut Interpreter, new: Value, old: Value) -> Outcome {
    let (new, old) = (logo.expect_name(new)?, logo.expect_name(old)?);
    if logo.is_fixed(new) {
        return Err(Raise::from(Problem::IsPrimitive(new)));
    }
    let callable = logo.workspace.callable(old).clone();
    if matches!(callable, Callable::Unknown) {
        return Err(Raise::from(Problem::UnknownProcedure(old)));
    }
    logo.workspace.define(new, callable);
    Ok(Value::Nothing)
}

fn arity(logo: &mut Interpreter, name: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    let (least, usual, most) = match logo.workspace.callable(symbol) {
        Callable::Unknown => return Err(Raise::from(Problem::UnknownProcedure(symbol))),
        Callable::Primitive(number) => super::row(*number).inputs.range(),
        Callable::Procedure(procedure) => (procedure.least(), procedure.usual, procedure.most()),
    };
    let most = if most == usize::MAX { -1.0 } else { most as f64 };
    Ok(Value::List(logo.heap.list([least as f64, usual as f64, most].map(Value::Number))))
}

fn macrop(logo: &mut Interpreter, name: Value) -> Outcome {
    let symbol = logo.expect_name(name)?;
    let callable = logo.workspace.callable(symbol);
    Ok(Value::from(matches!(callable, Callable::Procedure(procedure) if procedure.is_macro)))
}

fn global(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    for &input in inputs.all(logo) {
        if matches!(input, Value::Array(_)) {
            return Err(Raise::Dislikes(input));
        }
    }
    Ok(Value::Nothing)
}

// Properties -------------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    /// The cell of a property list whose member is this property's name.
    fn property(&self, properties: List, name: Value) -> Option<List> {
        self.heap.cells_of(properties).step_by(2).find(|&cell| self.equal(self.heap.first(cell), name))
    }
}

fn pprop(logo: &mut Interpreter, list: Value, name: Value, value: Value) -> Outcome {
    let symbol = logo.expect_name(list)?;
    logo.expect_name(name)?;
    let properties = logo.workspace.properties(symbol);
    match logo.property(properties, name) {
        Some(cell) => {
            let holder = logo.heap.butfirst(cell);
            logo.heap.set_first(holder, value);
        }
        None => {
            let mut members: Vec<Value> = logo.heap.members(properties).collect();
            members.extend([name, value]);
            let properties = logo.heap.list(members);
            logo.workspace.set_properties(symbol, properties);
        }
    }
    Ok(Value::Nothing)
}

fn gprop(logo: &mut Interpreter, list: Value, name: Value) -> Outcome {
    let symbol = logo.expect_name(list)?;
    let found = logo.property(logo.workspace.properties(symbol), name);
    Ok(found.map_or(Value::List(List::EMPTY), |cell| logo.heap.first(logo.heap.butfirst(cell))))
}

fn remprop(logo: &mut Interpreter, list: Value, name: Value) -> Outcome {
    let symbol = logo.expect_name(list)?;
    let properties: Vec<Value> = logo.heap.members(logo.workspace.properties(symbol)).collect();
    let kept: Vec<Value> = properties.chunks(2).filter(|pair| !logo.equal(pair[0], name)).flatten().copied().collect();
    let kept = logo.heap.list(kept);
    logo.workspace.set_properties(symbol, kept);
    Ok(Value::Nothing)
}

fn plist(logo: &mut Interpreter, list: Value) -> Outcome {
    let symbol = logo.expect_name(list)?;
    let copy: Vec<Value> = logo.heap.members(logo.workspace.properties(symbol)).collect();
    Ok(Value::List(logo.heap.list(copy)))
}

fn plistp(logo: &mut Interpreter, list: Value) -> Outcome {
    let symbol = logo.expect_name(list)?;
    Ok(Value::from(!logo.workspace.properties(symbol).is_empty()))
}

// Stacks and queues ------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    /// The list in the variable that an input names.
    fn list_in(&mut self, name: Value) -> Result<(Symbol, List), Raise> {
        let symbol = self.expect_name(name)?;
        match self.workspace.value(symbol) {
            Value::Nothing => Err(Raise::from(Problem::NoValue(symbol))),
            Value::List(list) => Ok((symbol, list)),
            other => Err(Raise::Dislikes(other)),
        }
    }
}

fn push(logo: &mut Interpreter, name: Value, value: Value) -> Outcome {
    let (symbol, list) = logo.list_in(name)?;
    let list = logo.heap.fput(value, list);
    logo.workspace.set(symbol, Value::List(list));
    Ok(Value::Nothing)
}

fn pop(logo: &mut Interpreter, name: Value) -> Outcome {
    let (symbol, list) = logo.list_in(name)?;
    if list.is_empty() {
        return Err(Raise::Dislikes(name));
    }
    logo.workspace.set(symbol, Value::List(logo.heap.butfirst(list)));
    Ok(logo.heap.first(list))
}

fn queue(logo: &mut Interpreter, name: Value, value: Value) -> Outcome {
    let (symbol, list) = logo.list_in(name)?;
    let members: Vec<Value> = logo.heap.members(list).chain([value]).collect();
    let list = logo.heap.list(members);
    logo.workspace.set(symbol, Value::List(list));
    Ok(Value::Nothing)
}

// Contents ---------------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    /// The names in a section of the workspace, buried ones or the others, in alphabetical order.
    fn names_in(&self, section: Section, buried: bool) -> Vec<Symbol> {
        let mut symbols = self.workspace.symbols_in(section, buried);
        symbols.sort_by_key(|&symbol| self.heap.text(self.workspace.word(symbol)).to_lowercase());
        symbols
    }

    fn name_list(&mut self, symbols: &[Symbol]) -> Value {
        let words: Vec<Value> = symbols.iter().map(|&symbol| Value::Word(self.workspace.word(symbol))).collect();
        Value::List(self.heap.list(words))
    }

    fn contents_list(&mut self, sections: &[Section], buried: bool) -> Value {
        let lists: Vec<Value> = [Section::Procedures, Section::Variables, Section::Properties]
            .into_iter()
            .map(|section| {
                let symbols = if sections.contains(&section) { self.names_in(section, buried) } else { Vec::new() };
                self.name_list(&symbols)
            })
            .collect();
        Value::List(self.heap.list(lists))
    }

    /// What an input tells of the workspace: a name or names of procedures, or a list of contents.
    fn expect_contents(&mut self, input: Value) -> Result<Vec<(Section, Symbol)>, Raise> {
        let Value::List(list) = input else { return Ok(vec![(Section::Procedures, self.expect_name(input)?)]) };
        let members: Vec<Value> = self.heap.members(list).collect();
        let mut contents = Vec::new();
        let sections = [Section::Procedures, Section::Variables, Section::Properties];
        if members.iter().any(|member| matches!(member, Value::List(_))) {
            for (section, names) in sections.into_iter().zip(members) {
                let names = self.data_names(names)?;
                contents.extend(names.into_iter().map(|name| (section, name)));
            }
        } else {
            for name in members {
                contents.push((Section::Procedures, self.expect_name(name)?));
            }
        }
        Ok(contents)
    }

    /// The symbols of a name or a list of names.
    fn data_names(&mut self, input: Value) -> Result<Vec<Symbol>, Raise> {
        match input {
            Value::List(list) => {
                let names: Vec<Value> = self.heap.members(list).collect();
                names.into_iter().map(|name| self.expect_name(name)).collect()
            }
            name => Ok(vec![self.expect_name(name)?]),
        }
    }

    fn erase_all(&mut self, contents: Vec<(Section, Symbol)>) -> Outcome {
        for (section, symbol) in contents {
            if section == Section::Procedures && self.is_fixed(symbol) {
                return Err(Raise::from(Problem::IsPrimitive(symbol)));
            }
            self.workspace.erase(section, symbol);
        }
        Ok(Value::Nothing)
    }

    fn everything_in(&self, sections: &[Section]) -> Vec<(Section, Symbol)> {
        let names = |&section: &Section| self.names_in(section, false).into_iter().map(move |symbol| (section, symbol));
        sections.iter().flat_map(names).collect()
    }

    fn print_out(&mut self, contents: Vec<(Section, Symbol)>) -> Outcome {
        for (section, symbol) in contents {
            let name = self.heap.text(self.workspace.word(symbol)).to_owned();
            let text = match section {
                Section::Procedures => {
                    let name = Value::Word(self.workspace.word(symbol));
                    let (symbol, procedure) = self.expect_procedure(name)?;
                    self.written(symbol, &procedure).join("\n") + "\n"
                }
                Section::Variables => match self.workspace.value(symbol) {
                    Value::Nothing => return Err(Raise::from(Problem::NoValue(symbol))),
                    value => format!("make \"{name} {}\n", self.quoted_text(value)),
                },
                Section::Properties => {
                    let properties: Vec<Value> = self.heap.members(self.workspace.properties(symbol)).collect();
                    let line = |pair: &[Value]| {
                        format!("pprop \"{name} {} {}\n", self.quoted_text(pair[0]), self.quoted_text(pair[1]))
                    };
                    properties.chunks_exact(2).map(line).collect()
                }
            };
            self.write(&text);
        }
        Ok(Value::Nothing)
    }

    /// A value as an instruction would have it.
    fn quoted_text(&self, value: Value) -> String {
        let text = self.bracketed(value);
        if matches!(value, Value::Word(_)) && self.number(value).is_none() { format!("\"{text}") } else { text }
    }
}

const ALL: [Section; 3] = [Section::Procedures, Section::Variables, Section::Properties];

fn contents(logo: &mut Interpreter) -> Outcome {
    Ok(logo.contents_list(&ALL, false))
}

fn procedures(logo: &mut Interpreter) -> Outcome {
    let symbols = logo.names_in(Section::Procedures, false);
    Ok(logo.name_list(&symbols))
}

/// A list of contents that is empty up to one section.
fn contents_up_to(logo: &mut Interpreter, names: Value, before: usize) -> Outcome {
    let names = match names {
        Value::List(_) => names,
        name => Value::List(logo.heap.list([name])),
    };
    let lists = vec![Value::List(List::EMPTY); before];
    Ok(Value::List(logo.heap.list(lists.into_iter().chain([names]))))
}

fn names(logo: &mut Interpreter) -> Outcome {
    let symbols = logo.names_in(Section::Variables, false);
    let names = logo.name_list(&symbols);
    contents_up_to(logo, names, 1)
}

fn plists(logo: &mut Interpreter) -> Outcome {
    let symbols = logo.names_in(Section::Properties, false);
    let names = logo.name_list(&symbols);
    contents_up_to(logo, names, 2)
}

fn primitives(logo: &mut Interpreter) -> Outcome {
    let words: Vec<Word> = super::rows().flat_map(|row| row.names).map(|name| logo.heap.word(name)).collect();
    Ok(Value::List(logo.heap.list(words.into_iter().map(Value::Word))))
}

fn namelist(logo: &mut Interpreter, names: Value) -> Outcome {
    contents_up_to(logo, names, 1)
}

fn pllist(logo: &mut Interpreter, names: Value) -> Outcome {
    contents_up_to(logo, names, 2)
}

fn erase(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    logo.erase_all(contents)
}

fn erall(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&ALL);
    logo.erase_all(contents)
}

fn erps(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Procedures]);
    logo.erase_all(contents)
}

fn erns(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Variables]);
    logo.erase_all(contents)
}

fn erpls(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Properties]);
    logo.erase_all(contents)
}

fn in_section(logo: &mut Interpreter, section: Section, input: Value) -> Result<Vec<(Section, Symbol)>, Raise> {
    Ok(logo.data_names(input)?.into_iter().map(|symbol| (section, symbol)).collect())
}

fn ern(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Variables, names)?;
    logo.erase_all(contents)
}

fn erpl(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Properties, names)?;
    logo.erase_all(contents)
}

fn set_buried(logo: &mut Interpreter, contents: Vec<(Section, Symbol)>, buried: bool) -> Outcome {
    for (section, symbol) in contents {
        logo.workspace.set_buried(section, symbol, buried);
    }
    Ok(Value::Nothing)
}

fn bury(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    set_buried(logo, contents, true)
}

fn buryall(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&ALL);
    set_buried(logo, contents, true)
}

fn buryname(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Variables, names)?;
    set_buried(logo, contents, true)
}

fn unbury(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    set_buried(logo, contents, false)
}

fn unburyall(logo: &mut Interpreter) -> Outcome {
    let buried = |section| logo.names_in(section, true).into_iter().map(move |symbol| (section, symbol));
    let contents = ALL.into_iter().flat_map(buried).collect();
    set_buried(logo, contents, false)
}

fn unburyname(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Variables, names)?;
    set_buried(logo, contents, false)
}

fn buried(logo: &mut Interpreter) -> Outcome {
    Ok(logo.contents_list(&ALL, true))
}

fn buriedp(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    let is_buried = contents.first().is_some_and(|&(section, symbol)| logo.workspace.is_buried(section, symbol));
    Ok(Value::from(is_buried))
}

// Printing ---------------------------------------------------------------------------------------------------

fn po(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    logo.print_out(contents)
}

fn print_titles(logo: &mut Interpreter, contents: Vec<(Section, Symbol)>) -> Outcome {
    for (section, symbol) in contents {
        if section == Section::Procedures {
            let name = Value::Word(logo.workspace.word(symbol));
            let (symbol, procedure) = logo.expect_procedure(name)?;
            let title = logo.title(symbol, &procedure);
            logo.write(&(title + "\n"));
        } else {
            logo.print_out(vec![(section, symbol)])?;
        }
    }
    Ok(Value::Nothing)
}

fn pot(logo: &mut Interpreter, input: Value) -> Outcome {
    let contents = logo.expect_contents(input)?;
    print_titles(logo, contents)
}

fn pots(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Procedures]);
    print_titles(logo, contents)
}

pub(super) fn poall(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&ALL);
    logo.print_out(contents)
}

fn pops(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Procedures]);
    logo.print_out(contents)
}

fn pons(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Variables]);
    logo.print_out(contents)
}

fn popls(logo: &mut Interpreter) -> Outcome {
    let contents = logo.everything_in(&[Section::Properties]);
    logo.print_out(contents)
}

fn pon(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Variables, names)?;
    logo.print_out(contents)
}

fn popl(logo: &mut Interpreter, names: Value) -> Outcome {
    let contents = in_section(logo, Section::Properties, names)?;
    logo.print_out(contents)
}

fn no_trace(logo: &mut Interpreter, input: Value) -> Outcome {
    logo.expect_contents(input).map(|_| Value::Nothing)
}

fn nodes(logo: &mut Interpreter) -> Outcome {
    let used = Value::Number(logo.heap.used() as f64);
    Ok(Value::List(logo.heap.list([used, used])))
}

fn gc(_: &mut Interpreter, _: Inputs) -> Outcome {
    Ok(Value::Nothing)
}
