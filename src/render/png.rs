//! Pixels to a PNG of the smallest colour type that holds them without loss.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{ColorU8, Pixmap, PremultipliedColorU8};

use super::raster::RenderError;

/// What a PNG is made of.
struct Image {
    color: ColorType,
    depth: BitDepth,
    palette: Vec<ColorU8>,
    /// Rows of pixels, packed as the PNG has them.
    data: Vec<u8>,
}

/// The bytes of a PNG.
pub(super) fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, RenderError> {
    let image = match Palette::of(pixmap.data()) {
        Some(palette) => palette.image(pixmap.width() as usize),
        None => true_color(pixmap.pixels()),
    };
    write(pixmap, &image).map_err(RenderError::Png)
}

fn write(pixmap: &Pixmap, image: &Image) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::with_capacity(16 * 1024);
    let mut encoder = Encoder::new(&mut file, pixmap.width(), pixmap.height());
    encoder.set_color(image.color);
    encoder.set_depth(image.depth);
    if image.color == ColorType::Indexed {
        encoder.set_palette(
            image.palette.iter().flat_map(|color| [color.red(), color.green(), color.blue()]).collect::<Vec<u8>>(),
        );
        let alphas: Vec<u8> =
            image.palette.iter().map(|color| color.alpha()).take_while(|&alpha| alpha < 255).collect();
        if !alphas.is_empty() {
            encoder.set_trns(alphas);
        }
    }
    // Measured on 1000x1000 pixels. With a palette: a hexagon takes 0.2 ms and 15 kB, thousands of lines 1.6 ms;
    // the next level takes 3 ms and 34 ms for files half the size. In true colours, hundreds of lines: 18 ms and
    // 104 kB; 2 ms and 140 kB at the faster level, which is more than resvg's own encoder makes of it.
    let (compression, filter) = match image.color {
        ColorType::Indexed | ColorType::Grayscale => (Compression::Fast, Filter::Up),
        _ => (Compression::Balanced, Filter::NoFilter),
    };
    encoder.set_compression(compression);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&image.data)?;
    writer.finish()?;
    Ok(file)
}

// Palettes ---------------------------------------------------------------------------------------------------

const MOST_COLORS: usize = 256;

// Four places for each colour keep searches short.
const SLOTS: usize = 4 * MOST_COLORS;

/// The colours of an image and, for each pixel, which of them it has.
struct Palette {
    colors: Vec<u32>,
    indices: Vec<u8>,
}

impl Palette {
    /// The palette, if there are few enough colours for one. A pixel's four bytes are looked at as one number.
    fn of(pixels: &[u8]) -> Option<Palette> {
        let mut colors: Vec<u32> = Vec::with_capacity(MOST_COLORS);
        let mut slots = [None::<u8>; SLOTS];
        let mut indices = Vec::with_capacity(pixels.len() / 4);
        // Neighbours mostly have the same colour.
        let mut last = None;
        let mut last_index = 0;
        for bytes in pixels.chunks_exact(4) {
            let pixel = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            if last != Some(pixel) {
                last = Some(pixel);
                let mut slot = slot_of(pixel);
                last_index = loop {
                    match slots[slot] {
                        Some(index) if colors[usize::from(index)] == pixel => break index,
                        Some(_) => slot = (slot + 1) % SLOTS,
                        None => {
                            let index = u8::try_from(colors.len()).ok()?;
                            slots[slot] = Some(index);
                            colors.push(pixel);
                            break index;
                        }
                    }
                };
            }
            indices.push(last_index);
        }
        Some(Palette { colors, indices })
    }

    fn image(self, width: usize) -> Image {
        let colors: Vec<ColorU8> = self.colors.iter().copied().map(color_of).collect();
        let is_grey = colors.iter().all(|color| color.is_opaque() && is_grey(*color));
        if is_grey && colors.len() > 16 {
            let data = self.indices.iter().map(|&index| colors[usize::from(index)].red()).collect();
            return Image { color: ColorType::Grayscale, depth: BitDepth::Eight, palette: Vec::new(), data };
        }
        // Translucent colours first, so that the list of alphas can end with them; then by colour,
        // so that the file does not depend on where in the picture a colour comes first.
        let mut order: Vec<u8> = (0..=255).take(colors.len()).collect();
        order.sort_by_key(|&index| {
            let color = colors[usize::from(index)];
            (color.is_opaque(), color.alpha(), color.red(), color.green(), color.blue())
        });
        let mut new_index = [0; MOST_COLORS];
        for (new, &old) in (0..=255).zip(&order) {
            new_index[usize::from(old)] = new;
        }
        let depth = match colors.len() {
            0..=2 => BitDepth::One,
            3..=4 => BitDepth::Two,
            5..=16 => BitDepth::Four,
            _ => BitDepth::Eight,
        };
        let mut indices = self.indices;
        for index in &mut indices {
            *index = new_index[usize::from(*index)];
        }
        let palette = order.iter().map(|&index| colors[usize::from(index)]).collect();
        let data = if depth == BitDepth::Eight { indices } else { packed(&indices, width, depth as usize) };
        Image { color: ColorType::Indexed, depth, palette, data }
    }
}

fn slot_of(pixel: u32) -> usize {
    // Knuth's multiplicative hash; the upper bits are the well mixed ones.
    (pixel.wrapping_mul(2_654_435_769) >> 22) as usize % SLOTS
}

/// The colour of a premultiplied pixel.
fn color_of(pixel: u32) -> ColorU8 {
    let [red, green, blue, alpha] = pixel.to_le_bytes();
    let color = PremultipliedColorU8::from_rgba(red, green, blue, alpha);
    color.unwrap_or(PremultipliedColorU8::TRANSPARENT).demultiply()
}

/// Several pixels in each byte, the first in the highest bits; each row begins a byte of its own.
fn packed(indices: &[u8], width: usize, depth: usize) -> Vec<u8> {
    let pixels_per_byte = 8 / depth;
    let byte = |pixels: &[u8]| {
        let bits = pixels.iter().fold(0, |byte: u8, &index| byte << depth | index);
        bits << (depth * (pixels_per_byte - pixels.len()))
    };
    indices.chunks(width).flat_map(|row| row.chunks(pixels_per_byte).map(byte)).collect()
}

// True colour ------------------------------------------------------------------------------------------------

fn is_grey(color: ColorU8) -> bool {
    color.red() == color.green() && color.green() == color.blue()
}

fn true_color(pixels: &[PremultipliedColorU8]) -> Image {
    let is_opaque = pixels.iter().all(|pixel| pixel.is_opaque());
    let is_grey = pixels.iter().all(|pixel| pixel.red() == pixel.green() && pixel.green() == pixel.blue());
    let colors = pixels.iter().map(|pixel| pixel.demultiply());
    let (color, data) = match (is_grey, is_opaque) {
        // A picture in opaque greys has a palette.
        (true, _) => (ColorType::GrayscaleAlpha, colors.flat_map(|color| [color.red(), color.alpha()]).collect()),
        (false, true) => {
            (ColorType::Rgb, colors.flat_map(|color| [color.red(), color.green(), color.blue()]).collect())
        }
        (false, false) => {
            let channels = |color: ColorU8| [color.red(), color.green(), color.blue(), color.alpha()];
            (ColorType::Rgba, colors.flat_map(channels).collect())
        }
    };
    Image { color, depth: BitDepth::Eight, palette: Vec::new(), data }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixmap(width: u32, colors: &[[u8; 4]]) -> Pixmap {
        let height = colors.len() as u32 / width;
        let mut pixmap = Pixmap::new(width, height).expect("a size");
        for (pixel, &[red, green, blue, alpha]) in pixmap.pixels_mut().iter_mut().zip(colors) {
            *pixel = ColorU8::from_rgba(red, green, blue, alpha).premultiply();
        }
        pixmap
    }

    fn decoded(file: &[u8]) -> (ColorType, BitDepth, Vec<u8>) {
        let kind = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG").info().clone();
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        (kind.color_type, kind.bit_depth, pixels)
    }

    #[test]
    fn few_colours_make_a_palette_of_few_bits() {
        for (colors, depth) in [(2u8, BitDepth::One), (3, BitDepth::Two), (5, BitDepth::Four), (17, BitDepth::Eight)] {
            let pixels: Vec<[u8; 4]> = (0..51).map(|pixel| [10, pixel % colors, 30, 255]).collect();
            let file = encode(&pixmap(17, &pixels)).expect("encodes");
            let (kind, found, data) = decoded(&file);
            assert_eq!((kind, found), (ColorType::Indexed, depth));
            assert_eq!(data, pixels.concat());
        }
    }

    #[test]
    fn transparency_survives_in_a_palette() {
        let pixels = [[0, 0, 0, 0], [255, 0, 0, 128], [255, 0, 0, 255], [0, 0, 255, 255]];
        let (kind, _, data) = decoded(&encode(&pixmap(2, &pixels)).expect("encodes"));
        assert_eq!((kind, data), (ColorType::Indexed, pixels.concat()));
    }

    #[test]
    fn many_colours_are_true_colours() {
        for (alpha, kind) in [(255, ColorType::Rgb), (254, ColorType::Rgba)] {
            let pixels: Vec<[u8; 4]> =
                (0..300u32).map(|pixel| [(pixel % 256) as u8, (pixel / 256) as u8, 7, 255]).collect();
            let mut pixels = pixels;
            pixels[0] = [0, 0, 0, alpha];
            let (found, _, data) = decoded(&encode(&pixmap(20, &pixels)).expect("encodes"));
            assert_eq!(found, kind);
            assert_eq!(data.len(), 1200);
            assert_eq!(data[..4], pixels[0]);
            assert_eq!(data[1196..], pixels[299]);
        }
    }

    #[test]
    fn greys_need_no_palette() {
        let pixels: Vec<[u8; 4]> = (0..=255).map(|grey| [grey, grey, grey, 255]).collect();
        let (kind, _, data) = decoded(&encode(&pixmap(16, &pixels)).expect("encodes"));
        let grey_and_alpha: Vec<u8> = pixels.iter().flat_map(|pixel| [pixel[0], pixel[3]]).collect();
        assert_eq!((kind, data), (ColorType::Grayscale, grey_and_alpha));
    }
}
