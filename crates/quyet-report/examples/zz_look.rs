#![allow(missing_docs)]
#[path = "../tests/it/sample.rs"]
mod sample;
use quyet_report::render::{Format, render};
use quyet_report::chart::*;
use quyet_model::condition::Bound; use quyet_model::indicator::Sense; use sample::d;
fn main() {
    let m=|v:&str,w:&str,f|Mark{value:d(v),words:w.into(),firm:f};
    let g=|b,w:&str|Goal{bound:b,words:w.into()};
    let mut out=String::from("<meta charset=utf-8><body style='margin:16px;width:328px'>");
    let b=|id:&str,a:Option<Mark>,goal,sense|bullet(&Bullet{id:id.into(),title:"t".into(),actual:a,goal,sense}).to_string();
    out+=&b("a",Some(m("1035","1.035 tỉ đồng (ước)",false)),g(Bound::Exactly(d("1010")),"1.010 tỉ đồng"),Sense::HigherIsBetter);
    out+=&b("b",Some(m("7.4","7,4 % (chính thức)",true)),g(Bound::AtLeast(d("8")),"≥ 8 %"),Sense::HigherIsBetter);
    out+=&b("c",Some(m("14.2","14,2 %",true)),g(Bound::Between(d("10"),d("15.8")),"10–15,8 %"),Sense::LowerIsBetter);
    out+=&b("d",None,g(Bound::AtLeast(d("3485")),"≥ 3.485 ha"),Sense::HigherIsBetter);
    out+=&b("e",Some(m("-2.5","−2,5 %",true)),g(Bound::AtLeast(d("3")),"≥ 3 %"),Sense::HigherIsBetter);
    out+=&b("f",Some(m("6818","6.818 tỉ đồng",true)),g(Bound::AtLeast(d("1000")),"≥ 1.000 tỉ đồng"),Sense::HigherIsBetter);
    let p=|mo,da,v:&str,f|Point{day:jiff::civil::date(2024,mo,da),mark:Some(m(v,v,f))};
    let t=|id:&str,pts,goal,u:&str|trajectory(&Trajectory{id:id.into(),title:"t".into(),unit:u.into(),year:2024,points:pts,goal}).to_string();
    out+=&t("t1",vec![p(1,22,"40",true),p(3,21,"164",true),p(5,31,"313",true),p(6,4,"331",false),p(12,31,"1035",false)],Some(g(Bound::AtLeast(d("1010")),"1.010 tỉ đồng")),"tỉ đồng");
    out+=&t("t2",vec![p(5,31,"2367",true),p(7,20,"4347",true),Point{day:jiff::civil::date(2024,9,30),mark:None},p(12,31,"5257",false)],Some(g(Bound::AtLeast(d("3485")),"≥ 3.485 ha")),"ha");
    out+=&t("t3",vec![p(6,30,"5.45",false),p(9,30,"6.84",false),p(12,31,"7.4",false)],Some(g(Bound::Between(d("8"),d("9")),"8–9 %")),"%");
    std::fs::write("/tmp/look/charts.html",out).unwrap();

    let mut s = sample::sample();
    s.plan.targets[1].name = "GRDP bình quân đầu người ".repeat(8);
    let r = s.public();
    for f in Format::ALL { std::fs::write(format!("/tmp/look/r.{}", f.extension()), render(&r, f).unwrap()).unwrap(); }
}
