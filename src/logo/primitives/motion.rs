//! Moving the turtle, and asking where it is.

use super::super::interpreter::{Interpreter, Problem, Raise};
use super::super::value::Value;
use super::{Function, Outcome, Primitive};
use crate::drawing::FARTHEST;
use crate::turtle::{Mode, Trouble};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::command(&["forward", "fd"], Function::One(forward)).help(
        "walks this many steps straight on",
        "forward 100 show pos",
        "[0 100]",
    ),
    Primitive::command(&["back", "bk"], Function::One(back)).help(
        "walks this many steps backward",
        "back 100 show pos",
        "[0 -100]",
    ),
    Primitive::command(&["right", "rt"], Function::One(right)).help(
        "turns this many degrees clockwise",
        "right 90 show heading",
        "90",
    ),
    Primitive::command(&["left", "lt"], Function::One(left)).help(
        "turns this many degrees counter-clockwise",
        "left 90 show heading",
        "270",
    ),
    Primitive::command(&["setpos"], Function::One(setpos)).help(
        "goes straight to the point [x y]",
        "setpos [30 40] show pos",
        "[30 40]",
    ),
    Primitive::command(&["setxy"], Function::Two(setxy)).help(
        "goes straight to x and y",
        "setxy 30 40 show pos",
        "[30 40]",
    ),
    Primitive::command(&["setx"], Function::One(setx)).help("goes sideways to x", "setx 30 show pos", "[30 0]"),
    Primitive::command(&["sety"], Function::One(sety)).help("goes up or down to y", "sety 40 show pos", "[0 40]"),
    Primitive::command(&["setheading", "seth"], Function::One(setheading)).help(
        "turns to look this many degrees clockwise from up",
        "setheading -90 show heading",
        "270",
    ),
    Primitive::command(&["home"], Function::Zero(home)).help(
        "goes to the centre and looks up",
        "forward 10 right 10 home show pos",
        "[0 0]",
    ),
    Primitive::command(&["arc"], Function::Two(arc)).help(
        "draws an arc of this angle about the turtle, clockwise from straight ahead, at a distance of the radius",
        "arc 360 50 show pos",
        "[0 0]",
    ),
    Primitive::operation(&["pos"], Function::Zero(pos)).help(
        "the point [x y] where the turtle is",
        "show pos",
        "[0 0]",
    ),
    Primitive::operation(&["xcor"], Function::Zero(xcor)).help(
        "how many steps the turtle is to the right of the centre",
        "setx 30 show xcor",
        "30",
    ),
    Primitive::operation(&["ycor"], Function::Zero(ycor)).help(
        "how many steps the turtle is above the centre",
        "sety 40 show ycor",
        "40",
    ),
    Primitive::operation(&["heading"], Function::Zero(heading)).help(
        "where the turtle looks, in degrees clockwise from up",
        "right 370 show heading",
        "10",
    ),
    Primitive::operation(&["towards"], Function::One(towards)).help(
        "the heading from the turtle to the point [x y]",
        "show towards [10 10]",
        "45",
    ),
    Primitive::command(&["wrap"], Function::Zero(wrap)).help(
        "a turtle that leaves the canvas comes in again on the other side",
        "wrap forward 1100 show pos",
        "[0 100]",
    ),
    Primitive::command(&["window"], Function::Zero(window)).help(
        "a turtle that leaves the canvas walks on unseen",
        "window forward 1100 show pos",
        "[0 1100]",
    ),
    Primitive::command(&["fence"], Function::Zero(fence)).help(
        "a turtle that walks off the canvas stops at its edge, which is an error",
        "fence show turtlemode",
        "fence",
    ),
    Primitive::operation(&["turtlemode"], Function::Zero(turtlemode)).help(
        "wrap, window or fence",
        "wrap show turtlemode",
        "wrap",
    ),
    Primitive::command(&["setscrunch"], Function::Two(setscrunch)).help(
        "sets how many pixels a step sideways and a step up are long",
        "setscrunch 2 1 setxy 30 40 show pos",
        "[30 40]",
    ),
    Primitive::operation(&["scrunch"], Function::Zero(scrunch)).help(
        "how many pixels a step sideways and a step up are long",
        "show scrunch",
        "[1 1]",
    ),
];

impl From<Trouble> for Raise {
    fn from(trouble: Trouble) -> Raise {
        Raise::from(match trouble {
            Trouble::OutOfBounds => Problem::OutOfBounds,
            Trouble::TooManyPoints => Problem::TooManyPoints,
            Trouble::NoPixels => Problem::NoPixels,
        })
    }
}

impl Interpreter<'_> {
    /// The number that an input must be.
    pub(super) fn expect_number(&self, input: Value) -> Result<f64, Raise> {
        self.number(input).ok_or(Raise::Dislikes(input))
    }

    /// The point that an input `[x y]` must be.
    fn expect_point(&self, input: Value) -> Result<(f64, f64), Raise> {
        let Value::List(list) = input else { return Err(Raise::Dislikes(input)) };
        let coordinates: Vec<Option<f64>> = self.heap.members(list).take(3).map(|member| self.number(member)).collect();
        match coordinates[..] {
            [Some(x), Some(y)] => Ok((x, y)),
            _ => Err(Raise::Dislikes(input)),
        }
    }
}

fn forward(logo: &mut Interpreter, steps: Value) -> Outcome {
    let steps = logo.expect_number(steps)?;
    logo.turtle.forward(steps)?;
    Ok(Value::Nothing)
}

fn back(logo: &mut Interpreter, steps: Value) -> Outcome {
    let steps = logo.expect_number(steps)?;
    logo.turtle.forward(-steps)?;
    Ok(Value::Nothing)
}

fn turn_to(logo: &mut Interpreter, degrees: f64, input: Value) -> Outcome {
    if !degrees.is_finite() {
        return Err(Raise::Dislikes(input));
    }
    logo.turtle.set_heading(degrees);
    Ok(Value::Nothing)
}

fn right(logo: &mut Interpreter, degrees: Value) -> Outcome {
    let heading = logo.turtle.heading() + logo.expect_number(degrees)?;
    turn_to(logo, heading, degrees)
}

fn left(logo: &mut Interpreter, degrees: Value) -> Outcome {
    let heading = logo.turtle.heading() - logo.expect_number(degrees)?;
    turn_to(logo, heading, degrees)
}

fn setheading(logo: &mut Interpreter, degrees: Value) -> Outcome {
    let heading = logo.expect_number(degrees)?;
    turn_to(logo, heading, degrees)
}

fn setpos(logo: &mut Interpreter, point: Value) -> Outcome {
    let (x, y) = logo.expect_point(point)?;
    logo.turtle.go_to(x, y)?;
    Ok(Value::Nothing)
}

fn setxy(logo: &mut Interpreter, x: Value, y: Value) -> Outcome {
    let (x, y) = (logo.expect_number(x)?, logo.expect_number(y)?);
    logo.turtle.go_to(x, y)?;
    Ok(Value::Nothing)
}

fn setx(logo: &mut Interpreter, x: Value) -> Outcome {
    let (x, (_, y)) = (logo.expect_number(x)?, logo.turtle.position());
    logo.turtle.go_to(x, y)?;
    Ok(Value::Nothing)
}

fn sety(logo: &mut Interpreter, y: Value) -> Outcome {
    let ((x, _), y) = (logo.turtle.position(), logo.expect_number(y)?);
    logo.turtle.go_to(x, y)?;
    Ok(Value::Nothing)
}

fn home(logo: &mut Interpreter) -> Outcome {
    logo.turtle.go_to(0.0, 0.0)?;
    logo.turtle.set_heading(0.0);
    Ok(Value::Nothing)
}

fn arc(logo: &mut Interpreter, angle: Value, radius: Value) -> Outcome {
    let (angle, radius) = (logo.expect_number(angle)?, logo.expect_number(radius)?);
    logo.turtle.arc(angle, radius)?;
    Ok(Value::Nothing)
}

/// Positions are told to six decimals, the rest cut off, as in UCBLogo: what walking around a square leaves
/// of rounding is not seen.
fn coordinate(steps: f64) -> Value {
    let millionths = steps * 1e6;
    let nearest = millionths.round();
    Value::Number(if (millionths - nearest).abs() < 1e-3 { nearest } else { millionths.trunc() } / 1e6)
}

fn pos(logo: &mut Interpreter) -> Outcome {
    let (x, y) = logo.turtle.position();
    Ok(Value::List(logo.heap.list([coordinate(x), coordinate(y)])))
}

fn xcor(logo: &mut Interpreter) -> Outcome {
    Ok(coordinate(logo.turtle.position().0))
}

fn ycor(logo: &mut Interpreter) -> Outcome {
    Ok(coordinate(logo.turtle.position().1))
}

fn heading(logo: &mut Interpreter) -> Outcome {
    Ok(Value::Number(logo.turtle.heading()))
}

fn towards(logo: &mut Interpreter, point: Value) -> Outcome {
    let (x, y) = logo.expect_point(point)?;
    Ok(Value::Number(logo.turtle.towards(x, y)))
}

fn set_mode(logo: &mut Interpreter, mode: Mode) -> Outcome {
    logo.turtle.set_mode(mode);
    Ok(Value::Nothing)
}

fn wrap(logo: &mut Interpreter) -> Outcome {
    set_mode(logo, Mode::Wrap)
}

fn window(logo: &mut Interpreter) -> Outcome {
    set_mode(logo, Mode::Window)
}

fn fence(logo: &mut Interpreter) -> Outcome {
    set_mode(logo, Mode::Fence)
}

fn turtlemode(logo: &mut Interpreter) -> Outcome {
    let name = match logo.turtle.mode() {
        Mode::Wrap => "wrap",
        Mode::Window => "window",
        Mode::Fence => "fence",
    };
    Ok(Value::Word(logo.heap.word(name)))
}

fn setscrunch(logo: &mut Interpreter, right: Value, up: Value) -> Outcome {
    let scale = |logo: &Interpreter, input: Value| {
        let is_scale = |scale: &f64| *scale != 0.0 && scale.abs() <= FARTHEST;
        logo.number(input).filter(is_scale).ok_or(Raise::Dislikes(input))
    };
    let (right, up) = (scale(logo, right)?, scale(logo, up)?);
    logo.turtle.set_scrunch(right, up);
    Ok(Value::Nothing)
}

fn scrunch(logo: &mut Interpreter) -> Outcome {
    let (right, up) = logo.turtle.scrunch();
    Ok(Value::List(logo.heap.list([right, up].map(Value::Number))))
}
