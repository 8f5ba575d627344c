fn main() {
    let p = std::env::args().nth(1).unwrap();
    let s = std::fs::read_to_string(p).unwrap();
    let s: String = s.split_inclusive('\n').filter(|l| !l.starts_with("# ")).collect();
    let t = quyet_syntax::parse(&s);
    for id in t.ids() {
        let n = t.node(id);
        let b: String = n.body.of(&s).split_whitespace().collect::<Vec<_>>().join(" ");
        let k = b.chars().count();
        let a: String = b.chars().take(70).collect();
        println!("{}{} [{}] {a} …{k}", if n.heading {"H "} else {""}, t.breadcrumb(id), n.mark.map_or("".into(), |m| format!("{m:?}")));
    }
    for f in quyet_syntax::numbering::faults(&t) { println!("{} {:?}", t.breadcrumb(f.node), f.fault); }
}
