//! PDFs that are locked, broken or made to hurt.

use lopdf::{
    Document, EncryptionState, EncryptionVersion, Object, Permissions, StringFormat, dictionary,
};
use quyet_intake::{Refused, receive};

use crate::pdf_writer::{bytes, document, words};

const FIXTURES: [&[u8]; 4] = [
    include_bytes!("../fixtures/van-ban-thuan.pdf"),
    include_bytes!("../fixtures/hai-cot.pdf"),
    include_bytes!("../fixtures/trang-web.pdf"),
    include_bytes!("../fixtures/ghep-chu.pdf"),
];

fn locked(user_password: &str) -> Vec<u8> {
    let mut doc = document(&[words(&[(50, 700, "Quyet nghi thong qua ke hoach")])]);
    let id = || Object::String(vec![7; 16], StringFormat::Literal);
    doc.trailer.set("ID", Object::Array(vec![id(), id()]));
    let version = EncryptionVersion::V2 {
        document: &doc,
        owner_password: "chu",
        user_password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a valid lock");
    doc.encrypt(&state).expect("locks");
    bytes(doc)
}

#[test]
fn a_password_is_named_and_a_lock_without_one_opens() {
    let refused = receive(&locked("mat khau")).expect_err("locked");
    assert!(matches!(refused, Refused::Protected { .. }), "{refused}");
    let text = receive(&locked("")).expect("opens").text;
    assert_eq!(text, "Quyet nghi thong qua ke hoach\n");
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for whole in FIXTURES {
        for tenth in 1..10 {
            let cut = &whole[..whole.len() * tenth / 10];
            let refused = receive(cut).expect_err("cut off");
            assert!(matches!(refused, Refused::Truncated { .. }), "{tenth}: {refused}");
        }
    }
    assert!(matches!(receive(b"%PDF-"), Err(Refused::Truncated { .. })));
    assert!(matches!(receive(b"%PDF-1.7\n%%EOF"), Err(Refused::Truncated { .. })));
    assert!(matches!(receive(b""), Err(Refused::Empty)));
}

/// Numbers that look like chance and are the same on every run.
fn next(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed >> 33).expect("31 bits")
}

#[test]
fn flipped_bytes_end_in_an_answer() {
    let mut seed = 0x5EED_u64;
    for round in 0..200 {
        let mut broken = FIXTURES[round % FIXTURES.len()].to_vec();
        for _ in 0..=next(&mut seed) % 20 {
            let at = next(&mut seed) % broken.len();
            broken[at] = u8::try_from(next(&mut seed) % 256).expect("a byte");
        }
        if let Ok(received) = receive(&broken) {
            let spans =
                received.diagnostics.iter().all(|found| found.span.end() <= received.text.len());
            assert!(spans && !received.text.trim().is_empty(), "round {round}");
        }
    }
}

/// Flips bytes after unpacking, where the operators, fonts and maps are.
#[test]
fn flipped_bytes_inside_the_streams_end_in_an_answer() {
    let mut seed = 0xF1_u64;
    for whole in FIXTURES {
        let mut doc = Document::load_mem(whole).expect("a fixture");
        doc.decompress();
        let open = bytes(doc);
        for _ in 0..25 {
            let mut broken = open.clone();
            for _ in 0..40 {
                let at = next(&mut seed) % broken.len();
                broken[at] = u8::try_from(next(&mut seed) % 128).expect("a byte");
            }
            let _answer = receive(&broken);
        }
    }
}

#[test]
fn forms_that_draw_themselves_end() {
    let mut doc = document(&[words(&[(50, 700, "Vong lap")])]);
    let id = doc.new_object_id();
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "X" => id } },
    };
    doc.objects.insert(id, lopdf::Stream::new(form, b"/X Do /X Do /X Do".to_vec()).into());
    for object in doc.objects.values_mut() {
        let page = object.as_dict_mut().ok().filter(|dict| dict.has_type(b"Page"));
        if let Some(resources) = page.and_then(|page| page.get_mut(b"Resources").ok()) {
            let resources = resources.as_dict_mut().expect("a dictionary");
            resources.set("XObject", dictionary! { "X" => id });
        }
        let drawn = object.as_stream_mut().ok();
        if let Some(stream) = drawn.filter(|stream| stream.content.ends_with(b"ET\n")) {
            stream.content.extend(b"/X Do");
        }
    }
    let received = receive(&bytes(doc)).expect("the words before");
    assert_eq!(received.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["QY0515"]);
}

#[test]
fn operands_without_end_are_cut_and_told() {
    let mut sketch = words(&[(50, 700, "Truoc")]);
    sketch.content.push_str("BT /F1 12 Tf [");
    sketch.content.push_str(&"(a)-1 ".repeat(400_000));
    sketch.content.push_str("] TJ ET");
    let received = receive(&bytes(document(&[sketch]))).expect("the words before");
    assert_eq!(received.text, "Truoc\n");
    assert_eq!(received.diagnostics[0].code, "QY0515");
}

#[test]
fn a_stream_that_swells_is_stopped() {
    let mut doc = document(&[words(&[(50, 700, "Bom")])]);
    let mut heavy = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 26 << 20]);
    heavy.compress().expect("packs");
    for object in doc.objects.values_mut() {
        if object.as_stream().is_ok_and(|stream| stream.content.ends_with(b"ET\n")) {
            *object = Object::Stream(heavy.clone());
        }
    }
    let swollen = bytes(doc);
    assert!(swollen.len() < 1 << 20);
    let refused = receive(&swollen).expect_err("nothing to read");
    assert!(
        matches!(refused, Refused::Swollen { .. } | Refused::Empty | Refused::Truncated { .. }),
        "{refused}"
    );
}
