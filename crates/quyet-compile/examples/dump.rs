//! dump
use quyet_model::target::Target;
fn show(t: &Target, d: usize) {
    let c = &t.condition;
    println!("{}T {} [{}] {} | {:?} {} | h={:?} | {} | {}", "  ".repeat(d), t.code.0, t.label, t.name, c.promise, c.unit.as_ref().map_or("-", |u| u.as_str()), t.horizon, t.at.breadcrumb, t.text.chars().take(60).collect::<String>());
    for p in &t.parts { show(p, d+1); }
}
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let s = std::fs::read_to_string(&p).unwrap();
    let s: String = s.split_inclusive('\n').filter(|l| !l.starts_with("# ")).collect();
    let now = std::time::Instant::now();
    let d = quyet_compile::compile(&s);
    eprintln!("{:?} for {} bytes", now.elapsed(), s.len());
    let cut = |s: &str| s.chars().take(90).collect::<String>();
    if std::env::args().nth(2).is_some() { return; }
    println!("{:#?}", d.plan.document);
    for o in &d.plan.objective { println!("O {} {}", o.at.breadcrumb, cut(&o.text)); }
    for t in &d.plan.targets { show(t, 0); }
    for t in &d.plan.tasks { println!("K {} <{} {}> {} m={} {}", t.code, t.group.code, cut(&t.group.title), t.at.breadcrumb, t.measures.len(), cut(&t.text)); }
    for c in &d.plan.citations { println!("C {:?} {:?} {:?} {:?} sub={:?} {}", c.number, c.kind, c.issuer, c.date.map(|d| d.to_string()), c.subject.as_deref().map(cut), c.at.breadcrumb); }
    for x in &d.plan.duties { println!("D {:?} {:?} {}", x.kind, x.addressees, x.passage.at.breadcrumb); }
    for (n, l) in [("R", &d.plan.assessment.results), ("S", &d.plan.assessment.shortcomings), ("U", &d.plan.assessment.causes)] { for x in l { println!("{n} {} {}", x.at.breadcrumb, cut(&x.text)); } }
    for b in &d.plan.background { println!("B {:?} {} {}", b.role, b.passage.at.breadcrumb, cut(&b.passage.text)); }
    for b in &d.plan.unread { println!("? {} {} {}", b.reason, b.passage.at.breadcrumb, cut(&b.passage.text)); }
    let r = quyet_syntax::render::Rendering::new("f", &s);
    for g in &d.diagnostics { println!("{} «{}»", r.one_line(g), cut(g.span.of(&s))); }
}
