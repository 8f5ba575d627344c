//! What installed programs can add to a file that the porch cannot read alone.
//!
//! **Takes** what such programs found, as they write it. **Gives** the shapes in which it comes and is asked for.
//! **Never** runs a program: who owns the process does, see [`crate::read`].

/// A page whose letters a program recognised in its picture.
#[doc(alias = "trang được nhận dạng")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Page of the file, counted from 1; the first one when the picture holds several.
    pub page: u32,
    /// Words with their boxes and confidences, as tesseract writes them with its `tsv` configuration.
    /// Unit of the boxes: pixels from the top left corner.
    pub tsv: String,
    /// The straight lines that were found in the picture; empty when nobody looked for them.
    pub strokes: Vec<Stroke>,
}

impl Recognised {
    /// Letters and digits of all words, and of those that were recognised surely: few of many when the page lies on
    /// its side. Linear.
    pub fn letters(&self) -> (usize, usize) {
        let (mut all, mut sure) = (0, 0);
        for line in self.tsv.lines() {
            let Some((before, word)) = line.rsplit_once('\t') else { continue };
            let confidence = before.rsplit('\t').next().and_then(|field| field.split('.').next());
            let count = word.chars().filter(|c| c.is_alphanumeric()).count();
            all += count;
            if confidence.and_then(|field| field.parse::<i32>().ok()).is_some_and(|of| SURE <= of) {
                sure += count;
            }
        }
        (all, sure)
    }
}

/// From this confidence on a word counts as recognised surely. Of 100.
const SURE: i32 = 75;

/// A straight line in a picture. Unit: pixels from the top left corner.
#[doc(alias = "nét kẻ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stroke {
    /// Whether it runs from top to bottom; else from left to right.
    pub upright: bool,
    /// Its x when upright, its y when level.
    pub at: u32,
    /// Where it begins; `from <= to`.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}

/// What only a program beside the porch can add.
#[doc(alias = "phần còn thiếu")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// These pages, counted from 1 and ascending, are pictures whose letters must be recognised. Never empty.
    Pages(Vec<u32>),
    /// The whole file is a picture.
    Picture,
    /// The file must be turned into a Word document first.
    Conversion(OldForm),
}

/// A form that an installed office program turns into a Word document.
#[doc(alias = "dạng tệp cũ")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OldForm {
    /// A Word document from before 2007.
    Doc,
    /// Rich text.
    Rtf,
    /// An OpenDocument text.
    Odt,
    /// A Word document as one XML file.
    WordXml,
}

impl OldForm {
    /// Every old form.
    pub const ALL: [Self; 4] = [Self::Doc, Self::Rtf, Self::Odt, Self::WordXml];

    /// Its usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::WordXml => "xml",
        }
    }

    /// The media type under which the original is kept.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Doc => "application/msword",
            Self::Rtf => "application/rtf",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::WordXml => "application/xml",
        }
    }

    /// What an official calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Doc => "tệp Word đời cũ (.doc)",
            Self::Rtf => "văn bản RTF",
            Self::Odt => "văn bản OpenDocument (.odt)",
            Self::WordXml => "văn bản Word dạng XML",
        }
    }
}

/// A form of pictures whose letters an installed program recognises.
#[doc(alias = "tệp ảnh")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Picture {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// TIFF; may hold several pages.
    Tiff,
    /// BMP.
    Bmp,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl Picture {
    /// Every form of pictures.
    pub const ALL: [Self; 6] =
        [Self::Png, Self::Jpeg, Self::Tiff, Self::Bmp, Self::Gif, Self::Webp];

    /// Its usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Tiff => "tif",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }

    /// The media type under which the original is kept.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Bmp => "image/bmp",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// What an official calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "tệp ảnh PNG",
            Self::Jpeg => "tệp ảnh JPEG",
            Self::Tiff => "tệp ảnh TIFF",
            Self::Bmp => "tệp ảnh BMP",
            Self::Gif => "tệp ảnh GIF",
            Self::Webp => "tệp ảnh WebP",
        }
    }
}
