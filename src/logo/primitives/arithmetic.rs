//! Numbers, comparisons and logic.

use super::super::interpreter::{Inputs, Interpreter, Next, Raise};
use super::super::value::Value;
use super::{ANY, Function, Outcome, Primitive};
use crate::trigonometry::{cosine, sine};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::operation(&["sum"], Function::Many(sum)).inputs(0, 2, ANY).help(
        "the sum of its inputs",
        "show (sum 1 2 3)",
        "6",
    ),
    Primitive::operation(&["difference"], Function::Two(difference)).help(
        "the first input less the second",
        "show difference 5 3",
        "2",
    ),
    Primitive::operation(&["minus"], Function::One(minus)).help(
        "the input with its sign changed",
        "show minus 3",
        "-3",
    ),
    Primitive::operation(&["product"], Function::Many(product)).inputs(0, 2, ANY).help(
        "the product of its inputs",
        "show (product 2 3 4)",
        "24",
    ),
    Primitive::operation(&["quotient"], Function::Many(quotient)).inputs(1, 2, 2).help(
        "the first input divided by the second; with one input, 1 divided by it",
        "show quotient 7 2",
        "3.5",
    ),
    Primitive::operation(&["remainder"], Function::Two(remainder)).help(
        "what is left of a division; it has the sign of the first input",
        "show remainder -7 3",
        "-1",
    ),
    Primitive::operation(&["modulo"], Function::Two(modulo)).help(
        "what is left of a division; it has the sign of the second input",
        "show modulo -7 3",
        "2",
    ),
    Primitive::operation(&["int"], Function::One(int)).help(
        "a number without what is behind its point",
        "show int -2.7",
        "-2",
    ),
    Primitive::operation(&["round"], Function::One(round)).help("the nearest whole number", "show round 2.5", "3"),
    Primitive::operation(&["abs"], Function::One(abs)).redefinable().help(
        "a number without its sign",
        "show abs -3",
        "3",
    ),
    Primitive::operation(&["sqrt"], Function::One(sqrt)).help("the square root", "show sqrt 16", "4"),
    Primitive::operation(&["power"], Function::Two(power)).help(
        "the first input to the power of the second",
        "show power 2 10",
        "1024",
    ),
    Primitive::operation(&["exp"], Function::One(exp)).help("e to the power of the input", "show exp 0", "1"),
    Primitive::operation(&["log10"], Function::One(log10)).help("the common logarithm", "show log10 1000", "3"),
    Primitive::operation(&["ln"], Function::One(ln)).help("the natural logarithm", "show ln 1", "0"),
    Primitive::operation(&["sin"], Function::One(sin)).help("the sine of an angle in degrees", "show sin 30", "0.5"),
    Primitive::operation(&["radsin"], Function::One(radsin)).help(
        "the sine of an angle in radians",
        "show radsin 0",
        "0",
    ),
    Primitive::operation(&["cos"], Function::One(cos)).help("the cosine of an angle in degrees", "show cos 60", "0.5"),
    Primitive::operation(&["radcos"], Function::One(radcos)).help(
        "the cosine of an angle in radians",
        "show radcos 0",
        "1",
    ),
    Primitive::operation(&["tan"], Function::One(tan)).redefinable().help(
        "the tangent of an angle in degrees",
        "show tan 45",
        "1",
    ),
    Primitive::operation(&["arctan"], Function::Many(arctan)).inputs(1, 1, 2).help(
        "the angle, in degrees, that has this tangent; with two inputs, that of the point x y",
        "show (arctan 0 1)",
        "90",
    ),
    Primitive::operation(&["radarctan"], Function::Many(radarctan)).inputs(1, 1, 2).help(
        "as arctan, in radians",
        "show radarctan 0",
        "0",
    ),
    Primitive::operation(&["lessp", "less?"], Function::Two(lessp)).help(
        "whether the first input is less than the second",
        "show lessp 1 2",
        "true",
    ),
    Primitive::operation(&["greaterp", "greater?"], Function::Two(greaterp)).help(
        "whether the first input is greater than the second",
        "show greaterp 1 2",
        "false",
    ),
    Primitive::operation(&["lessequalp", "lessequal?"], Function::Two(lessequalp)).help(
        "whether the first input is not greater than the second",
        "show lessequalp 2 2",
        "true",
    ),
    Primitive::operation(&["greaterequalp", "greaterequal?"], Function::Two(greaterequalp)).help(
        "whether the first input is not less than the second",
        "show greaterequalp 1 2",
        "false",
    ),
    Primitive::operation(&["equalp", "equal?"], Function::Two(equalp)).help(
        "whether two values are equal",
        "show equalp [a 1] [A 1]",
        "true",
    ),
    Primitive::operation(&["notequalp", "notequal?"], Function::Two(notequalp)).help(
        "whether two values differ",
        "show notequalp 1 2",
        "true",
    ),
    Primitive::operation(&["and"], Function::Control(and)).runs(9).inputs(0, 2, ANY).help(
        "whether all inputs are true; an input that is a list is run, if it comes to that",
        "show and 1 < 2 [2 < 3]",
        "true",
    ),
    Primitive::operation(&["or"], Function::Control(or)).runs(9).inputs(0, 2, ANY).help(
        "whether one of the inputs is true; an input that is a list is run, if it comes to that",
        "show or 1 > 2 [2 < 3]",
        "true",
    ),
    Primitive::operation(&["not"], Function::Control(not)).runs(9).inputs(1, 1, 1).help(
        "true for false, and false for true",
        "show not 1 = 2",
        "true",
    ),
    Primitive::operation(&["random"], Function::Many(random)).inputs(1, 1, 2).help(
        "a whole number from 0 to less than the input; with two inputs, from the one to the other",
        "show (random 3 3)",
        "3",
    ),
    Primitive::command(&["rerandom"], Function::Many(rerandom)).inputs(0, 0, 1).help(
        "begins the row of random numbers anew",
        "rerandom make \"a random 1000 rerandom show :a = random 1000",
        "true",
    ),
];

fn numbers(logo: &Interpreter, inputs: Inputs) -> impl Iterator<Item = Result<f64, Raise>> {
    inputs.all(logo).iter().map(|&input| logo.expect_number(input))
}

fn sum(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    numbers(logo, inputs).try_fold(0.0, |sum, number| Ok(sum + number?)).map(Value::Number)
}

fn product(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    numbers(logo, inputs).try_fold(1.0, |product, number| Ok(product * number?)).map(Value::Number)
}

/// A result that is no number at all is the fault of the input.
fn checked(result: f64, input: Value) -> Outcome {
    if result.is_nan() { Err(Raise::Dislikes(input)) } else { Ok(Value::Number(result)) }
}

/// Applies a function of one number.
fn with_number(logo: &mut Interpreter, input: Value, function: impl Fn(f64) -> f64) -> Outcome {
    checked(function(logo.expect_number(input)?), input)
}

fn difference(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    Ok(Value::Number(logo.expect_number(left)? - logo.expect_number(right)?))
}

fn minus(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, |number| -number)
}

fn quotient(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let first = logo.expect_number(inputs.get(0, logo))?;
    let (dividend, divisor) = match inputs.len() {
        1 => (1.0, inputs.get(0, logo)),
        _ => (first, inputs.get(1, logo)),
    };
    match logo.expect_number(divisor)? {
        0.0 => Err(Raise::Dislikes(divisor)),
        number => Ok(Value::Number(dividend / number)),
    }
}

fn remainder(logo: &mut Interpreter, dividend: Value, divisor: Value) -> Outcome {
    checked(logo.expect_number(dividend)? % logo.expect_number(divisor)?, divisor)
}

fn modulo(logo: &mut Interpreter, dividend: Value, divisor: Value) -> Outcome {
    let (number, by) = (logo.expect_number(dividend)?, logo.expect_number(divisor)?);
    let rest = number % by;
    let has_wrong_sign = rest != 0.0 && (rest < 0.0) != (by < 0.0);
    checked(if has_wrong_sign { rest + by } else { rest }, divisor)
}

fn int(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, f64::trunc)
}

fn round(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, f64::round)
}

fn abs(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, f64::abs)
}

fn sqrt(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, libm::sqrt)
}

fn power(logo: &mut Interpreter, base: Value, exponent: Value) -> Outcome {
    let power = libm::pow(logo.expect_number(base)?, logo.expect_number(exponent)?);
    checked(power, base)
}

fn exp(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, libm::exp)
}

fn log10(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, libm::log10)
}

fn ln(logo: &mut Interpreter, number: Value) -> Outcome {
    with_number(logo, number, libm::log)
}

fn sin(logo: &mut Interpreter, degrees: Value) -> Outcome {
    with_number(logo, degrees, sine)
}

fn radsin(logo: &mut Interpreter, radians: Value) -> Outcome {
    with_number(logo, radians, libm::sin)
}

fn cos(logo: &mut Interpreter, degrees: Value) -> Outcome {
    with_number(logo, degrees, cosine)
}

fn radcos(logo: &mut Interpreter, radians: Value) -> Outcome {
    with_number(logo, radians, libm::cos)
}

fn tan(logo: &mut Interpreter, degrees: Value) -> Outcome {
    with_number(logo, degrees, |degrees| match degrees % 180.0 {
        45.0 | -135.0 => 1.0,
        135.0 | -45.0 => -1.0,
        90.0 | -90.0 => f64::NAN,
        _ => sine(degrees) / cosine(degrees),
    })
}

/// The angle of a tangent, or of a point, in radians.
fn angle(logo: &Interpreter, inputs: Inputs) -> Result<f64, Raise> {
    let x = logo.expect_number(inputs.get(0, logo))?;
    match inputs.len() {
        1 => Ok(libm::atan(x)),
        _ => Ok(libm::atan2(logo.expect_number(inputs.get(1, logo))?, x)),
    }
}

fn arctan(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    Ok(Value::Number(angle(logo, inputs)?.to_degrees()))
}

fn radarctan(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    Ok(Value::Number(angle(logo, inputs)?))
}

/// Compares two numbers.
fn compared(logo: &mut Interpreter, left: Value, right: Value, holds: impl Fn(f64, f64) -> bool) -> Outcome {
    Ok(Value::from(holds(logo.expect_number(left)?, logo.expect_number(right)?)))
}

fn lessp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    compared(logo, left, right, |left, right| left < right)
}

fn greaterp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    compared(logo, left, right, |left, right| left > right)
}

fn lessequalp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    compared(logo, left, right, |left, right| left <= right)
}

fn greaterequalp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    compared(logo, left, right, |left, right| left >= right)
}

fn equalp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    Ok(Value::from(logo.equal(left, right)))
}

fn notequalp(logo: &mut Interpreter, left: Value, right: Value) -> Outcome {
    Ok(Value::from(!logo.equal(left, right)))
}

// Logic ------------------------------------------------------------------------------------------------------

fn and(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_logic(logo, inputs, false)
}

fn or(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    begin_logic(logo, inputs, true)
}

/// `and` ends at the first false input, `or` at the first true one: inputs are looked at from the left,
/// and only those that are lists need a frame to be run in.
fn begin_logic(logo: &mut Interpreter, inputs: Inputs, decisive: bool) -> Result<Next, Raise> {
    for index in 0..inputs.len() {
        let input = inputs.get(index, logo);
        match logo.truth(input) {
            Some(truth) if truth == decisive => return Ok(Next::Done(Value::from(decisive))),
            Some(_) => {}
            None if matches!(input, Value::List(_)) => return run_logic(logo, inputs, index, decisive),
            None => return Err(Raise::Dislikes(input)),
        }
    }
    Ok(Next::Done(Value::from(!decisive)))
}

/// Runs the input of number `index`, which the frame keeps behind its inputs.
fn run_logic(logo: &mut Interpreter, inputs: Inputs, index: usize, decisive: bool) -> Result<Next, Raise> {
    let step = if decisive { or_step } else { and_step };
    let code = logo.expect_instructions(inputs.get(index, logo))?;
    logo.begin(inputs, code, step)?;
    logo.push_own(Value::Number(index as f64));
    Ok(Next::RunOwnCode)
}

fn and_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    logic_step(logo, value, false)
}

fn or_step(logo: &mut Interpreter, value: Value) -> Result<Next, Raise> {
    logic_step(logo, value, true)
}

fn logic_step(logo: &mut Interpreter, value: Value, decisive: bool) -> Result<Next, Raise> {
    let count = logo.own_count() - 1;
    let mut index = match *logo.own(count) {
        Value::Number(index) => index as usize,
        _ => 0,
    };
    let mut truth = logo.truth(value).ok_or(Raise::Dislikes(value))?;
    loop {
        if truth == decisive {
            return Ok(Next::Done(Value::from(decisive)));
        }
        index += 1;
        if index == count {
            return Ok(Next::Done(Value::from(!decisive)));
        }
        let input = *logo.own(index);
        match logo.truth(input) {
            Some(next) => truth = next,
            None => {
                *logo.own(count) = Value::Number(index as f64);
                let code = logo.expect_instructions(input)?;
                return logo.run_code(code);
            }
        }
    }
}

fn not(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let input = inputs.get(0, logo);
    match (logo.truth(input), input) {
        (Some(truth), _) => Ok(Next::Done(Value::from(!truth))),
        (None, Value::List(list)) => {
            let code = logo.code_of(list);
            logo.begin(inputs, code, |logo, value| {
                let truth = logo.truth(value).ok_or(Raise::Dislikes(value))?;
                Ok(Next::Done(Value::from(!truth)))
            })?;
            Ok(Next::RunOwnCode)
        }
        (None, _) => Err(Raise::Dislikes(input)),
    }
}

// Chance -----------------------------------------------------------------------------------------------------

fn random(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let bounds = (0..inputs.len()).map(|index| {
        let input = inputs.get(index, logo);
        let number = logo.expect_number(input)?;
        let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
        if is_whole { Ok((number as i64, input)) } else { Err(Raise::Dislikes(input)) }
    });
    let bounds = bounds.collect::<Result<Vec<_>, Raise>>()?;
    let (low, count, input) = match bounds[..] {
        [(count, input)] => (0, count, input),
        [(low, _), (high, input)] => (low, high - low + 1, input),
        _ => (0, 0, Value::Nothing),
    };
    match u64::try_from(count) {
        Ok(0) if inputs.len() == 1 => Ok(Value::Number(0.0)),
        Ok(count) if count > 0 => Ok(Value::Number((low + logo.random.rand_range(0..count) as i64) as f64)),
        _ => Err(Raise::Dislikes(input)),
    }
}

fn rerandom(logo: &mut Interpreter, inputs: Inputs) -> Outcome {
    let seed = match inputs.len() {
        0 => 0.0,
        _ => logo.expect_number(inputs.get(0, logo))?,
    };
    logo.random = oorandom::Rand64::new(u128::from(seed.to_bits()));
    Ok(Value::Nothing)
}
