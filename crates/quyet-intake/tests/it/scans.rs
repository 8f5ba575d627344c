//! Scans: what is asked for, and what comes of the answer.

use proptest::prelude::*;
use quyet_intake::{Form, Lack, Picture, Reading, Recognised, Stroke, read, scan};
use quyet_model::diagnostic::Language;

use crate::pdf_writer::{bytes, document, scan as scanned, words};

const HEAD: &str = "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n";

/// A page with one line of words (confidence, text).
fn page(page: u32, words: &[(&str, &str)]) -> Recognised {
    let rows = (0..).zip(words).map(|(at, (sure, word))| {
        let left = 300 + at * 200;
        format!("5\t1\t1\t1\t1\t{at}\t{left}\t400\t150\t50\t{sure}\t{word}\n")
    });
    let tsv = HEAD.to_owned() + &rows.collect::<Vec<_>>().concat();
    Recognised { page, tsv, strokes: Vec::new() }
}

fn printed() -> crate::pdf_writer::Sketch {
    let lines: Vec<(i32, i32, &str)> = (0..20)
        .map(|line| (50, 700 - 14 * line, "Thu 12 tan rau xanh, mua 15 con lon to."))
        .collect();
    words(&lines)
}

fn codes(reading: &Reading) -> Vec<&str> {
    let received = reading.given.as_ref().expect("words");
    received.diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn pages_that_are_pictures_are_asked_for_by_number() {
    let check = |pages: &[_], expect: Option<Lack>| {
        assert_eq!(read(&bytes(document(pages)), &[], &|_| ()).lack, expect);
    };
    check(&[printed()], None);
    check(&[printed(), scanned(&[]), printed(), scanned(&[])], Some(Lack::Pages(vec![2, 4])));
    check(
        &[scanned(&[(50, 700, "Ky boi: UBND tinh")]), scanned(&[])],
        Some(Lack::Pages(vec![1, 2])),
    );
}

#[test]
fn recognised_pages_stand_at_their_place_and_doubts_are_named() {
    let file = bytes(document(&[printed(), scanned(&[])]));
    let answer = [page(2, &[("96.1", "Thu"), ("31.5", "9S0"), ("95", "tỷ")])];
    let reading = read(&file, &answer, &|_| ());
    assert_eq!(reading.lack, None);
    let received = reading.given.as_ref().expect("words");
    assert!(received.text.ends_with("Thu 9S0 tỷ\n"), "{}", received.text);
    assert_eq!(
        received.place_words(received.text.find("9S0").expect("there"), Language::Vietnamese),
        "trang 2, dòng 1"
    );
    assert_eq!(codes(&reading), ["QY0517", "QY0518"]);
    assert_eq!(received.diagnostics[1].span.of(&received.text), "9S0");
}

#[test]
fn a_page_without_letters_is_told_from_one_that_nobody_looked_at() {
    let file = bytes(document(&[printed(), scanned(&[]), scanned(&[])]));
    let reading = read(&file, &[page(2, &[])], &|_| ());
    assert_eq!(reading.lack, Some(Lack::Pages(vec![3])));
    let found = codes(&reading);
    assert!(found.contains(&"QY0519") && found.contains(&"QY0514"), "{found:?}");
    let blank = read(&bytes(document(&[scanned(&[])])), &[page(1, &[])], &|_| ());
    assert!(blank.given.expect_err("nothing").to_string().contains("quét lại"));
}

#[test]
fn words_laid_unseen_under_a_picture_are_doubted() {
    let mut sketch = printed();
    sketch.content = format!("q 500 0 0 700 0 0 cm /Im1 Do Q 3 Tr\n{}", sketch.content);
    sketch.picture = true;
    let reading = read(&bytes(document(&[sketch])), &[], &|_| ());
    assert_eq!(reading.lack, Some(Lack::Pages(vec![1])));
    assert!(codes(&reading).contains(&"QY0521"));
}

#[test]
fn a_picture_is_read_from_what_was_recognised_in_it() {
    let png = b"\x89PNG\r\n\x1a\n";
    let asked = read(png, &[], &|_| ());
    assert_eq!(asked.lack, Some(Lack::Picture));
    let received =
        read(png, &[page(1, &[("96", "Điều"), ("96", "1.")])], &|_| ()).given.expect("words");
    assert_eq!((received.form, received.text.as_str()), (Form::Picture(Picture::Png), "Điều 1.\n"));
}

proptest! {
    #[test]
    fn whatever_was_recognised_gets_an_answer(
        tsv in "([0-9\\-]{1,10}\t){11}[a-zđ0-9|.]{0,6}\n|5\t1\t1\t1\t1\t1\t[0-9]{1,4}\t[0-9]{1,4}\t[0-9]{1,3}\t[0-9]{1,2}\t[0-9]{1,2}\tt[0-9]\n",
        at in any::<u32>(),
        upright in any::<bool>(),
    ) {
        let strokes = vec![Stroke { upright, at, from: at / 2, to: at }];
        let recognised = [Recognised { page: 1, tsv: HEAD.to_owned() + &tsv.repeat(3), strokes }];
        if let Ok(received) = read(b"BM\0\0\0\0\0\0\0\0", &recognised, &|_| ()).given {
            prop_assert!(received.diagnostics.iter().all(|found| received.text.get(found.span.range()).is_some()));
        }
    }

    #[test]
    fn any_bytes_are_a_picture_or_none(width in 0_usize..40, height in 0_usize..40, ink in prop::collection::vec(any::<u8>(), 0..1600)) {
        let picture = [format!("P5\n{width} {height}\n255\n").into_bytes(), ink.clone()].concat();
        let found = scan::strip(&picture);
        prop_assert_eq!(found.is_some(), 0 < width && 0 < height && width * height <= ink.len());
    }
}
