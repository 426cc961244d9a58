//! The pen, and the canvas under it.

use super::super::interpreter::{Inputs, Interpreter, Next, Raise};
use super::super::value::Value;
use super::{Function, Outcome, Primitive};
use crate::drawing::{Color, FARTHEST};
use crate::turtle::{NUMBERED_COLORS, Pen, PenMode};

pub(super) const ROWS: &[Primitive] = &[
    Primitive::command(&["pendown", "pd"], Function::Zero(pendown)).help(
        "the turtle draws where it walks",
        "penup pendown show pendownp",
        "true",
    ),
    Primitive::command(&["penup", "pu"], Function::Zero(penup)).help(
        "the turtle walks without drawing",
        "penup show pendownp",
        "false",
    ),
    Primitive::command(&["penpaint", "ppt"], Function::Zero(penpaint)).help(
        "puts the pen down to draw in its colour",
        "penerase penpaint show penmode",
        "paint",
    ),
    Primitive::command(&["penerase", "pe"], Function::Zero(penerase)).help(
        "puts the pen down to take away what it walks over",
        "penerase show penmode",
        "erase",
    ),
    Primitive::command(&["penreverse", "px"], Function::Zero(penreverse)).help(
        "puts the pen down; a picture of strokes has no pixels to reverse, and the pen draws as after penpaint",
        "penreverse show penmode",
        "reverse",
    ),
    Primitive::command(&["setpencolor", "setpc"], Function::One(setpencolor)).help(
        "sets the pen's colour: a number, a name, [red green blue] in percent, or \"#rrggbb",
        "setpencolor 4 show pencolor",
        "4",
    ),
    Primitive::command(&["setpensize"], Function::One(setpensize)).help(
        "sets the pen's width in steps",
        "setpensize 3 show pensize",
        "[3 3]",
    ),
    Primitive::command(&["setbackground", "setbg"], Function::One(setbackground)).help(
        "sets the colour of the canvas, as setpencolor does for the pen",
        "setbackground 7 show background",
        "7",
    ),
    Primitive::operation(&["pendownp", "pendown?"], Function::Zero(pendownp)).help(
        "whether the pen is down",
        "show pendownp",
        "true",
    ),
    Primitive::operation(&["penmode"], Function::Zero(penmode)).help(
        "paint, erase or reverse",
        "show penmode",
        "paint",
    ),
    Primitive::operation(&["pencolor", "pc"], Function::Zero(pencolor)).help(
        "the pen's colour: its number, or [red green blue] in percent, or #RRGGBBAA where it is translucent",
        "setpencolor \"red show pencolor",
        "[100 0 0]",
    ),
    Primitive::operation(&["pensize"], Function::Zero(pensize)).help(
        "the pen's width, twice, as UCBLogo has it",
        "show pensize",
        "[4 4]",
    ),
    Primitive::command(&["setpenpattern"], Function::One(setpenpattern)).help(
        "takes a list, and changes nothing: the pen has one pattern",
        "setpenpattern [1 2] show penpattern",
        "[-1]",
    ),
    Primitive::operation(&["penpattern"], Function::Zero(penpattern)).help(
        "the pen's pattern, of which there is one",
        "show penpattern",
        "[-1]",
    ),
    Primitive::operation(&["pen"], Function::Zero(pen)).help(
        "all about the pen, as setpen takes it: up or down, mode, width, colour, pattern",
        "setpencolor 7 show pen",
        "[pendown paint [4 4] 7 [-1]]",
    ),
    Primitive::command(&["setpen"], Function::One(setpen)).help(
        "makes the pen as it was when pen gave this list",
        "make \"before pen penup setpensize 9 setpen :before show pensize",
        "[4 4]",
    ),
    Primitive::command(&["setpalette"], Function::Two(setpalette)).help(
        "lets a number from 8 on stand for another colour; the first eight stay what they are",
        "setpalette 20 [100 50 0] setpencolor 20 show palette pencolor",
        "[100 50 0]",
    ),
    Primitive::operation(&["palette"], Function::One(palette)).help(
        "the colour that a number stands for, as [red green blue] in percent",
        "show palette 6",
        "[100 100 0]",
    ),
    Primitive::operation(&["background", "bg"], Function::Zero(background)).help(
        "the colour of the canvas, as pencolor gives the pen's",
        "setbackground \"white show background",
        "[100 100 100]",
    ),
    Primitive::command(&["filled"], Function::Control(filled)).runs(1).help(
        "runs the instructions and fills the shape that the turtle walked with a colour",
        "filled \"red [repeat 4 [forward 50 right 90]] show pos",
        "[0 0]",
    ),
    Primitive::command(&["fill"], Function::Zero(fill)).help(
        "fills the region of one colour around the turtle, as far as the canvas goes, with the pen's colour",
        "repeat 4 [forward 50 right 90] penup setpos [20 20] fill show pos",
        "[20 20]",
    ),
    Primitive::command(&["label"], Function::One(label)).help(
        "writes a word or list with its lower left corner where the turtle is, in the pen's colour and width",
        "label [hello there] show pos",
        "[0 0]",
    ),
    Primitive::command(&["setlabelheight"], Function::One(setlabelheight)).help(
        "sets how high the letters of labels are, in steps",
        "setlabelheight 32 show labelsize",
        "[20 32]",
    ),
    Primitive::operation(&["labelsize"], Function::Zero(labelsize)).help(
        "how wide and high the letters of labels are, in steps; the width is a digit's",
        "show labelsize",
        "[25 40]",
    ),
    Primitive::command(&["clean"], Function::Zero(clean)).help(
        "takes away everything drawn; the turtle stays where it is",
        "forward 10 clean show pos",
        "[0 10]",
    ),
    Primitive::command(&["clearscreen", "cs"], Function::Zero(clearscreen)).help(
        "takes away everything drawn and puts the turtle in the centre",
        "forward 10 clearscreen show pos",
        "[0 0]",
    ),
    Primitive::command(&["showturtle", "st"], Function::Zero(showturtle)).help(
        "the turtle itself will be in the picture",
        "showturtle show shownp",
        "true",
    ),
    Primitive::command(&["hideturtle", "ht"], Function::Zero(hideturtle)).help(
        "the turtle itself will not be in the picture",
        "hideturtle show shownp",
        "false",
    ),
    Primitive::operation(&["shownp", "shown?"], Function::Zero(shownp)).help(
        "whether the turtle itself will be in the picture",
        "show shownp",
        "false",
    ),
];

impl Interpreter<'_> {
    /// The colour that an input names, and its number where it was chosen by number.
    fn expect_color(&self, input: Value) -> Result<(Color, Option<u8>), Raise> {
        let color = match input {
            Value::List(list) => {
                let parts: Vec<Option<f64>> = self.heap.members(list).take(4).map(|part| self.number(part)).collect();
                match parts[..] {
                    [Some(red), Some(green), Some(blue)] => Some((rgb_of_percents(red, green, blue), None)),
                    _ => None,
                }
            }
            _ => match self.number(input) {
                Some(number) => {
                    number_of_color(number).map(|number| (self.turtle.palette().color(number), Some(number)))
                }
                None => self.text(input).and_then(|name| name.parse().ok()).map(|color| (color, None)),
            },
        };
        color.ok_or(Raise::Dislikes(input))
    }

    /// A colour as [`Interpreter::expect_color`] takes it.
    fn color_value(&mut self, color: Color, number: Option<u8>) -> Value {
        match number {
            Some(number) => Value::Number(f64::from(number)),
            None if !color.is_opaque() => Value::Word(self.heap.word(&color.to_string())),
            None => {
                let percents = [color.red, color.green, color.blue].map(|part| Value::Number(percent_of_byte(part)));
                Value::List(self.heap.list(percents))
            }
        }
    }
}

/// Numbers beyond those of the palette begin it anew.
fn number_of_color(number: f64) -> Option<u8> {
    let is_number = number >= 0.0 && number.fract() == 0.0 && number < FARTHEST;
    is_number.then_some((number as usize % NUMBERED_COLORS) as u8)
}

fn rgb_of_percents(red: f64, green: f64, blue: f64) -> Color {
    let [red, green, blue] = [red, green, blue].map(|percent| (percent.clamp(0.0, 100.0) * 2.55).round() as u8);
    Color::rgb(red, green, blue)
}

/// The shortest percentage, of at most two decimals, that makes this byte.
fn percent_of_byte(byte: u8) -> f64 {
    let percent = f64::from(byte) / 2.55;
    let rounded = [1.0, 10.0, 100.0].map(|digits| (percent * digits).round() / digits);
    rounded.into_iter().find(|percent| (percent * 2.55).round() as u8 == byte).unwrap_or(percent)
}

fn pendown(logo: &mut Interpreter) -> Outcome {
    logo.turtle.pen.is_down = true;
    Ok(Value::Nothing)
}

fn penup(logo: &mut Interpreter) -> Outcome {
    logo.turtle.pen.is_down = false;
    Ok(Value::Nothing)
}

fn set_pen_mode(logo: &mut Interpreter, mode: PenMode) -> Outcome {
    logo.turtle.pen.mode = mode;
    pendown(logo)
}

fn penpaint(logo: &mut Interpreter) -> Outcome {
    set_pen_mode(logo, PenMode::Paint)
}

fn penerase(logo: &mut Interpreter) -> Outcome {
    set_pen_mode(logo, PenMode::Erase)
}

fn penreverse(logo: &mut Interpreter) -> Outcome {
    set_pen_mode(logo, PenMode::Reverse)
}

fn setpencolor(logo: &mut Interpreter, color: Value) -> Outcome {
    (logo.turtle.pen.color, logo.turtle.pen.color_index) = logo.expect_color(color)?;
    Ok(Value::Nothing)
}

impl Interpreter<'_> {
    /// The width that an input gives: `3`, or `[3 3]`, of which the first counts.
    fn expect_width(&self, input: Value) -> Result<f64, Raise> {
        let width = match input {
            Value::List(list) => match self.heap.members(list).take(3).collect::<Vec<Value>>()[..] {
                [width, _] => self.number(width),
                _ => None,
            },
            _ => self.number(input),
        };
        width.filter(|width| (0.0..=FARTHEST).contains(width)).ok_or(Raise::Dislikes(input))
    }

    /// The pen that an input describes, as `pen` does.
    fn expect_pen(&self, input: Value) -> Result<Pen, Raise> {
        let Value::List(list) = input else { return Err(Raise::Dislikes(input)) };
        let [position, mode, width, color, _pattern] = self.heap.members(list).take(6).collect::<Vec<Value>>()[..]
        else {
            return Err(Raise::Dislikes(input));
        };
        let is_named = |value: Value, name: &str| self.text(value).is_some_and(|text| text.eq_ignore_ascii_case(name));
        let is_down = is_named(position, "pendown");
        let mode = MODES.iter().find(|each| is_named(mode, each.0)).map(|each| each.1);
        let (true, Some(mode)) = (is_down || is_named(position, "penup"), mode) else {
            return Err(Raise::Dislikes(input));
        };
        let (color, color_index) = self.expect_color(color)?;
        Ok(Pen { is_down, mode, color, color_index, width: self.expect_width(width)? })
    }
}

/// The words for what a pen does.
const MODES: [(&str, PenMode); 3] =
    [("paint", PenMode::Paint), ("erase", PenMode::Erase), ("reverse", PenMode::Reverse)];

fn setpensize(logo: &mut Interpreter, size: Value) -> Outcome {
    logo.turtle.pen.width = logo.expect_width(size)?;
    Ok(Value::Nothing)
}

fn setpenpattern(_: &mut Interpreter, pattern: Value) -> Outcome {
    if matches!(pattern, Value::List(_)) { Ok(Value::Nothing) } else { Err(Raise::Dislikes(pattern)) }
}

fn penpattern(logo: &mut Interpreter) -> Outcome {
    Ok(Value::List(logo.heap.list([Value::Number(-1.0)])))
}

fn pen(logo: &mut Interpreter) -> Outcome {
    let position = logo.heap.word(if logo.turtle.pen.is_down { "pendown" } else { "penup" });
    let members = [Value::Word(position), penmode(logo)?, pensize(logo)?, pencolor(logo)?, penpattern(logo)?];
    Ok(Value::List(logo.heap.list(members)))
}

fn setpen(logo: &mut Interpreter, pen: Value) -> Outcome {
    logo.turtle.pen = logo.expect_pen(pen)?;
    Ok(Value::Nothing)
}

fn setpalette(logo: &mut Interpreter, number: Value, color: Value) -> Outcome {
    let slot = logo.number(number).and_then(number_of_color).ok_or(Raise::Dislikes(number))?;
    if logo.number(color).is_some() {
        return Err(Raise::Dislikes(color));
    }
    let (color, _) = logo.expect_color(color)?;
    logo.turtle.set_palette(slot, color);
    Ok(Value::Nothing)
}

fn palette(logo: &mut Interpreter, number: Value) -> Outcome {
    let slot = logo.number(number).and_then(number_of_color).ok_or(Raise::Dislikes(number))?;
    let color = logo.turtle.palette().color(slot);
    Ok(logo.color_value(color, None))
}

fn setbackground(logo: &mut Interpreter, color: Value) -> Outcome {
    let (color, number) = logo.expect_color(color)?;
    logo.turtle.set_background(color);
    logo.turtle.background_index = number;
    Ok(Value::Nothing)
}

fn pendownp(logo: &mut Interpreter) -> Outcome {
    Ok(Value::from(logo.turtle.pen.is_down))
}

fn penmode(logo: &mut Interpreter) -> Outcome {
    let mode = logo.turtle.pen.mode;
    let name = MODES.iter().find(|each| each.1 == mode).map_or("paint", |each| each.0);
    Ok(Value::Word(logo.heap.word(name)))
}

fn pencolor(logo: &mut Interpreter) -> Outcome {
    let pen = logo.turtle.pen;
    Ok(logo.color_value(pen.color, pen.color_index))
}

fn pensize(logo: &mut Interpreter) -> Outcome {
    let width = Value::Number(logo.turtle.pen.width);
    Ok(Value::List(logo.heap.list([width, width])))
}

fn background(logo: &mut Interpreter) -> Outcome {
    let (color, number) = (logo.turtle.background(), logo.turtle.background_index);
    Ok(logo.color_value(color, number))
}

fn filled(logo: &mut Interpreter, inputs: Inputs) -> Result<Next, Raise> {
    let (color, instructions) = (inputs.get(0, logo), inputs.get(1, logo));
    logo.expect_color(color)?;
    let code = logo.expect_instructions(instructions)?;
    logo.begin(inputs, code, |logo, value| {
        if value != Value::Nothing {
            return Err(Raise::from(super::super::interpreter::Problem::Unused(value)));
        }
        let color = *logo.own(0);
        let (color, _) = logo.expect_color(color)?;
        logo.turtle.end_fill(color);
        Ok(Next::Done(Value::Nothing))
    })?;
    logo.turtle.begin_fill();
    Ok(Next::RunOwnCode)
}

fn fill(logo: &mut Interpreter) -> Outcome {
    logo.turtle.fill()?;
    Ok(Value::Nothing)
}

fn label(logo: &mut Interpreter, text: Value) -> Outcome {
    let text = logo.printed(text);
    logo.turtle.label(&text)?;
    Ok(Value::Nothing)
}

fn setlabelheight(logo: &mut Interpreter, height: Value) -> Outcome {
    match logo.number(height) {
        Some(steps) if steps > 0.0 && steps <= FARTHEST => logo.turtle.label_height = steps,
        _ => return Err(Raise::Dislikes(height)),
    }
    Ok(Value::Nothing)
}

fn labelsize(logo: &mut Interpreter) -> Outcome {
    let (width, height) = logo.turtle.label_size();
    Ok(Value::List(logo.heap.list([width, height].map(Value::Number))))
}

fn clean(logo: &mut Interpreter) -> Outcome {
    logo.turtle.clean();
    Ok(Value::Nothing)
}

fn clearscreen(logo: &mut Interpreter) -> Outcome {
    logo.turtle.clean();
    logo.turtle.reset();
    Ok(Value::Nothing)
}

fn showturtle(logo: &mut Interpreter) -> Outcome {
    logo.turtle.is_visible = true;
    Ok(Value::Nothing)
}

fn hideturtle(logo: &mut Interpreter) -> Outcome {
    logo.turtle.is_visible = false;
    Ok(Value::Nothing)
}

fn shownp(logo: &mut Interpreter) -> Outcome {
    Ok(Value::from(logo.turtle.is_visible))
}
