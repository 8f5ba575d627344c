//! The page.

use quyet_model::condition::Promise;
use quyet_report::block::{Block, Phrase};
use quyet_report::html::html;
use quyet_report::render::{Format, render};

use crate::package::assert_balanced;
use crate::sample::{assessment, gap, leaf, sample};

#[test]
fn the_page_is_one_article_with_a_real_table() {
    insta::assert_snapshot!(html(&sample().public()));
}

#[test]
fn the_page_is_balanced_markup() {
    assert_balanced(&html(&sample().public()).replace('&', "and"));
}

#[test]
fn hostile_names_stay_words_in_every_format() {
    let mut sample = sample();
    let name = "<script>alert(\"x\")</script>&'\u{0}]]> -->";
    sample.plan.targets = vec![leaf("<b>", name, Promise::Stated, "<i>")];
    sample.plan.targets[0].text = name.to_owned();
    sample.assessment = assessment(vec![gap("<b>", quyet_assess::verdict::Gap::NeedsPerson)]);
    let mut report = sample.public();
    report.title = name.to_owned();
    let link = Some("javascript:alert(1)".to_owned());
    report.blocks.push(Block::Paragraph(vec![Phrase { text: name.to_owned(), link }]));
    let page = html(&report);
    assert!(!page.contains("<script") && !page.contains("javascript:") && !page.contains("<b>"));
    assert!(
        page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;]]&gt; --&gt;")
    );
    for format in Format::ALL {
        assert!(render(&report, format).is_ok(), "{format:?}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in Format::ALL {
        let first = render(&sample().public(), format).unwrap();
        let second = render(&sample().public(), format).unwrap();
        assert!(first == second, "{format:?}");
    }
}
