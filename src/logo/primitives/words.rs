//! Words, lists and arrays.

use super::super::heap::ListBuilder;
use super::super::interpreter::{Inputs, Interpreter, Raise};
use super::super::value::{List, Value};
use super::{ANY, Function, Outcome, Primitive};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::operation(&["word"], Function::Many(word)).inputs(0, 2, ANY).help(
        "one word of the characters of its inputs",
        "show word \"tur \"tle",
        "turtle",
    ),
    Primitive::operation(&["list"], Function::Many(list)).inputs(0, 2, ANY).help(
        "a list whose members are the inputs",
        "show (list 1 [2 3] \"four)",
        "[1 [2 3] four]",
    ),
    Primitive::operation(&["sentence", "se"], Function::Many(sentence)).inputs(0, 2, ANY).help(
        "a list of its inputs, or of their members where they are lists",
        "show (sentence 1 [2 3] \"four)",
        "[1 2 3 four]",
    ),
    Primitive::operation(&["fput"], Function::Two(fput)).help(
        "the second input with the first put before its members",
        "show fput 1 [2 3]",
        "[1 2 3]",
    ),
    Primitive::operation(&["lput"], Function::Two(lput)).help(
        "the second input with the first put behind its members",
        "show lput 3 [1 2]",
        "[1 2 3]",
    ),
    Primitive::operation(&["first"], Function::One(first)).help(
        "the first member of a list, or character of a word",
        "show first [a b c]",
        "a",
    ),
    Primitive::operation(&["last"], Function::One(last)).help(
        "the last member of a list, or character of a word",
        "show last [a b c]",
        "c",
    ),
    Primitive::operation(&["butfirst", "bf"], Function::One(butfirst)).help(
        "all but the first member or character",
        "show butfirst [a b c]",
        "[b c]",
    ),
    Primitive::operation(&["butlast", "bl"], Function::One(butlast)).help(
        "all but the last member or character",
        "show butlast [a b c]",
        "[a b]",
    ),
    Primitive::operation(&["item"], Function::Two(item)).help(
        "the member or character of this number, from 1",
        "show item 2 [a b c]",
        "b",
    ),
    Primitive::operation(&["pick"], Function::One(pick)).redefinable().help("a member at random", "show pick [a]", "a"),
    Primitive::operation(&["reverse"], Function::One(reverse)).redefinable().help(
        "the members or characters from last to first",
        "show reverse [a b c]",
        "[c b a]",
    ),
    Primitive::operation(&["count"], Function::One(count)).help(
        "how many members or characters there are",
        "show count [a b c]",
        "3",
    ),
    Primitive::operation(&["emptyp", "empty?"], Function::One(emptyp)).help(
        "whether a value is the empty list or the empty word",
        "show emptyp []",
        "true",
    ),
    Primitive::operation(&["wordp", "word?"], Function::One(wordp)).help(
        "whether a value is a word; numbers are",
        "show wordp 3",
        "true",
    ),
    Primitive::operation(&["listp", "list?"], Function::One(listp)).help(
        "whether a value is a list",
        "show listp [3]",
        "true",
    ),
    Primitive::operation(&["numberp", "number?"], Function::One(numberp)).help(
        "whether a value is a number, or a word that spells one",
        "show numberp \"1e3",
        "true",
    ),
    Primitive::operation(&["memberp", "member?"], Function::Two(memberp)).help(
        "whether the first input is a member of the second, or one of its characters where that is a word",
        "show memberp \"b [a b c]",
        "true",
    ),
    Primitive::operation(&["beforep", "before?"], Function::Two(beforep)).help(
        "whether the first word comes before the second in the order of their characters, whatever their case",
        "show beforep \"ab \"b",
        "true",
    ),
    Primitive::operation(&["uppercase"], Function::One(uppercase)).help(
        "a word in capital letters",
        "show uppercase \"logo",
        "LOGO",
    ),
    Primitive::operation(&["lowercase"], Function::One(lowercase)).help(
        "a word in small letters",
        "show lowercase \"LOGO",
        "logo",
    ),
    Primitive::operation(&["ascii"], Function::One(ascii)).help("the number of a character", "show ascii \"A", "65"),
    Primitive::operation(&["char"], Function::One(char_)).help("the character of a number", "show char 65", "A"),
];

// Constructors -----------------------------------------------------------------------------------------------

fn word(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let mut joined = String::new();
    for &input in inputs.all(logo) {
        let text = logo.text(input).ok_or(Raise::Dislikes(input))?;
        logo.heap.reserve(joined.len() + text.len())?;
        joined.push_str(&text);
    }
    Ok(Value::Word(logo.heap.word(&joined)))
}

fn list(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let members = inputs.all(logo).to_vec();
    Ok(Value::List(logo.heap.list(members)))
}

fn sentence(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let mut builder = ListBuilder::default();
    for index in 0..inputs.len() {
        match inputs.get(index, logo) {
            Value::List(members) => {
                let mut rest = members;
                while !rest.is_empty() {
                    let member = logo.heap.first(rest);
                    builder.push(&mut logo.heap, member);
                    rest = logo.heap.butfirst(rest);
                }
            }
            member => builder.push(&mut logo.heap, member),
        }
    }
    Ok(Value::List(builder.list()))
}

fn fput(logo: &mut Interpreter, member: Value, to: Value) -> Outcome {
    match to {
        Value::List(list) => Ok(Value::List(logo.heap.fput(member, list))),
        _ => put_character(logo, member, to, |character, word| character + word),
    }
}

fn lput(logo: &mut Interpreter, member: Value, to: Value) -> Outcome {
    match to {
        Value::List(list) => {
            let members: Vec<Value> = logo.heap.members(list).chain([member]).collect();
            Ok(Value::List(logo.heap.list(members)))
        }
        _ => put_character(logo, member, to, |character, word| word.to_owned() + &character),
    }
}

/// A character put to a word, as UCBLogo allows too.
fn put_character(logo: &mut Interpreter, member: Value, to: Value, join: fn(String, &str) -> String) -> Outcome {
    let text = logo.text(to).ok_or(Raise::Dislikes(to))?;
    let character = logo.text(member).filter(|text| text.chars().count() == 1).ok_or(Raise::Dislikes(to))?;
    let joined = join(character.into_owned(), &text);
    Ok(Value::Word(logo.heap.word(&joined)))
}

// Selectors --------------------------------------------------------------------------------------------------

/// The list that an input is, or the characters of the word.
enum Parts {
    List(List),
    Word(String),
}

fn parts(logo: &Interpreter, input: Value) -> Result<Parts, Raise> {
    match input {
        Value::List(list) if !list.is_empty() => Ok(Parts::List(list)),
        _ => match logo.text(input) {
            Some(text) if !text.is_empty() => Ok(Parts::Word(text.into_owned())),
            _ => Err(Raise::Dislikes(input)),
        },
    }
}

/// A word of some characters of another; where they spell a number they are one again.
fn part_of_word(logo: &mut Interpreter, text: &str) -> Value {
    Value::Word(logo.heap.word(text))
}

pub(super) fn first(logo: &mut Interpreter, input: Value) -> Outcome {
    if let Value::Array(array) = input {
        return Ok(Value::Number(f64::from(logo.heap.origin(array))));
    }
    match parts(logo, input)? {
        Parts::List(list) => Ok(logo.heap.first(list)),
        Parts::Word(text) => {
            let character = text.chars().next().unwrap_or(' ');
            Ok(Value::Word(logo.heap.character(character)))
        }
    }
}

fn last(logo: &mut Interpreter, input: Value) -> Outcome {
    match parts(logo, input)? {
        Parts::List(list) => Ok(logo.heap.members(list).last().unwrap_or(Value::Nothing)),
        Parts::Word(text) => {
            let character = text.chars().next_back().unwrap_or(' ');
            Ok(Value::Word(logo.heap.character(character)))
        }
    }
}

pub(super) fn butfirst(logo: &mut Interpreter, input: Value) -> Outcome {
    match parts(logo, input)? {
        Parts::List(list) => Ok(Value::List(logo.heap.butfirst(list))),
        Parts::Word(text) => {
            let mut characters = text.chars();
            characters.next();
            Ok(part_of_word(logo, characters.as_str()))
        }
    }
}

fn butlast(logo: &mut Interpreter, input: Value) -> Outcome {
    match parts(logo, input)? {
        Parts::List(list) => {
            let mut members: Vec<Value> = logo.heap.members(list).collect();
            members.pop();
            Ok(Value::List(logo.heap.list(members)))
        }
        Parts::Word(text) => {
            let mut characters = text.chars();
            characters.next_back();
            Ok(part_of_word(logo, characters.as_str()))
        }
    }
}

fn item(logo: &mut Interpreter, index: Value, of: Value) -> Outcome {
    let number = logo.expect_number(index)?;
    if number.fract() != 0.0 {
        return Err(Raise::Dislikes(index));
    }
    let dislikes = Raise::BadValue(index);
    if let Value::Array(array) = of {
        let offset = number - f64::from(logo.heap.origin(array));
        let items = logo.heap.items(array);
        return if offset >= 0.0 { items.get(offset as usize).copied().ok_or(dislikes) } else { Err(dislikes) };
    }
    if number < 1.0 {
        return Err(dislikes);
    }
    let skipped = number as usize - 1;
    match parts(logo, of)? {
        Parts::List(list) => logo.heap.members(list).nth(skipped).ok_or(dislikes),
        Parts::Word(text) => {
            let character = text.chars().nth(skipped).ok_or(dislikes)?;
            Ok(Value::Word(logo.heap.character(character)))
        }
    }
}

fn pick(logo: &mut Interpreter, from: Value) -> Outcome {
    let Value::Number(length) = count(logo, from)? else { return Err(Raise::Dislikes(from)) };
    if length == 0.0 {
        return Err(Raise::Dislikes(from));
    }
    let first = match from {
        Value::Array(array) => f64::from(logo.heap.origin(array)),
        _ => 1.0,
    };
    let index = logo.random.rand_range(0..length as u64) as f64;
    item(logo, Value::Number(first + index), from)
}

fn reverse(logo: &mut Interpreter, input: Value) -> Outcome {
    if let Value::List(list) = input {
        let members: Vec<Value> = logo.heap.members(list).collect();
        let reversed = members.into_iter().fold(List::EMPTY, |reversed, member| logo.heap.fput(member, reversed));
        return Ok(Value::List(reversed));
    }
    let text: String = logo.text(input).ok_or(Raise::Dislikes(input))?.chars().rev().collect();
    Ok(part_of_word(logo, &text))
}

fn count(logo: &mut Interpreter, input: Value) -> Outcome {
    let length = match input {
        Value::List(list) => logo.heap.cells_of(list).count(),
        Value::Array(array) => logo.heap.items(array).len(),
        _ => logo.text(input).ok_or(Raise::Dislikes(input))?.chars().count(),
    };
    Ok(Value::Number(length as f64))
}

// Predicates -------------------------------------------------------------------------------------------------

fn emptyp(logo: &mut Interpreter, input: Value) -> Outcome {
    Ok(Value::from(match input {
        Value::List(list) => list.is_empty(),
        Value::Word(word) => logo.heap.text(word).is_empty(),
        _ => false,
    }))
}

fn wordp(_: &mut Interpreter, input: Value) -> Outcome {
    Ok(Value::from(matches!(input, Value::Word(_) | Value::Number(_))))
}

fn listp(_: &mut Interpreter, input: Value) -> Outcome {
    Ok(Value::from(matches!(input, Value::List(_))))
}

fn numberp(logo: &mut Interpreter, input: Value) -> Outcome {
    Ok(Value::from(logo.number(input).is_some()))
}

fn memberp(logo: &mut Interpreter, member: Value, of: Value) -> Outcome {
    let found = match of {
        Value::List(list) => logo.heap.members(list).any(|each| logo.equal(each, member)),
        Value::Array(array) => logo.heap.items(array).iter().any(|&each| logo.equal(each, member)),
        _ => match (logo.text(member), logo.text(of)) {
            (Some(part), Some(text)) => part.chars().count() == 1 && text.to_lowercase().contains(&part.to_lowercase()),
            _ => false,
        },
    };
    Ok(Value::from(found))
}

fn beforep(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    let before = logo.text(left).ok_or(Raise::Dislikes(left))?;
    let after = logo.text(right).ok_or(Raise::Dislikes(right))?;
    let is_before = if logo.ignores_case() { before.to_lowercase() < after.to_lowercase() } else { before < after };
    Ok(Value::from(is_before))
}

// Characters -------------------------------------------------------------------------------------------------

fn uppercase(logo: &mut Interpreter, input: Value) -> Outcome {
    let text = logo.text(input).ok_or(Raise::Dislikes(input))?.to_uppercase();
    Ok(Value::Word(logo.heap.word(&text)))
}

fn lowercase(logo: &mut Interpreter, input: Value) -> Outcome {
    let text = logo.text(input).ok_or(Raise::Dislikes(input))?.to_lowercase();
    Ok(Value::Word(logo.heap.word(&text)))
}

pub(super) fn ascii(logo: &mut Interpreter, input: Value) -> Outcome {
    let text = logo.text(input).ok_or(Raise::Dislikes(input))?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(Value::Number(f64::from(u32::from(only)))),
        _ => Err(Raise::Dislikes(input)),
    }
}

fn char_(logo: &mut Interpreter, input: Value) -> Outcome {
    let number = logo.expect_number(input)?;
    let is_whole = number >= 0.0 && number.fract() == 0.0 && number <= f64::from(u32::MAX);
    let character = is_whole.then(|| char::from_u32(number as u32)).flatten().ok_or(Raise::Dislikes(input))?;
    Ok(Value::Word(logo.heap.character(character)))
}
