use super::*;

fn read(xml: &str) -> Piece {
    let whole = format!("<w:document><w:body>{xml}</w:body></w:document>");
    Body::new(Styles::default(), Numbering::default()).read_main(&whole).expect("a body")
}

fn check(xml: &str, expect: &str) {
    assert_eq!(read(xml).text, expect);
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

#[test]
fn runs_signs_and_entities_are_words() {
    check(
        r#"<w:p><w:r><w:t xml:space="preserve">Thu &lt; </w:t></w:r><w:r><w:t>5 t&#7927; &amp;</w:t><w:tab/><w:t>chi</w:t>
           <w:br/><w:t>NQ</w:t><w:noBreakHyphen/><w:t>HĐND</w:t><w:sym w:font="Symbol" w:char="F0B3"/></w:r></w:p>"#,
        "Thu < 5 tỷ &\tchi\nNQ-HĐND≥\n",
    );
}

#[test]
fn words_between_elements_are_no_words() {
    check(
        "<w:p>x<w:r>y<w:t>z</w:t></w:r><w:fldSimple><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>",
        "z1\n",
    );
    check("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>a</w:t></w:r></w:p>", "a\n");
}

#[test]
fn changes_are_taken_as_accepted_and_counted() {
    let xml = r#"<w:p><w:r><w:t xml:space="preserve">Tăng </w:t></w:r><w:del><w:r><w:delText>7</w:delText></w:r></w:del>
        <w:ins><w:r><w:t>8%</w:t></w:r></w:ins></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">một </w:t></w:r></w:p><w:p><w:r><w:t>câu</w:t></w:r></w:p>
        <w:moveFrom><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:moveFrom>"#;
    let piece = read(xml);
    assert_eq!(piece.text, "Tăng 8%\nmột câu\n");
    assert_eq!(piece.marks.iter().filter(|(_, mark)| *mark == Mark::Change).count(), 4);
}

#[test]
fn a_deleted_row_is_gone_and_an_old_property_counts_for_nothing() {
    let row = |properties: &str, words: &str| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
            p(words),
            p("5")
        )
    };
    check(&format!("<w:tbl>{}{}</w:tbl>", row("", "Thu"), row("<w:del/>", "Chi")), "| Thu | 5 |\n");
    check(
        "<w:p><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>hiện</w:t></w:r></w:p>",
        "hiện\n",
    );
}

#[test]
fn hidden_words_are_left_out_and_marked() {
    let xml = r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> rõ</w:t></w:r></w:p>"#;
    let piece = read(xml);
    assert_eq!(piece.text, "hiện rõ\n");
    assert_eq!(piece.marks.iter().filter(|(_, mark)| *mark == Mark::Hidden).count(), 1);
}

#[test]
fn raised_digits_are_notes_unless_they_are_powers() {
    let up = |words: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{words}</w:t></w:r>"#)
    };
    check(
        &format!(
            "<w:p><w:r><w:t>8%</w:t></w:r>{}<w:r><w:t>; 5 m</w:t></w:r>{}</w:p>",
            up("1"),
            up("2")
        ),
        "8%; 5 m2\n",
    );
}

#[test]
fn a_text_box_stands_once_before_its_paragraph() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("PHỤ LỤC I"));
    let xml = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent>\
         <w:t>Điều 1.</w:t></w:r></w:p>"
    );
    check(&xml, "PHỤ LỤC I\nĐiều 1.\n");
}

#[test]
fn tables_keep_their_columns() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
    };
    let xml = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(r#"<w:vMerge w:val="restart"/>"#, "Chỉ tiêu"),
        cell(r#"<w:gridSpan w:val="2"/>"#, "Năm 2024"),
        cell("<w:vMerge/>", ""),
        cell("", "TH"),
        cell("", "KH"),
    );
    check(&xml, "| Chỉ tiêu | Năm 2024 |  |\n| Chỉ tiêu | TH | KH |\n");
}

#[test]
fn notes_go_behind_the_text_in_the_order_they_are_cited() {
    let mut body = Body::new(Styles::default(), Numbering::default());
    let xml = r#"<d><w:p><w:r><w:t>Tăng 8%</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p></d>"#;
    let piece = body.read_main(xml).expect("a body");
    assert_eq!(piece.text, "Tăng 8%\n");
    let notes = format!(
        r#"<n><w:footnote w:type="separator" w:id="0">{0}</w:footnote><w:footnote w:id="2">{0}</w:footnote></n>"#,
        p("Giá so sánh")
    );
    body.read_notes(&notes).expect("notes");
    assert_eq!(body.cited_notes().text, "[1] Giá so sánh\n");
}

#[test]
fn a_part_that_ends_early_is_refused() {
    let cut = "<w:document><w:body><w:p><w:r><w:t>Điều";
    assert!(Body::new(Styles::default(), Numbering::default()).read_main(cut).is_err());
}

#[test]
fn a_moved_paragraph_stands_where_it_was_moved_to() {
    let moved = |tag: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:rPr><w:{tag}/></w:rPr></w:pPr><w:{tag}><w:r><w:t>{words}</w:t></w:r></w:{tag}></w:p>"
        )
    };
    let xml = format!("{}{}{}", moved("moveFrom", "Hai"), p("Một"), moved("moveTo", "Hai"));
    check(&xml, "Một\nHai\n");
}

#[test]
fn columns_left_out_before_a_row_keep_the_others_in_line() {
    let row = |properties: &str, cells: &[&str]| {
        let cells: Vec<String> =
            cells.iter().map(|words| format!("<w:tc>{}</w:tc>", p(words))).collect();
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
    };
    let table = row("", &["TT", "Thu", "5"]) + &row(r#"<w:gridBefore w:val="2"/>"#, &["6"]);
    check(&format!("<w:tbl>{table}</w:tbl>"), "| TT | Thu | 5 |\n|  |  | 6 |\n");
}

#[test]
fn a_symbol_font_in_a_run_gives_signs_and_content_controls_their_words() {
    check(
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Hộ nghèo </w:t></w:r>\
         <w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>\u{f0a3}</w:t></w:r><w:r><w:t> 5%</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "Hộ nghèo ≤ 5%\n",
    );
}

#[test]
fn a_table_inside_a_cell_gives_its_words_to_the_cell() {
    let inner =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("a"), p("b"));
    let xml = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}{}</w:tc></w:tr></w:tbl>",
        p("Thu"),
        p("5")
    );
    let text = read(&xml).text;
    assert!(
        text.starts_with("| Thu |") && text.contains('a') && text.trim_end().ends_with("5 |"),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1, "{text}");
}
