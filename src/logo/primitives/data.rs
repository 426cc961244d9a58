//! More about words, lists, arrays and numbers: what takes them apart, changes them in place, or makes rows of them.

use super::super::interpreter::{Inputs, Interpreter, Raise};
use super::super::lexer::Dialect;
use super::super::number;
use super::super::reader;
use super::super::tokens;
use super::super::value::{Array, List, Value};
use super::{ANY, Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::operation(&["array"], Function::Many(array)).inputs(1, 1, 2).help(
        "an array of this many empty lists; the second input is the first index, by default 1",
        "show array 2",
        "{[] []}",
    ),
    Primitive::operation(&["mdarray"], Function::Logo(MDARRAY)).inputs(1, 1, 2).redefinable().help(
        "an array of arrays with these sizes",
        "show mdarray [2 3]",
        "{{[] [] []} {[] [] []}}",
    ),
    Primitive::operation(&["mditem"], Function::Logo(MDITEM)).redefinable().help(
        "the item with these indices",
        "show mditem [2 1] {{a b} {c d}}",
        "c",
    ),
    Primitive::command(&["mdsetitem"], Function::Logo(MDSETITEM)).inputs(3, 3, 3).redefinable().help(
        "changes the item with these indices",
        "make \"a mdarray [2 2] mdsetitem [1 2] :a \"x show :a",
        "{{[] x} {[] []}}",
    ),
    Primitive::operation(&["listtoarray"], Function::Many(listtoarray)).inputs(1, 1, 2).help(
        "an array of the members of a list; the second input is the first index, by default 1",
        "show listtoarray [a b]",
        "{a b}",
    ),
    Primitive::operation(&["arraytolist"], Function::One(arraytolist)).help(
        "a list of the items of an array",
        "show arraytolist {a b}",
        "[a b]",
    ),
    Primitive::command(&["setitem", ".setitem"], Function::Three(setitem)).help(
        "changes the item of this index in an array",
        "make \"a {1 2 3} setitem 2 :a \"x show :a",
        "{1 x 3}",
    ),
    Primitive::operation(&["arrayp", "array?"], Function::One(arrayp)).help(
        "whether a value is an array",
        "show arrayp {a}",
        "true",
    ),
    Primitive::command(&[".setfirst"], Function::Two(setfirst)).help(
        "changes the first member of a list in place",
        "make \"l (list 1 2) .setfirst :l \"x show :l",
        "[x 2]",
    ),
    Primitive::command(&[".setbf"], Function::Two(setbf)).help(
        "changes what follows the first member of a list in place",
        "make \"l (list 1 2) .setbf :l [x y] show :l",
        "[1 x y]",
    ),
    Primitive::operation(&["firsts"], Function::One(firsts)).help(
        "a list of the firsts of the members",
        "show firsts [[1 2] [3 4]]",
        "[1 3]",
    ),
    Primitive::operation(&["butfirsts", "bfs"], Function::One(butfirsts)).help(
        "a list of the butfirsts of the members",
        "show butfirsts [[1 2] [3 4]]",
        "[[2] [4]]",
    ),
    Primitive::operation(&["combine"], Function::Two(combine)).redefinable().help(
        "word or fput, by what the second input is",
        "show combine \"a [b c]",
        "[a b c]",
    ),
    Primitive::operation(&["quoted"], Function::One(quoted)).redefinable().help(
        "a word with a quotation mark before it; a list as it is",
        "show quoted \"a",
        "\"a",
    ),
    Primitive::operation(&["gensym"], Function::Zero(gensym)).redefinable().help(
        "a word that was not given out before",
        "show gensym show gensym",
        "g1\ng2",
    ),
    Primitive::operation(&["remove"], Function::Two(remove)).redefinable().help(
        "a list without the members equal to the first input",
        "show remove \"b [a b c b]",
        "[a c]",
    ),
    Primitive::operation(&["remdup"], Function::One(remdup)).redefinable().help(
        "a list in which of equal members only the last is left",
        "show remdup [a b a c]",
        "[b a c]",
    ),
    Primitive::operation(&["split"], Function::Two(split)).redefinable().help(
        "the parts of a word or list between the members equal to the first input",
        "show split \", \"a,b,c",
        "[a b c]",
    ),
    Primitive::operation(&["member"], Function::Two(member)).help(
        "a list or word from the first member on that equals the first input",
        "show member \"b [a b c]",
        "[b c]",
    ),
    Primitive::operation(&["substringp", "substring?"], Function::Two(substringp)).help(
        "whether the first word is a part of the second",
        "show substringp \"urt \"turtle",
        "true",
    ),
    Primitive::operation(&["vbarredp", "vbarred?", "backslashedp", "backslashed?"], Function::One(vbarredp)).help(
        "whether a character was written within bars",
        "show vbarredp \"a",
        "false",
    ),
    Primitive::operation(&[".eq"], Function::Two(eq)).help(
        "whether two values are one and the same",
        "make \"a [x] show .eq :a :a",
        "true",
    ),
    Primitive::operation(&["parse"], Function::One(parse)).help(
        "the list that a word would read as",
        "show count parse \"|a [b c] d|",
        "3",
    ),
    Primitive::operation(&["runparse"], Function::One(runparse)).help(
        "a list cut into names, numbers and operators, as for running it",
        "show runparse [a+b (c)]",
        "[a + b ( c )]",
    ),
    Primitive::operation(&["rawascii"], Function::One(rawascii)).help(
        "the number of a character",
        "show rawascii \"A",
        "65",
    ),
    Primitive::operation(&["iseq"], Function::Two(iseq)).redefinable().help(
        "the whole numbers from one to the other",
        "show iseq 3 7",
        "[3 4 5 6 7]",
    ),
    Primitive::operation(&["rseq"], Function::Three(rseq)).redefinable().help(
        "so many numbers from one to the other, equally far apart",
        "show rseq 3 5 5",
        "[3 3.5 4 4.5 5]",
    ),
    Primitive::operation(&["form"], Function::Three(form)).help(
        "a number in so many columns at least, with so many digits behind the point",
        "show form 3.14159 8 2",
        "    3.14",
    ),
    Primitive::operation(&["bitand"], Function::Many(bitand)).inputs(0, 2, ANY).help(
        "the bits that all inputs have",
        "show bitand 12 10",
        "8",
    ),
    Primitive::operation(&["bitor"], Function::Many(bitor)).inputs(0, 2, ANY).help(
        "the bits that any input has",
        "show bitor 12 10",
        "14",
    ),
    Primitive::operation(&["bitxor"], Function::Many(bitxor)).inputs(0, 2, ANY).help(
        "the bits that an odd number of inputs have",
        "show bitxor 12 10",
        "6",
    ),
    Primitive::operation(&["bitnot"], Function::One(bitnot)).help("the other bits", "show bitnot 5", "-6"),
    Primitive::operation(&["ashift"], Function::Two(ashift)).help(
        "the bits moved to the left, or to the right by a negative number, keeping the sign",
        "show ashift 1 3",
        "8",
    ),
    Primitive::operation(&["lshift"], Function::Two(lshift)).help(
        "the bits moved to the left, or to the right by a negative number, filled with zeros",
        "show lshift 1 3",
        "8",
    ),
];

const MDARRAY: &str = "to mdarray :md.sizes [:md.origin 1]
local \"md.array
make \"md.array (array first :md.sizes :md.origin)
if not emptyp bf :md.sizes [for [md.index :md.origin [:md.origin + (first :md.sizes) - 1]] ~
  [setitem :md.index :md.array (mdarray bf :md.sizes :md.origin)]]
output :md.array
end";

const MDITEM: &str = "to mditem :md.indices :md.array
if emptyp :md.indices [output :md.array]
output mditem bf :md.indices item first :md.indices :md.array
end";

const MDSETITEM: &str = "to mdsetitem :md.indices :md.array :md.value
setitem last :md.indices mditem bl :md.indices :md.array :md.value
end";

// Arrays -----------------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    /// A whole number from `least` to `most`.
    pub(super) fn expect_whole(&self, input: Value, least: f64, most: f64) -> Result<i64, Raise> {
        let number = self.expect_number(input)?;
        let is_whole = number.fract() == 0.0 && (least..=most).contains(&number);
        if is_whole { Ok(number as i64) } else { Err(Raise::Dislikes(input)) }
    }

    fn expect_array(&self, input: Value) -> Result<Array, Raise> {
        match input {
            Value::Array(array) => Ok(array),
            _ => Err(Raise::Dislikes(input)),
        }
    }

    /// The optional input that tells an array's first index.
    fn origin(&self, inputs: Inputs) -> Result<i32, Raise> {
        match inputs.len() {
            0 | 1 => Ok(1),
            _ => Ok(self.expect_whole(inputs.get(1, self), f64::from(i32::MIN), f64::from(i32::MAX))? as i32),
        }
    }

    /// Where an item of an array stands.
    pub(super) fn item_offset(&self, index: Value, array: Array) -> Result<usize, Raise> {
        let offset = self.expect_number(index)? - f64::from(self.heap.origin(array));
        let is_inside = offset.fract() == 0.0 && offset >= 0.0 && (offset as usize) < self.heap.items(array).len();
        if is_inside { Ok(offset as usize) } else { Err(Raise::Dislikes(index)) }
    }
}

fn array(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let size = logo.expect_whole(inputs.get(0, logo), 1.0, 4e9)? as usize;
    let origin = logo.origin(inputs)?;
    logo.heap.reserve(size.saturating_mul(size_of::<Value>()))?;
    let items = vec![Value::List(List::EMPTY); size].into_boxed_slice();
    Ok(Value::Array(logo.heap.array(items, origin)))
}

fn listtoarray(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let list = logo.expect_list(inputs.get(0, logo))?;
    let origin = logo.origin(inputs)?;
    let items = logo.heap.members(list).collect();
    Ok(Value::Array(logo.heap.array(items, origin)))
}

fn arraytolist(logo: &mut Interpreter, array: Value) -> Outcome {
    let items = logo.heap.items(logo.expect_array(array)?).to_vec();
    Ok(Value::List(logo.heap.list(items)))
}

fn setitem(logo: &mut Interpreter, index: Value, array: Value, value: Value) -> Outcome {
    let array = logo.expect_array(array)?;
    let offset = logo.item_offset(index, array)?;
    logo.heap.items_mut(array)[offset] = value;
    Ok(Value::Nothing)
}

fn arrayp(_: &mut Interpreter, value: Value) -> Outcome {
    Ok(Value::from(matches!(value, Value::Array(_))))
}

// Lists ------------------------------------------------------------------------------------------------------

fn expect_members(input: Value) -> Result<List, Raise> {
    match input {
        Value::List(list) if !list.is_empty() => Ok(list),
        _ => Err(Raise::Dislikes(input)),
    }
}

fn setfirst(logo: &mut Interpreter, list: Value, value: Value) -> Outcome {
    let list = expect_members(list)?;
    logo.heap.set_first(list, value);
    logo.forget_codes();
    Ok(Value::Nothing)
}

fn setbf(logo: &mut Interpreter, list: Value, value: Value) -> Outcome {
    let list = expect_members(list)?;
    let rest = logo.expect_list(value)?;
    logo.heap.set_butfirst(list, rest);
    logo.forget_codes();
    Ok(Value::Nothing)
}

/// A list of what a function gives for each member.
fn each(logo: &mut Interpreter, input: Value, function: fn(&mut Interpreter, Value) -> Outcome) -> Outcome {
    let list = logo.expect_list(input)?;
    let members: Vec<Value> = logo.heap.members(list).collect();
    let results = members.into_iter().map(|member| function(logo, member)).collect::<Result<Vec<Value>, Raise>>()?;
    Ok(Value::List(logo.heap.list(results)))
}

fn firsts(logo: &mut Interpreter, list: Value) -> Outcome {
    each(logo, list, super::words::first)
}

fn butfirsts(logo: &mut Interpreter, list: Value) -> Outcome {
    each(logo, list, super::words::butfirst)
}

fn combine(logo: &mut Interpreter, first: Value, second: Value) -> Outcome {
    if let Value::List(list) = second {
        return Ok(Value::List(logo.heap.fput(first, list)));
    }
    let joined = {
        let end = logo.text(second).ok_or(Raise::Dislikes(second))?;
        logo.text(first).ok_or(Raise::Dislikes(first))?.into_owned() + &end
    };
    logo.heap.reserve(joined.len())?;
    Ok(Value::Word(logo.heap.word(&joined)))
}

fn quoted(logo: &mut Interpreter, input: Value) -> Outcome {
    let Some(text) = logo.text(input) else { return Ok(input) };
    let text = format!("\"{text}");
    Ok(Value::Word(logo.heap.word(&text)))
}

fn gensym(logo: &mut Interpreter) -> Outcome {
    logo.symbols_made += 1;
    let word = format!("g{}", logo.symbols_made);
    Ok(Value::Word(logo.heap.word(&word)))
}

/// A list, or a word, of some of the members of an input.
fn keep(logo: &mut Interpreter, input: Value, members: Vec<Value>) -> Outcome {
    if matches!(input, Value::List(_)) {
        return Ok(Value::List(logo.heap.list(members)));
    }
    let text: String = members.iter().filter_map(|&member| logo.text(member)).collect();
    Ok(Value::Word(logo.heap.word(&text)))
}

fn remove(logo: &mut Interpreter, unwanted: Value, from: Value) -> Outcome {
    let list = logo.data(from)?;
    let members: Vec<Value> = logo.heap.members(list).filter(|&member| !logo.equal(member, unwanted)).collect();
    keep(logo, from, members)
}

fn remdup(logo: &mut Interpreter, from: Value) -> Outcome {
    let list = logo.data(from)?;
    let members: Vec<Value> = logo.heap.members(list).collect();
    let is_last = |index: usize| !members[index + 1..].iter().any(|&later| logo.equal(later, members[index]));
    let kept = (0..members.len()).filter(|&index| is_last(index)).map(|index| members[index]).collect();
    keep(logo, from, kept)
}

fn split(logo: &mut Interpreter, separator: Value, from: Value) -> Outcome {
    let list = logo.data(from)?;
    let members: Vec<Value> = logo.heap.members(list).collect();
    let parts: Vec<Vec<Value>> = members
        .split(|&member| logo.equal(member, separator))
        .filter(|part| !part.is_empty())
        .map(<[Value]>::to_vec)
        .collect();
    let parts = parts.into_iter().map(|part| keep(logo, from, part)).collect::<Result<Vec<Value>, Raise>>()?;
    Ok(Value::List(logo.heap.list(parts)))
}

fn member(logo: &mut Interpreter, wanted: Value, of: Value) -> Outcome {
    if let Value::List(list) = of {
        let found = logo.heap.cells_of(list).find(|&cell| logo.equal(logo.heap.first(cell), wanted));
        return Ok(Value::List(found.unwrap_or(List::EMPTY)));
    }
    let text = logo.text(of).ok_or(Raise::Dislikes(of))?;
    let rest = match logo.text(wanted) {
        Some(wanted) if wanted.chars().count() == 1 => {
            text.find(wanted.as_ref()).map_or("", |at| &text[at..]).to_owned()
        }
        _ => String::new(),
    };
    Ok(Value::Word(logo.heap.word(&rest)))
}

fn substringp(logo: &mut Interpreter, part: Value, of: Value) -> Outcome {
    let found = match (logo.text(part), logo.text(of)) {
        (Some(part), Some(text)) => text.to_lowercase().contains(&part.to_lowercase()),
        _ => false,
    };
    Ok(Value::from(found))
}

fn vbarredp(logo: &mut Interpreter, character: Value) -> Outcome {
    let Value::Word(word) = character else { return Ok(Value::from(false)) };
    Ok(Value::from(logo.heap.spelling(word) != logo.heap.text(word)))
}

fn eq(_: &mut Interpreter, left: Value, right: Value) -> Outcome {
    let is_number = matches!(left, Value::Number(_));
    Ok(Value::from(left == right && !is_number))
}

// Reading ----------------------------------------------------------------------------------------------------

impl Interpreter<'_> {
    /// The list that a line of text reads as.
    pub(super) fn list_of_line(&mut self, line: &str) -> List {
        reader::read_line(line, Dialect::Classic, &mut self.heap)
    }
}

fn parse(logo: &mut Interpreter, word: Value) -> Outcome {
    let text = logo.text(word).ok_or(Raise::Dislikes(word))?.into_owned();
    Ok(Value::List(logo.list_of_line(&text)))
}

fn runparse(logo: &mut Interpreter, input: Value) -> Outcome {
    let list = match input {
        Value::List(list) => list,
        _ => {
            let text = logo.text(input).ok_or(Raise::Dislikes(input))?.into_owned();
            logo.list_of_line(&text)
        }
    };
    let tokens = tokens::spelled(list, &mut logo.heap, &mut logo.workspace);
    Ok(Value::List(logo.heap.list(tokens)))
}

fn rawascii(logo: &mut Interpreter, input: Value) -> Outcome {
    super::words::ascii(logo, input)
}

// Numbers ----------------------------------------------------------------------------------------------------

// As many members as a list of numbers may have when it is made at once.
const MOST_NUMBERS: f64 = 1e8;

fn iseq(logo: &mut Interpreter, from: Value, to: Value) -> Outcome {
    let (start, end) = (logo.expect_whole(from, -9e15, 9e15)?, logo.expect_whole(to, -9e15, 9e15)?);
    if start.abs_diff(end) as f64 > MOST_NUMBERS {
        return Err(Raise::Dislikes(to));
    }
    let step = if end < start { -1 } else { 1 };
    let count = start.abs_diff(end) as i64;
    Ok(Value::List(logo.heap.list((0..=count).map(|index| Value::Number((start + step * index) as f64)))))
}

fn rseq(logo: &mut Interpreter, from: Value, to: Value, count: Value) -> Outcome {
    let (start, end) = (logo.expect_number(from)?, logo.expect_number(to)?);
    let steps = logo.expect_whole(count, 1.0, MOST_NUMBERS)? - 1;
    let number = |index: i64| Value::Number(start + (end - start) * index as f64 / steps.max(1) as f64);
    Ok(Value::List(logo.heap.list((0..=steps).map(number))))
}

fn form(logo: &mut Interpreter, number: Value, width: Value, precision: Value) -> Outcome {
    let value = logo.expect_number(number)?;
    let columns = logo.expect_whole(width, -1.0, 1e4)?;
    if columns < 0 {
        let format = logo.text(precision).ok_or(Raise::Dislikes(precision))?.into_owned();
        let text = number::printf(&format, value).ok_or(Raise::Dislikes(precision))?;
        return Ok(Value::Word(logo.heap.word(&text)));
    }
    let digits = logo.expect_whole(precision, 0.0, 100.0)? as usize;
    let text = format!("{value:>width$.digits$}", width = columns as usize);
    Ok(Value::Word(logo.heap.word(&text)))
}

/// Folds whole numbers bit by bit.
fn bits(logo: &mut Interpreter, inputs: Inputs, start: i64, fold: fn(i64, i64) -> i64) -> Outcome {
    let numbers = inputs.all(logo).iter().map(|&input| logo.expect_whole(input, -9.3e18, 9.3e18));
    let result = numbers.into_iter().try_fold(start, |so_far, number| Ok::<i64, Raise>(fold(so_far, number?)))?;
    Ok(Value::Number(result as f64))
}

fn bitand(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    bits(logo, inputs, -1, |left, right| left & right)
}

fn bitor(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    bits(logo, inputs, 0, |left, right| left | right)
}

fn bitxor(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    bits(logo, inputs, 0, |left, right| left ^ right)
}

fn bitnot(logo: &mut Interpreter, input: Value) -> Outcome {
    Ok(Value::Number(!logo.expect_whole(input, -9.3e18, 9.3e18)? as f64))
}

fn ashift(logo: &mut Interpreter, number: Value, by: Value) -> Outcome {
    let (number, by) = (logo.expect_whole(number, -9.3e18, 9.3e18)?, logo.expect_whole(by, -1e6, 1e6)?);
    let shifted = match by {
        64.. => 0,
        0..=63 => number << by,
        -63..=-1 => number >> -by,
        _ => number >> 63,
    };
    Ok(Value::Number(shifted as f64))
}

/// To the right UCBLogo shifts 32 bits.
fn lshift(logo: &mut Interpreter, number: Value, by: Value) -> Outcome {
    let (number, by) = (logo.expect_whole(number, -9.3e18, 9.3e18)?, logo.expect_whole(by, -1e6, 1e6)?);
    let shifted = match by {
        64.. => 0,
        0..=63 => number << by,
        -31..=-1 => i64::from((number as u32) >> -by),
        _ => 0,
    };
    Ok(Value::Number(shifted as f64))
}
