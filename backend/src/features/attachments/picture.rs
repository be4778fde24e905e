//! Pictures are decoded and written anew: what is left is what one sees, without place, camera or stowaways.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};

use crate::{
    error::{Error, Result},
    language::text,
};

/// The longer side of what is kept: a page of A4 at 220 dots to the inch.
const LONGEST: u32 = 2560;
const PREVIEW_LONGEST: u32 = 480;
/// What a good camera makes; more is refused before it is decoded.
const MAX_PIXELS: u64 = 50_000_000;
/// For the decoder's own needs.
const MAX_ALLOC: u64 = 320 * 1024 * 1024;
const QUALITY: u8 = 85;
const PREVIEW_QUALITY: u8 = 75;

/// A picture as it is kept.
#[derive(Debug)]
pub struct Picture {
    pub media_type: &'static str,
    pub ending: &'static str,
    pub content: Vec<u8>,
    /// A small JPEG.
    pub preview: Vec<u8>,
}

/// Decodes a picture, turns it upright, makes it no larger than needed and writes it anew; one with transparent parts
/// as PNG, any other as JPEG.
///
/// # Errors
/// When it has too many pixels, or cannot be decoded to the end.
pub fn cleaned(content: &[u8], format: ImageFormat) -> Result<Picture> {
    let unreadable = |_| {
        Error::invalid(
            "file",
            "unreadable_picture",
            text("图片已损坏或无法读取", "the picture is damaged or cannot be read"),
        )
    };
    let upright = decoded(content, format).map_err(unreadable)?.ok_or_else(|| {
        Error::invalid(
            "file",
            "too_many_pixels",
            text(
                "图片像素过多，最多 5000 万像素，请缩小后再上传",
                "the picture has more than 50 million pixels: make it smaller first",
            ),
        )
    })?;
    written(upright).map_err(unreadable)
}

/// `None` when it has too many pixels.
fn decoded(content: &[u8], format: ImageFormat) -> ImageResult<Option<DynamicImage>> {
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok(Some(image))
}

fn written(mut image: DynamicImage) -> ImageResult<Picture> {
    if image.width().max(image.height()) > LONGEST {
        image = image.resize(LONGEST, LONGEST, FilterType::Triangle);
    }
    let preview = jpeg(
        &image.thumbnail(PREVIEW_LONGEST.min(image.width()), PREVIEW_LONGEST.min(image.height())),
        PREVIEW_QUALITY,
    )?;
    if image.color().has_alpha() {
        let mut content = Vec::new();
        DynamicImage::from(image.into_rgba8()).write_to(&mut Cursor::new(&mut content), ImageFormat::Png)?;
        return Ok(Picture {
            media_type: "image/png",
            ending: "png",
            content,
            preview,
        });
    }
    Ok(Picture {
        media_type: "image/jpeg",
        ending: "jpg",
        content: jpeg(&image, QUALITY)?,
        preview,
    })
}

fn jpeg(image: &DynamicImage, quality: u8) -> ImageResult<Vec<u8>> {
    let mut content = Vec::new();
    JpegEncoder::new_with_quality(&mut content, quality).encode_image(&on_white(image))?;
    Ok(content)
}

/// JPEG knows no transparency: what shines through would turn black.
fn on_white(image: &DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.to_rgb8().into();
    }
    let mut paper = image::RgbaImage::from_pixel(image.width(), image.height(), image::Rgba([255; 4]));
    image::imageops::overlay(&mut paper, &image.to_rgba8(), 0, 0);
    DynamicImage::from(paper).to_rgb8().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut content = Vec::new();
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut Cursor::new(&mut content), ImageFormat::Png)
            .unwrap();
        content
    }

    #[test]
    fn a_large_picture_is_kept_smaller_and_a_small_one_as_large_as_it_is() {
        let size = |content: &[u8]| image::load_from_memory(content).map(|image| (image.width(), image.height()));
        let large = cleaned(&png(5120, 1280), ImageFormat::Png).unwrap();
        assert_eq!(size(&large.content).unwrap(), (2560, 640));
        assert_eq!(size(&large.preview).unwrap(), (480, 120));
        let small = cleaned(&png(30, 20), ImageFormat::Png).unwrap();
        assert_eq!(size(&small.content).unwrap(), (30, 20));
        assert_eq!(size(&small.preview).unwrap(), (30, 20));
    }

    #[test]
    fn a_picture_that_claims_too_many_pixels_is_refused_before_it_is_decoded() {
        let mut claims = png(1, 1);
        // IHDR: width and height behind the signature, length and name; then its checksum.
        claims[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let checksum = crc32(&claims[12..29]);
        claims[29..33].copy_from_slice(&checksum.to_be_bytes());
        let Err(Error::Invalid(fields)) = cleaned(&claims, ImageFormat::Png) else {
            panic!("it was decoded");
        };
        assert_eq!(fields[0].code, "too_many_pixels");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 & (!(crc & 1)).wrapping_add(1))
            })
        })
    }
}
