//! What the reader is asked: what was recognised, and behind it the file.

use super::{Rest, number, words};
use crate::recognised::{Recognised, Stroke};

/// Opens every question of this version.
const HEAD: usize = 0x5159_0002;

/// What goes before the file's bytes. Linear.
pub fn question(recognised: &[Recognised]) -> Vec<u8> {
    let mut out = Vec::new();
    number(&mut out, HEAD);
    number(&mut out, recognised.len());
    for page in recognised {
        number(&mut out, page.page as usize);
        words(&mut out, &page.tsv);
        number(&mut out, page.strokes.len());
        for stroke in &page.strokes {
            number(&mut out, usize::from(stroke.upright));
            for pixel in [stroke.at, stroke.from, stroke.to] {
                number(&mut out, pixel as usize);
            }
        }
    }
    out
}

/// What was recognised, and the file behind it; `None` when the bytes are no question of this version. Linear.
pub fn read_question(bytes: &[u8]) -> Option<(Vec<Recognised>, &[u8])> {
    let mut rest = Rest(bytes);
    (rest.number()? == HEAD).then_some(())?;
    let mut all = Vec::new();
    for _ in 0..rest.number()? {
        let (page, tsv) = (u32::try_from(rest.number()?).ok()?, rest.words()?);
        let mut strokes = Vec::new();
        for _ in 0..rest.number()? {
            let upright = rest.number()? == 1;
            let mut pixel = || u32::try_from(rest.number()?).ok();
            strokes.push(Stroke { upright, at: pixel()?, from: pixel()?, to: pixel()? });
        }
        all.push(Recognised { page, tsv, strokes });
    }
    Some((all, rest.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_whole_or_not_at_all() {
        let stroke = |upright| Stroke { upright, at: 7, from: 1, to: 900 };
        let strokes = vec![stroke(true), stroke(false)];
        let asked = vec![
            Recognised { page: 3, tsv: "5\t1".to_owned(), strokes },
            Recognised { page: 4, ..Recognised::default() },
        ];
        let head = question(&asked);
        let whole = [head.as_slice(), b"%PDF"].concat();
        assert_eq!(read_question(&whole), Some((asked, &b"%PDF"[..])));
        assert!((0..head.len()).all(|cut| read_question(&head[..cut]).is_none()));
    }
}
