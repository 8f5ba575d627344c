//! Scans and pictures, with the installed programs that recognise letters.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::{quyet, said};

const PRINTED: &[u8] = include_bytes!("../../../quyet-intake/tests/fixtures/hai-cot.pdf");

/// The page of the fixture that holds a table with lines and one without.
const TABLES: &str = "6";

/// Whether the programs are there; says loudly when not.
#[expect(clippy::print_stderr, reason = "a test that checks nothing must say so")]
fn programs() -> bool {
    let answers = |program: &str, flag: &str, wanted: &str| {
        let output = Command::new(program).arg(flag).output();
        output.is_ok_and(|output| said(&output).contains(wanted))
    };
    let there =
        answers("tesseract", "--list-langs", "vie") && answers("pdftoppm", "-v", "pdftoppm");
    if !there {
        eprintln!("NOT CHECKED: tesseract with Vietnamese data, or pdftoppm, is not installed");
    }
    there
}

/// A page of the fixture as grey pixels: width, height, pixels.
fn pixels(page: &str) -> Pixels {
    let mut command = Command::new("pdftoppm");
    command.args(["-gray", "-scale-to", "3508", "-f", page, "-l", page, "-"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("installed");
    child.stdin.take().expect("piped").write_all(PRINTED).expect("it reads");
    let pgm = child.wait_with_output().expect("it ends").stdout;
    let head: Vec<&[u8]> = pgm.splitn(4, |byte| *byte == b'\n').collect();
    let size = std::str::from_utf8(head[1]).expect("numbers");
    let (width, height) = size.split_once(' ').expect("two numbers");
    (width.parse().expect("a number"), height.parse().expect("a number"), head[3].to_vec())
}

/// Width, height, grey pixels.
type Pixels = (usize, usize, Vec<u8>);

/// A PDF of pages, each a stream with the picture that it draws.
fn pdf(pages: &[(&str, Option<&Pixels>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    let mut put = |number: usize, body: &[u8]| {
        starts.push((number, out.len()));
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    };
    put(1, b"<</Type/Catalog/Pages 2 0 R>>");
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + at * 3)).collect();
    let kids = kids.join(" ");
    put(2, format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).as_bytes());
    put(3, b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>");
    for (at, (content, picture)) in pages.iter().enumerate() {
        let own = 4 + at * 3;
        let (stream, image) = (own + 1, own + 2);
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</Im {image} 0 R>>>>>>"
        );
        put(own, page.as_bytes());
        put(
            stream,
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()).as_bytes(),
        );
        let none = (1, 1, vec![255]);
        let (width, height, ink) = picture.unwrap_or(&none);
        let head = format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>stream\n",
            ink.len()
        );
        put(image, &[head.as_bytes(), ink, b"\nendstream"].concat());
    }
    let table = out.len();
    let count = starts.len() + 1;
    out.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    starts.sort_unstable();
    out.extend(starts.iter().flat_map(|(_, at)| format!("{at:010} 00000 n \n").into_bytes()));
    out.extend(format!("trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

const PICTURE: &str = "q 595 0 0 842 0 0 cm /Im Do Q";

/// A page with words of its own.
fn words() -> String {
    let lines = (0..20).map(|line| {
        let y = 780 - 16 * line;
        format!("BT /F1 12 Tf 60 {y} Td (Dieu {line}. Thu 12 tan rau xanh cho toan xa.) Tj ET\n")
    });
    lines.collect()
}

#[test]
fn a_scanned_page_is_recognised_with_its_tables() {
    if !programs() {
        return;
    }
    let page = pixels(TABLES);
    let scan = pdf(&[(PICTURE, Some(&page))]);
    let output = quyet("words", &scan, None);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    let row = "| 3 | Tỉ lệ dân số nông thôn được sử dụng nước sinh hoạt hợp vệ sinh | % | 98,2 | 98,5 |\n";
    assert_eq!(text.matches(row).count(), 2, "with lines and without: {text}");
    assert!(text.contains("PHỤ LỤC\n"), "{text}");
    let found = said(&quyet("diagnostics", &scan, None));
    assert!(
        found.contains("QY0517") && found.contains("= trong bản gốc: trang 1, dòng 1"),
        "{found}"
    );
}

#[test]
fn a_file_of_printed_and_scanned_pages_is_read_whole() {
    if !programs() {
        return;
    }
    let page = pixels(TABLES);
    let text = said(&quyet("words", &pdf(&[(&words(), None), (PICTURE, Some(&page))]), None));
    assert!(text.contains("Dieu 3. Thu 12 tan"), "{text}");
    assert!(text.contains("| Số lao động có việc làm mới | lao động | 6.100 | 6.400 |"), "{text}");
}

#[test]
fn a_page_that_stands_on_its_head_is_recognised() {
    if !programs() {
        return;
    }
    let (width, height, mut ink) = pixels(TABLES);
    ink.reverse();
    let text = said(&quyet("words", &pdf(&[(PICTURE, Some(&(width, height, ink)))]), None));
    assert!(text.contains("Các chỉ tiêu kinh tế - xã hội năm 2024"), "{text}");
}

#[test]
fn a_picture_file_is_recognised() {
    if !programs() {
        return;
    }
    let (width, height, ink) = pixels(TABLES);
    let text = said(&quyet("words", &bitmap(width, height, &ink), None));
    assert!(text.contains("Các chỉ tiêu kinh tế - xã hội năm 2024"), "{text}");
    assert!(text.contains("| GRDP bình quân đầu người | triệu đồng |"), "{text}");
}

/// A grey BMP.
fn bitmap(width: usize, height: usize, ink: &[u8]) -> Vec<u8> {
    let wide = width.next_multiple_of(4);
    let number = |n: usize| u32::try_from(n).expect("a picture").to_le_bytes();
    let start = 14 + 40 + 1024;
    let mut out = b"BM".to_vec();
    out.extend([number(start + wide * height), [0; 4], number(start), number(40)].concat());
    out.extend([number(width), number(height)].concat());
    out.extend([1, 0, 8, 0]);
    out.extend([[0; 4], number(wide * height), [0; 4], [0; 4], number(256), [0; 4]].concat());
    out.extend((0..=255_u8).flat_map(|grey| [grey, grey, grey, 0]));
    for row in ink.chunks(width).take(height).rev() {
        out.extend(row);
        out.resize(out.len() + wide - width, 0);
    }
    out
}

#[test]
fn without_the_programs_a_scan_is_refused_with_what_to_install() {
    let blank = (8, 8, vec![255; 64]);
    let output = quyet("words", &pdf(&[(PICTURE, Some(&blank))]), Some(""));
    let complained = said(&output);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        complained.contains("sudo apt install tesseract-ocr tesseract-ocr-vie"),
        "{complained}"
    );
    let picture = said(&quyet("words", &bitmap(8, 8, &[255; 64]), Some("")));
    assert!(
        picture.contains("đây là tệp ảnh BMP") && picture.contains("tesseract-ocr-vie"),
        "{picture}"
    );
}

#[test]
fn without_the_programs_a_page_whose_words_are_lost_is_named() {
    let blank = (8, 8, vec![255; 64]);
    let found =
        said(&quyet("diagnostics", &pdf(&[(&words(), None), (PICTURE, Some(&blank))]), Some("")));
    assert!(found.contains("QY0514") && found.contains("trang 2"), "{found}");
}
