//! Pictures: the examples, the shapes, and what pens do.

mod common;

use std::fs;

use common::{dialect_of, expect_file, nogo, repository, run_script, scripts_in, svg};
use resvg::tiny_skia::Pixmap;

#[test]
fn examples_draw_what_is_expected() {
    let mut mistakes = Vec::new();
    for path in scripts_in("examples") {
        let script = fs::read_to_string(&path).expect("a script");
        let found = svg(&script, &["--dialect", dialect_of(&path)]);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        expect_file(&repository("tests/pictures").join(name).with_extension("svg"), &found, &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.concat().chars().take(3000).collect::<String>());
}

fn png(script: &str, settings: &[&str]) -> Pixmap {
    let arguments: Vec<&str> =
        ["draw", "--output", "-"].into_iter().chain(settings.iter().copied()).chain(["-"]).collect();
    let outcome = nogo(&arguments, &[], script.as_bytes());
    assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{script}");
    Pixmap::decode_png(&outcome.output).expect("a PNG")
}

/// The pixel under a turtle's position.
fn pixel(picture: &Pixmap, x: i32, y: i32) -> [u8; 4] {
    let column = picture.width() as i32 / 2 + x;
    let row = picture.height() as i32 / 2 - y;
    let color = picture.pixel(column as u32, row as u32).expect("on the canvas").demultiply();
    [color.red(), color.green(), color.blue(), color.alpha()]
}

const GREEN: [u8; 4] = [0x60, 0xde, 0xa9, 255];
const NOTHING: [u8; 4] = [0; 4];

// Shapes -----------------------------------------------------------------------------------------------------

/// The points of the only path of a picture, in turtle coordinates.
fn points(svg: &str) -> Vec<(f64, f64)> {
    let mut paths = svg.lines().filter_map(|line| line.strip_prefix("<path d=\"M"));
    let path = paths.next().expect("a path").trim_end_matches("\"/>").trim_end_matches('Z');
    assert_eq!(paths.next(), None);
    let numbers: Vec<f64> = path.split(['L', ' ']).map(|number| number.parse().expect("a number")).collect();
    numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

fn shape(settings: &[&str]) -> Vec<(f64, f64)> {
    let arguments: Vec<&str> =
        ["draw", "--output", "-", "--format", "svg"].into_iter().chain(settings.iter().copied()).collect();
    let outcome = nogo(&arguments, &[], b"");
    assert_eq!((outcome.status, outcome.errors.as_str()), (0, ""), "{settings:?}");
    points(&outcome.printed())
}

fn assert_near(found: &[(f64, f64)], expected: &[(f64, f64)], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}: {found:?}");
    for (found, expected) in found.iter().zip(expected) {
        let distance = (found.0 - expected.0).abs().max((found.1 - expected.1).abs());
        assert!(distance <= 0.001, "{what}: {found:?} is not {expected:?}");
    }
}

/// Corners of a polygon about the centre, clockwise from the top, turned counter-clockwise.
fn polygon(sides: u32, radius: f64, turned: f64) -> Vec<(f64, f64)> {
    let corner = |number: u32| {
        let angle = (f64::from(number) * 360.0 / f64::from(sides) - turned).to_radians();
        (radius * libm::sin(angle), radius * libm::cos(angle))
    };
    (0..sides).map(corner).collect()
}

#[test]
fn polygons_have_a_corner_at_the_top_and_span_their_circle() {
    assert_near(&shape(&[]), &polygon(6, 375.0, 0.0), "default");
    for (name, sides) in [("triangle", 3), ("hexagon", 6), ("polygon:5", 5), ("polygon:4", 4), ("polygon:100", 100)] {
        for (size, width, height, radius) in
            [("0.75", "1000", "1000", 375.0), ("1", "300", "201", 100.5), ("0.01", "64", "1000", 0.32)]
        {
            for turned in [0.0, 30.0, -45.5, 360.0, 1000.0] {
                let rotation = turned.to_string();
                let settings =
                    ["--shape", name, "--size", size, "--width", width, "--height", height, "--rotation", &rotation];
                assert_near(&shape(&settings), &polygon(sides, radius, turned), &format!("{settings:?}"));
            }
        }
    }
}

#[test]
fn a_square_has_the_side_that_was_asked_for() {
    let corners = [(-300.0, -300.0), (-300.0, 300.0), (300.0, 300.0), (300.0, -300.0)];
    assert_near(&shape(&["--shape", "square", "--size", "0.6"]), &corners, "square");
    let far = 300.0 * 2f64.sqrt();
    let turned = [(0.0, -far), (-far, 0.0), (0.0, far), (far, 0.0)];
    assert_near(&shape(&["--shape", "square", "--size", "0.6", "--rotation", "45"]), &turned, "turned square");
}

#[test]
fn a_circle_is_round() {
    for (size, radius) in [("0.75", 375.0), ("0.1", 50.0), ("1", 500.0)] {
        let points = shape(&["--shape", "circle", "--size", size]);
        assert!(points.len() >= 36);
        assert_near(&points[..1], &[(0.0, radius)], "its top");
        for pair in points.windows(2) {
            let middle = ((pair[0].0 + pair[1].0) / 2.0, (pair[0].1 + pair[1].1) / 2.0);
            for (x, y) in [pair[0], middle] {
                assert!((libm::hypot(x, y) - radius).abs() < 0.03, "{x} {y}");
            }
        }
    }
}

#[test]
fn a_shape_of_no_size_is_a_dot() {
    assert!(shape(&["--size", "0"]).iter().all(|&point| point == (0.0, 0.0)));
}

// Pens -------------------------------------------------------------------------------------------------------

#[test]
fn erasing_leaves_a_transparent_canvas_transparent() {
    let script = "setpensize 20 forward 100 home penerase right 90 forward 50 penpaint setpos [50 50]";
    let picture = png(script, &[]);
    assert_eq!(pixel(&picture, 0, 50), GREEN);
    assert_eq!(pixel(&picture, 0, 2), NOTHING);
    assert_eq!(pixel(&picture, 50, 5), GREEN);
    let opaque = png(script, &["--bg-color", "navy"]);
    assert_eq!(pixel(&opaque, 0, 2), [0, 0, 128, 255]);
    assert_eq!(pixel(&opaque, 50, 5), GREEN);
}

#[test]
fn what_is_drawn_after_an_eraser_stays() {
    // Each turn draws a dot and erases the one before it; many turns must not nest as many groups.
    let script = "
        setpensize 8
        repeat 300 [
            penup setxy repcount 0 penpaint forward 0
            penup setxy repcount - 10 0 penerase forward 0
        ]";
    let picture = png(script, &[]);
    assert_eq!(pixel(&picture, 300, 0), GREEN);
    assert_eq!(pixel(&picture, 100, 0), NOTHING);
    let nested = svg(script, &[]).lines().fold((0, 0), |(depth, most): (i32, i32), line| {
        let depth = depth + i32::from(line.starts_with("<g")) - i32::from(line == "</g>");
        (depth, most.max(depth))
    });
    assert_eq!(nested, (0, 10));
}

#[test]
fn a_step_of_no_length_is_a_dot() {
    let picture = png("setpensize 10 forward 0", &[]);
    assert_eq!(pixel(&picture, 0, 0), GREEN);
    assert_eq!(pixel(&picture, 0, 4), GREEN);
    assert_eq!(pixel(&picture, 0, 8), NOTHING);
}

#[test]
fn filled_puts_the_inside_under_the_outline() {
    let script = "setpensize 10 setpencolor \"black filled \"red [repeat 4 [forward 100 right 90]]";
    let picture = png(script, &[]);
    assert_eq!(pixel(&picture, 50, 50), [255, 0, 0, 255]);
    assert_eq!(pixel(&picture, 2, 50), [0, 0, 0, 255]);
    assert_eq!(pixel(&picture, -8, 50), NOTHING);
}

#[test]
fn a_translucent_stroke_does_not_darken_where_it_crosses_itself() {
    let picture = png("setpensize 20 forward 100 back 100 right 90 forward 50 back 100", &["--color", "#ff000080"]);
    assert_eq!(pixel(&picture, 0, 50), pixel(&picture, 0, 0));
}

#[test]
fn a_label_stands_on_the_turtle_whichever_way_it_looks() {
    // An I is a bar an eighth of the height from the left, from 7 to 28 of 32 parts of the height.
    for script in ["", "right 90", "penup"] {
        let picture = png(&format!("setlabelheight 320 setpensize 10 {script} label \"I"), &[]);
        assert_eq!(pixel(&picture, 40, 71), GREEN);
        assert_eq!(pixel(&picture, 40, 279), GREEN);
        assert_eq!(pixel(&picture, 40, 60), NOTHING);
        assert_eq!(pixel(&picture, 40, 290), NOTHING);
        assert_eq!(pixel(&picture, 30, 100), NOTHING);
    }
}

#[test]
fn the_turtle_is_drawn_where_it_stands() {
    let picture = png("penup setpos [100 100]", &["--show-turtle"]);
    assert_eq!(pixel(&picture, 100, 105), GREEN);
    assert_eq!(pixel(&png("penup setpos [100 100] showturtle", &[]), 100, 105), GREEN);
    assert_eq!(pixel(&png("penup setpos [100 100] hideturtle", &["--show-turtle"]), 100, 105), NOTHING);
}

#[test]
fn the_same_seed_draws_the_same() {
    let script = "repeat 50 [forward random 50 right random 360]";
    assert_eq!(svg(script, &["--seed", "7"]), svg(script, &["--seed", "7"]));
    assert_ne!(svg(script, &["--seed", "7"]), svg(script, &["--seed", "8"]));
}

/// What a script prints, or the first line of what is said about it.
fn answer(script: &str) -> String {
    let outcome = run_script(script, "classic");
    let message = outcome.errors.lines().next().unwrap_or("").trim_start_matches("error: ").to_owned();
    outcome.printed().trim_end().replace('\n', " | ") + &message
}

#[test]
fn pens_are_told_and_set_as_in_ucblogo() {
    for (script, expected) in [
        ("setpensize 1 setpc 7 show pen", "[pendown paint [1 1] 7 [-1]]"),
        ("setpen [penup erase [3 3] 4 [-1]] show pen", "[penup erase [3 3] 4 [-1]]"),
        ("setpen [PENUP Erase 5 4 [-1]] show pen", "[penup erase [5 5] 4 [-1]]"),
        ("setpen [pendown reverse [2 2] [10 20 30] [-1]] show pen", "[pendown reverse [2 2] [10 20 30] [-1]]"),
        ("setpc \"#ff000080 setpen pen show pen", "[pendown paint [4 4] #FF000080 [-1]]"),
        ("setpen [penup]", "setpen doesn't like [penup] as input"),
        ("setpen [down paint 1 4 []]", "setpen doesn't like [down paint 1 4 []] as input"),
        ("setpen [pendown paint -1 4 []]", "setpen doesn't like -1 as input"),
        ("setpen \"a", "setpen doesn't like a as input"),
        ("px show pen", "[pendown reverse [4 4] [37.6 87 66.3] [-1]]"),
        ("px pu show penmode", "reverse"),
        ("setpenpattern \"a", "setpenpattern doesn't like a as input"),
        ("setpensize [3 5] show pensize", "[3 3]"),
        ("setpensize 0 show pensize", "[0 0]"),
        ("setpensize -2", "setpensize doesn't like -2 as input"),
        ("setpensize [1 2 3]", "setpensize doesn't like [1 2 3] as input"),
        ("setpc 511 show pencolor", "255"),
        ("setpc 3.5", "setpc doesn't like 3.5 as input"),
        ("show palette 8 setpalette 8 [100 0 0] show palette 8", "[60.8 37.6 23] | [100 0 0]"),
        ("setpalette 7 [100 0 0] show palette 7", "[100 100 100]"),
        ("setpalette 8 12", "setpalette doesn't like 12 as input"),
        ("setpalette 8 [10 20]", "setpalette doesn't like [10 20] as input"),
        ("setpalette 3.5 [1 2 3]", "setpalette doesn't like 3.5 as input"),
        ("show palette \"a", "palette doesn't like a as input"),
        ("setpos [10 20] setscrunch 2 1 show pos fd 10 show pos setscrunch 1 1 show pos", "[5 20] | [5 30] | [10 30]"),
        ("setscrunch 2 1 rt 45 fd 10 show pos", "[7.071067 7.071067]"),
        ("setscrunch 2 1 show towards [10 10]", "45"),
        ("setscrunch \"a 1", "setscrunch doesn't like a as input"),
        ("setscrunch 1 0", "setscrunch doesn't like 0 as input"),
        ("setlabelheight 32 setscrunch 2 1 show labelsize", "[10 32]"),
        ("setlabelheight 0", "setlabelheight doesn't like 0 as input"),
    ] {
        assert_eq!(answer(script), expected, "{script}");
    }
}

#[test]
fn a_new_colour_for_a_number_is_the_pens_too() {
    let picture =
        png("setpencolor 20 setbackground 21 setpalette 20 \"blue setpalette 21 \"white setpensize 20 fd 50", &[]);
    assert_eq!(pixel(&picture, 0, 20), BLUE);
    assert_eq!(pixel(&picture, 100, 20), [255; 4]);
}

#[test]
fn scrunched_steps_are_longer_and_circles_flat() {
    let picture = png("setscrunch 3 0.5 arc 360 100 setscrunch 1 1 penup setpos [300 0] pendown forward 0", &[]);
    assert_eq!([pixel(&picture, 299, 0), pixel(&picture, -299, 0), pixel(&picture, 0, 50)], [GREEN; 3]);
    assert_eq!([pixel(&picture, 0, 100), pixel(&picture, 100, 0)], [NOTHING; 2]);
    let fenced = run_script("fence setscrunch 2 2 print ycor forward 300", "nogo");
    assert!(fenced.errors.starts_with("error: turtle out of bounds"), "{}", fenced.errors);
}

// Floods -----------------------------------------------------------------------------------------------------

const BLUE: [u8; 4] = [0, 0, 255, 255];

/// Every pixel of a picture, with its place in turtle steps: the middle of the pixel.
fn pixels(picture: &Pixmap) -> impl Iterator<Item = ((f64, f64), [u8; 4])> {
    let (half_width, half_height) = (picture.width() as i32 / 2, picture.height() as i32 / 2);
    let places = (1 - half_height..=half_height).flat_map(move |y| (-half_width..half_width).map(move |x| (x, y)));
    places.map(|(x, y)| ((f64::from(x) + 0.5, f64::from(y) - 0.5), pixel(picture, x, y)))
}

#[test]
fn a_flood_leaves_no_seam() {
    // Two rings of black; between their middles nothing but black and blue may be.
    for background in ["white", "transparent"] {
        for width in ["0.6", "1", "1.7", "2.5", "6"] {
            let script = format!(
                "setpensize {width} setpencolor \"black penup setxy 10.3 -20.7 pendown arc 360 150 arc 360 61.3
                penup setxy 100 0 setpencolor \"blue fill"
            );
            let picture = png(&script, &["--bg-color", background, "--width", "400", "--height", "400"]);
            let untouched = png("", &["--bg-color", background, "--width", "1", "--height", "1"]);
            let half = width.parse::<f64>().expect("a number") / 2.0;
            for ((x, y), [red, green, _, alpha]) in pixels(&picture) {
                let distance = libm::hypot(x - 10.3, y + 20.7);
                if distance > 62.3 && distance < 149.0 {
                    assert!((red, green, alpha) <= (2, 2, 255) && alpha >= 253, "{background} {width} at {x} {y}");
                }
                if distance < 59.6 - half || distance > 151.7 + half {
                    let found = picture.pixel((x + 199.5) as u32, (199.5 - y) as u32);
                    assert_eq!(found, untouched.pixel(0, 0), "{background} {width} at {x} {y}");
                }
            }
        }
    }
}

#[test]
fn a_flood_reaches_into_every_corner() {
    let script = "setpensize 3 setpencolor \"black repeat 5 [forward 300 right 144]
        penup setxy 60 160 setpencolor \"blue fill";
    for background in ["white", "transparent"] {
        let picture = png(script, &["--bg-color", background]);
        let blue: Vec<(f64, f64)> =
            pixels(&picture).filter(|(_, color)| *color == BLUE).map(|(place, _)| place).collect();
        // The pentagon in the middle of a pentagram whose lines are 300 steps long.
        let side: f64 = 300.0 * (libm::sqrt(5.0) - 2.0);
        let area = 1.720_477 * side * side;
        let perimeter = 5.0 * side;
        assert!((blue.len() as f64 - (area - 1.5 * perimeter)).abs() < 0.7 * perimeter, "{} {area}", blue.len());
        for ((x, y), [red, green, blue, alpha]) in pixels(&picture) {
            let is_inside = libm::hypot(x - 54.0, y - 150.0) < 40.0;
            assert!(!is_inside || [red, green, blue, alpha] == BLUE, "{x} {y}");
        }
    }
}

#[test]
fn floods_lie_on_each_other_in_the_order_of_the_script() {
    // A red disc is flooded; on it a ring is drawn and its inside flooded; then the ring itself is.
    let script = "setpensize 8 setpencolor \"black arc 360 150 setpencolor \"red fill
        setpencolor \"black setpensize 4 arc 360 50 setpencolor \"blue fill
        penup setpos [0 100] setpencolor \"green fill setpos [0 50] setpencolor \"yellow fill";
    for background in ["white", "transparent"] {
        let picture = png(script, &["--bg-color", background]);
        assert_eq!(pixel(&picture, 0, 0), BLUE);
        assert_eq!(pixel(&picture, 0, 100), [0, 128, 0, 255]);
        assert_eq!(pixel(&picture, 0, 150), [0, 0, 0, 255]);
        assert_eq!(pixel(&picture, 50, 0), [255, 255, 0, 255]);
        for ((x, y), [red, _, _, alpha]) in pixels(&picture) {
            let distance = libm::hypot(x, y);
            assert!(distance > 145.0 || alpha == 255, "{x} {y}");
            assert!(!(55.0..145.0).contains(&distance) || red < 3, "{x} {y} {red}");
        }
    }
}

#[test]
fn what_has_the_regions_colour_elsewhere_changes_nothing() {
    // A face with thin outlines on white, whose white eyes are drawn after it: the flood still goes below the lines.
    let script = "setbackground \"white setpensize 1 setpencolor \"black arc 360 150 penup setpos [40 40] pendown
        filled \"white [arc 360 20] penup setpos [0 -50] setpencolor \"blue fill";
    let picture = png(script, &[]);
    assert_eq!([pixel(&picture, 0, -50), pixel(&picture, 40, 40)], [BLUE, [255; 4]]);
    for ((x, y), [red, green, _, _]) in pixels(&picture) {
        let (distance, to_eye) = (libm::hypot(x, y), libm::hypot(x - 40.0, y - 40.0));
        assert!(distance > 149.0 || to_eye < 21.0 || (red < 3 && green < 3), "{x} {y}");
    }
    // The lines are as dark as they were.
    let without = png(script.trim_end_matches("fill"), &[]);
    for y in [-140, 0, 100] {
        let darkest = |picture: &Pixmap| (100..160).map(|x| pixel(picture, x, y)[0]).min();
        assert!(darkest(&picture) <= darkest(&without), "{y}");
    }
}

#[test]
fn a_flood_fills_what_was_erased_and_nothing_else() {
    let script = "setpensize 8 setpencolor \"black filled \"red [repeat 4 [forward 200 right 90]]
        setpensize 60 penup setpos [60 100] penerase setpos [140 100]
        penup setpos [100 100] setpencolor \"blue fill";
    for background in ["white", "transparent"] {
        let picture = png(script, &["--bg-color", background]);
        for ((x, y), [red, green, _, alpha]) in pixels(&picture) {
            let is_inside = (0.0..200.0).contains(&x) && (0.0..200.0).contains(&y);
            assert!(!is_inside || (green < 3 && alpha > 252), "{background} {x} {y} {red} {green} {alpha}");
        }
        assert_eq!(pixel(&picture, 100, 100), BLUE);
        assert_eq!(pixel(&picture, 100, 150), [255, 0, 0, 255]);
    }
}

#[test]
fn a_flood_outside_of_the_picture_or_in_its_own_colour_adds_nothing() {
    for script in ["penup forward 10000 fill", "setbackground \"red setpencolor \"red fill"] {
        assert!(!svg(script, &[]).contains("<path"), "{script}");
    }
    // Where the drawing will be fitted, all of it is seen.
    let far = "penup setpos [5000 5000] pendown repeat 4 [forward 100 right 90] penup setpos [5050 5050] fill";
    assert_eq!(svg(far, &["--fit"]).matches("<path").count(), 2);
    assert_eq!(svg(far, &[]).matches("<path").count(), 1);
}

#[test]
fn an_empty_canvas_is_flooded_to_its_edges() {
    for size in ["1", "7", "100"] {
        let picture = png("setpencolor \"blue fill", &["--width", size, "--height", size]);
        assert!((0..picture.width()).all(|at| {
            [(at, 0), (0, at), (at, picture.height() - 1), (picture.width() - 1, at)]
                .iter()
                .all(|&(x, y)| picture.pixel(x, y).is_some_and(|color| color.blue() == 255))
        }));
    }
}

// The screen -------------------------------------------------------------------------------------------------

#[test]
fn what_sets_up_the_screen_does_nothing_and_what_needs_it_says_so() {
    assert_eq!(answer("textscreen ts fullscreen fs splitscreen ss refresh norefresh cleartext ct show pos"), "[0 0]");
    for (script, expected) in [
        ("show mousepos", "mousepos needs a mouse: Nogo has none"),
        ("if button? [stop]", "button? needs a mouse: Nogo has none"),
        ("show keyp", "keyp needs a keyboard: Nogo has none"),
        ("setcursor [1 1]", "setcursor needs a window: Nogo has none"),
        ("SETTC 1 2", "settc needs a window: Nogo has none"),
        ("epspict \"file", "epspict needs a window: Nogo has none"),
        ("to f :x\nedit \"f\nend\nf 1", "edit needs an editor: Nogo has none"),
        ("(ed)", "ed needs an editor: Nogo has none"),
        ("show standout [a b]", "a b"),
    ] {
        assert_eq!(answer(script), expected, "{script}");
    }
}

// Edges ------------------------------------------------------------------------------------------------------

#[test]
fn a_wrapping_turtle_comes_in_on_the_other_side() {
    let canvas = ["--width", "100", "--height", "100", "--mode", "wrap"];
    let wrapped = svg("right 90 forward 130", &canvas[..4]);
    assert!(wrapped.contains("M0 0L130 0\""), "{wrapped}");
    let outcome = nogo(
        &[
            "draw",
            "--output",
            "/dev/null",
            "--format",
            "svg",
            "--width",
            "100",
            "--height",
            "100",
            "--mode",
            "wrap",
            "-",
        ],
        &[],
        b"right 90 forward 130 print pos setpos [60 70] print pos",
    );
    assert_eq!(outcome.printed(), "30 0\n-40 -30\n");
    let wrapped = svg("setxy 80 80", &canvas);
    assert!(wrapped.contains("<path d=\"M0 0L50 50\"/>\n<path d=\"M-50 -50L-20 -20\"/>"), "{wrapped}");
}

#[test]
fn a_fitted_drawing_is_all_visible() {
    let script = "setpensize 40 setpos [3000 500] right 45 forward 2000";
    let picture = png(script, &["--fit"]);
    let (width, height) = (picture.width(), picture.height());
    let is_empty = |x: u32, y: u32| picture.pixel(x, y).is_some_and(|color| color.alpha() == 0);
    let in_margin =
        |x: u32, y: u32| x < width / 20 || y < height / 20 || x >= width - width / 20 || y >= height - height / 20;
    for y in 0..height {
        assert!((0..width).all(|x| !in_margin(x, y) || is_empty(x, y)), "row {y}");
    }
    assert!((0..width).any(|x| (0..height).any(|y| !is_empty(x, y) && x < width / 20 + 3)));
}

// Files ------------------------------------------------------------------------------------------------------

#[test]
fn a_png_is_no_larger_than_resvg_makes_it() {
    for script in [
        "repeat 36 [forward 200 right 170]",
        "repeat 3000 [forward repcount / 7 right 89]",
        "repeat 500 [setpencolor (list random 100 random 100 50) forward 300 right 161]",
    ] {
        let outcome = nogo(&["draw", "--output", "-", "--seed", "1", "-"], &[], script.as_bytes());
        let picture = Pixmap::decode_png(&outcome.output).expect("a PNG");
        assert!(outcome.output.len() <= picture.encode_png().expect("encodes").len(), "{script}");
    }
}

#[test]
fn the_default_picture_has_these_bytes() {
    let outcome = nogo(&["draw", "--output", "-"], &[], b"");
    let path = repository("tests/pictures/hexagon.png");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &outcome.output).expect("the file can be written");
    }
    assert!(outcome.output == fs::read(&path).expect("the picture"), "the default picture is not {}", path.display());
}
