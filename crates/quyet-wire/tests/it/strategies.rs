//! Arbitrary nouns, small but with every variant.

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use quyet_model::Decimal;
use quyet_model::actor::{Actor, Role};
use quyet_model::assignment::{
    Assignment, Deadline, Due, Frequency, Link, LinkKind, Phrase, Recurrence,
};
use quyet_model::citation::{Breadcrumb, Citation, Passage, ProvisionKind, Step};
use quyet_model::condition::{Bound, Condition, Direction, Promise, Reading};
use quyet_model::document::{CitedDocument, Digest, DocumentHead, DocumentKind, ReceivedDocument};
use quyet_model::entry::{
    Act, CommandId, DraftChanged, Entry, FigureCorrected, FiguresReported, LogKeyRecorded,
    PlanAdopted, PlanDrafted, ReportPublished,
};
use quyet_model::figure::{Basis, Figure, FigureId, SourceRef, Value};
use quyet_model::indicator::{Indicator, IndicatorId, Measure, Publication, Sense, Visibility};
use quyet_model::period::Period;
use quyet_model::place::{Place, PlaceId, PlaceLevel};
use quyet_model::plan::{Background, BackgroundRole, PastAssessment, Plan, PlanId, Unread};
use quyet_model::review::{Change, Changed, ItemId, TargetEdit};
use quyet_model::span::Span;
use quyet_model::target::{Target, TargetCode};
use quyet_model::task::{Duty, DutyKind, Measure as TaskMeasure, Task, TaskGroup};
use quyet_model::unit::Unit;

fn words() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        "[a-zđĐạếỗ \"\\\\\n\t0-9]{0,12}",
        "\\PC{0,6}",
        any::<char>().prop_map(String::from),
    ]
    .boxed()
}

fn decimal() -> BoxedStrategy<Decimal> {
    (any::<i64>(), 0..12_u32).prop_map(|(digits, scale)| Decimal::new(digits, scale)).boxed()
}

fn day() -> BoxedStrategy<Date> {
    (1900..=2999_i16, 1..=12_i8, 1..=28_i8)
        .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
        .boxed()
}

fn span() -> BoxedStrategy<Span> {
    (any::<u32>(), any::<u32>()).prop_map(|(a, b)| Span::new(a as usize, b as usize)).boxed()
}

fn unit() -> BoxedStrategy<Option<Unit>> {
    words().prop_map(|words| Unit::new(&words)).boxed()
}

fn citation() -> BoxedStrategy<Citation> {
    use ProvisionKind::{
        Appendix, Article, Chapter, Clause, Dash, Item, Paragraph, Part, Point, Row, Section,
    };
    let kinds =
        [Part, Chapter, Section, Article, Clause, Point, Item, Dash, Appendix, Row, Paragraph];
    let step = (prop::sample::select(kinds.to_vec()), words())
        .prop_map(|(kind, label)| Step { kind, label });
    (span(), vec(step, 0..4))
        .prop_map(|(span, steps)| Citation { span, breadcrumb: Breadcrumb(steps) })
        .boxed()
}

fn passage() -> BoxedStrategy<Passage> {
    (words(), citation()).prop_map(|(text, at)| Passage { text, at }).boxed()
}

fn bound() -> BoxedStrategy<Bound> {
    (0..8_u8, decimal(), decimal())
        .prop_map(|(which, a, b)| match which {
            0 => Bound::AtLeast(a),
            1 => Bound::MoreThan(a),
            2 => Bound::AtMost(a),
            3 => Bound::LessThan(a),
            4 => Bound::Exactly(a),
            5 => Bound::About(a),
            6 => Bound::Between(a, b),
            _ => Bound::AboutBetween(a, b),
        })
        .boxed()
}

fn direction() -> BoxedStrategy<Direction> {
    prop_oneof![Just(Direction::Rise), Just(Direction::Fall)].boxed()
}

fn promise() -> BoxedStrategy<Promise> {
    prop_oneof![
        bound().prop_map(Promise::Level),
        (direction(), option::of(bound()), option::of(words()))
            .prop_map(|(direction, by, from)| Promise::Change { direction, by, from }),
        Just(Promise::Maintain),
        (any::<u32>(), vec(words(), 0..3))
            .prop_map(|(count, members)| Promise::Roster { count, members }),
        (option::of(any::<u32>()), option::of(direction()))
            .prop_map(|(count, direction)| Promise::AllOf { count, direction }),
        any::<u32>().prop_map(Promise::AtLeastK),
        any::<u32>().prop_map(Promise::RankWithin),
        Just(Promise::Stated),
    ]
    .boxed()
}

/// Any condition.
pub(crate) fn condition() -> BoxedStrategy<Condition> {
    let reading = prop::sample::select(vec![Reading::AsWritten, Reading::AtLeast, Reading::AtMost]);
    (promise(), unit(), reading)
        .prop_map(|(promise, unit, reading)| Condition { promise, unit, reading })
        .boxed()
}

fn target() -> BoxedStrategy<Target> {
    let leaf = (
        (words(), words(), words(), words()),
        (citation(), option::of(span()), condition()),
        (option::of(words()), option::of(words()), option::of(words()), option::of(words())),
    );
    let leaf = leaf.prop_map(|((code, label, text, name), (at, condition_at, condition), rest)| {
        let (horizon, column, replaces, indicator) = rest;
        let (code, indicator) = (TargetCode(code), indicator.map(IndicatorId));
        Target {
            code,
            label,
            text,
            name,
            at,
            condition_at,
            condition,
            horizon,
            indicator,
            column,
            replaces,
            parts: Vec::new(),
        }
    });
    leaf.prop_recursive(3, 6, 3, |inner| {
        (inner.clone(), vec(inner, 0..3)).prop_map(|(head, parts)| Target { parts, ..head })
    })
    .boxed()
}

fn head() -> BoxedStrategy<DocumentHead> {
    let texts =
        (option::of(words()), option::of(words()), option::of(words()), option::of(words()));
    let numbers =
        (option::of(kind()), option::of(day()), any::<Option<u16>>(), any::<Option<i16>>());
    (texts, numbers)
        .prop_map(|((number, issuer, title, term), (kind, adopted, session, year))| DocumentHead {
            number,
            kind,
            issuer,
            title,
            adopted,
            term,
            session,
            year,
        })
        .boxed()
}

fn kind() -> BoxedStrategy<DocumentKind> {
    use DocumentKind::{Decision, Law, Other, Report, Resolution, Submission};
    prop::sample::select(vec![Law, Resolution, Decision, Submission, Report, Other]).boxed()
}

fn cited() -> BoxedStrategy<CitedDocument> {
    let texts = (option::of(words()), option::of(words()), option::of(words()));
    (texts, kind(), option::of(day()), citation())
        .prop_map(|((number, issuer, subject), kind, date, at)| CitedDocument {
            number,
            kind,
            issuer,
            date,
            subject,
            at,
        })
        .boxed()
}

fn phrase() -> BoxedStrategy<Phrase> {
    (words(), span()).prop_map(|(text, span)| Phrase { text, span }).boxed()
}

fn due() -> BoxedStrategy<Due> {
    let year = 1900..=2999_i16;
    prop_oneof![
        day().prop_map(Due::Day),
        (year.clone(), 1..=4_u8)
            .prop_map(|(year, quarter)| Due::Within(Period::Quarter(year, quarter))),
        (year.clone(), 1..=12_u8).prop_map(|(year, month)| Due::Within(Period::Month(year, month))),
        (year.clone(), 2..=11_u8).prop_map(|(year, n)| Due::Within(Period::FirstMonths(year, n))),
        year.clone().prop_map(|year| Due::Within(Period::Year(year))),
        year.clone().prop_map(Due::SecondHalf),
        any::<u16>().prop_map(Due::Session),
        year.clone().prop_map(Due::MidYearSession),
        year.prop_map(Due::YearEndSession),
    ]
    .boxed()
}

fn deadline() -> BoxedStrategy<Deadline> {
    (due(), any::<bool>(), any::<bool>(), phrase())
        .prop_map(|(due, strict, year_inferred, phrase)| Deadline {
            due,
            strict,
            year_inferred,
            phrase,
        })
        .boxed()
}

fn recurrence() -> BoxedStrategy<Recurrence> {
    use Frequency::{Daily, HalfYearly, Monthly, Quarterly, Standing, Weekly, Yearly};
    let every = vec![Standing, Daily, Weekly, Monthly, Quarterly, HalfYearly, Yearly];
    let parts = (prop::sample::select(every), any::<Option<i8>>(), any::<Option<i8>>(), phrase());
    parts.prop_map(|(every, day, month, phrase)| Recurrence { every, day, month, phrase }).boxed()
}

fn link() -> BoxedStrategy<Link> {
    use LinkKind::{Document, NationalTargetProgramme, Plan, Programme, Project, Scheme, Works};
    let kinds = vec![NationalTargetProgramme, Programme, Project, Works, Scheme, Plan, Document];
    (prop::sample::select(kinds), phrase()).prop_map(|(kind, phrase)| Link { kind, phrase }).boxed()
}

fn assignment() -> BoxedStrategy<Assignment> {
    let bodies = (vec(phrase(), 0..2), vec(phrase(), 0..2), vec(phrase(), 0..2));
    let times = (vec(deadline(), 0..2), vec(recurrence(), 0..2));
    let rest = (option::of(phrase()), option::of(phrase()), vec(link(), 0..2));
    (bodies, times, rest)
        .prop_map(|((lead, supporting, overseers), (deadlines, recurrences), rest)| {
            let (output, note, links) = rest;
            Assignment { lead, supporting, overseers, deadlines, recurrences, output, note, links }
        })
        .boxed()
}

fn task() -> BoxedStrategy<Task> {
    let measure = (passage(), assignment())
        .prop_map(|(passage, assignment)| TaskMeasure { passage, assignment });
    ((words(), words(), words(), words()), citation(), vec(measure, 0..3), assignment())
        .prop_map(|((code, group, title, text), at, measures, assignment)| Task {
            code,
            group: TaskGroup { code: group, title },
            text,
            at,
            measures,
            assignment,
        })
        .boxed()
}

fn plan() -> BoxedStrategy<Plan> {
    let duty_kinds =
        vec![DutyKind::CarryOut, DutyKind::Supervise, DutyKind::Mobilise, DutyKind::Other];
    let duty = (vec(words(), 0..3), prop::sample::select(duty_kinds), passage(), assignment())
        .prop_map(|(addressees, kind, passage, assignment)| Duty {
            addressees,
            kind,
            passage,
            assignment,
        });
    let past = (vec(passage(), 0..2), vec(passage(), 0..2), vec(passage(), 0..2)).prop_map(
        |(results, shortcomings, causes)| PastAssessment { results, shortcomings, causes },
    );
    let roles = vec![
        BackgroundRole::Header,
        BackgroundRole::LegalBasis,
        BackgroundRole::Enacting,
        BackgroundRole::Heading,
        BackgroundRole::Closing,
        BackgroundRole::Context,
    ];
    let background = (prop::sample::select(roles), passage())
        .prop_map(|(role, passage)| Background { role, passage });
    let unread = (words(), passage()).prop_map(|(reason, passage)| Unread { reason, passage });
    let firm = (head(), vec(passage(), 0..2), vec(target(), 0..3), vec(task(), 0..2));
    let rest =
        (vec(cited(), 0..2), vec(duty, 0..2), past, vec(background, 0..2), vec(unread, 0..2));
    (firm, rest)
        .prop_map(|((document, objective, targets, tasks), rest)| {
            let (citations, duties, assessment, background, unread) = rest;
            Plan {
                document,
                objective,
                targets,
                tasks,
                citations,
                duties,
                assessment,
                background,
                unread,
            }
        })
        .boxed()
}

fn place_id() -> BoxedStrategy<PlaceId> {
    ("[0-9]{2,5}", option::of(day()))
        .prop_map(|(code, valid_from)| PlaceId { code, valid_from })
        .boxed()
}

fn place() -> BoxedStrategy<Place> {
    let levels = vec![PlaceLevel::Province, PlaceLevel::District, PlaceLevel::Commune];
    let rest = (prop::sample::select(levels), option::of(words()), option::of(day()));
    (place_id(), words(), rest, words())
        .prop_map(|(id, name, (level, parent, valid_to), source)| Place {
            id,
            name,
            level,
            parent,
            valid_to,
            source,
        })
        .boxed()
}

fn indicator() -> BoxedStrategy<Indicator> {
    let measures = vec![
        Measure::Flow,
        Measure::Stock,
        Measure::Rate,
        Measure::Growth,
        Measure::Index,
        Measure::Rank,
        Measure::Roster,
        Measure::Statement,
    ];
    let senses = vec![Sense::HigherIsBetter, Sense::LowerIsBetter, Sense::InsideRange];
    let visible = vec![Visibility::Public, Visibility::Internal, Visibility::Withheld];
    let publication = (any::<i16>(), any::<i8>(), any::<i8>())
        .prop_map(|(years_after, month, day)| Publication { years_after, month, day });
    let enums = (
        prop::sample::select(measures),
        prop::sample::select(senses),
        prop::sample::select(visible),
    );
    let texts = (words(), words(), unit(), words());
    (texts, enums, vec(words(), 0..2), option::of(publication))
        .prop_map(|((id, name, unit, field), (measure, sense, visibility), covers, publication)| {
            let (id, covers) = (IndicatorId(id), covers.into_iter().map(IndicatorId).collect());
            Indicator { id, name, unit, measure, sense, covers, publication, visibility, field }
        })
        .boxed()
}

fn period() -> BoxedStrategy<Period> {
    (0..5_u8, 1900..=2999_i16, day())
        .prop_map(|(which, year, day)| {
            let month = day.month().unsigned_abs();
            match which {
                0 => Period::Year(year),
                1 => Period::Quarter(year, month.div_ceil(3)),
                2 => Period::FirstMonths(year, month.clamp(2, 11)),
                3 => Period::Month(year, month),
                _ => Period::UpTo(day),
            }
        })
        .boxed()
}

fn figure() -> BoxedStrategy<Figure> {
    let value = prop_oneof![
        decimal().prop_map(Value::Number),
        bound().prop_map(Value::Bounded),
        Just(Value::NothingArose),
        words().prop_map(Value::NotCollected),
    ];
    let bases = vec![
        Basis::Derived,
        Basis::Unstated,
        Basis::RunningTotal,
        Basis::Estimate,
        Basis::FirstEstimate,
        Basis::SecondEstimate,
        Basis::Preliminary,
        Basis::Official,
    ];
    let source = (words(), option::of(words())).prop_map(|(title, url)| SourceRef { title, url });
    let key = (words().prop_map(IndicatorId), place_id(), period());
    let said = (value, prop::sample::select(bases), option::of(words()));
    (key, said, option::of(day()), source, option::of(words()))
        .prop_map(
            |((indicator, place, period), (value, basis, words), measured_on, source, note)| {
                Figure { indicator, place, period, value, basis, words, measured_on, source, note }
            },
        )
        .boxed()
}

fn digest() -> BoxedStrategy<Digest> {
    "[0-9a-f]{64}".prop_map(Digest).boxed()
}

fn actor() -> BoxedStrategy<Actor> {
    let roles =
        vec![Role::Planner, Role::Reporter, Role::Synthesiser, Role::Administrator, Role::Public];
    (words(), prop::sample::select(roles), words())
        .prop_map(|(name, role, body)| Actor { name, role, body })
        .boxed()
}

fn instant() -> BoxedStrategy<Timestamp> {
    (0..32_503_680_000_000_000_i64)
        .prop_map(|microsecond| {
            Timestamp::from_microsecond(microsecond).expect("a moment before the year 3000")
        })
        .boxed()
}

fn edit() -> BoxedStrategy<TargetEdit> {
    let texts = (words(), words(), option::of(words()), option::of(words()));
    (texts, condition(), span(), option::of(span()))
        .prop_map(|((name, text, horizon, indicator), condition, span, condition_at)| TargetEdit {
            name,
            condition,
            horizon,
            indicator: indicator.map(IndicatorId),
            span,
            text,
            condition_at,
        })
        .boxed()
}

fn change() -> BoxedStrategy<Change> {
    let item = || any::<u32>().prop_map(ItemId);
    prop_oneof![
        item().prop_map(Change::Confirmed),
        item().prop_map(Change::Rejected),
        item().prop_map(Change::Reopened),
        head().prop_map(|head| Change::DocumentEdited(Box::new(head))),
        (item(), edit())
            .prop_map(|(item, edit)| Change::TargetEdited { item, edit: Box::new(edit) }),
        (item(), task()).prop_map(|(item, task)| Change::TaskEdited { item, task: Box::new(task) }),
        (item(), vec(target(), 0..3)).prop_map(|(item, into)| Change::TargetSplit { item, into }),
        (item(), item(), target()).prop_map(|(first, second, into)| Change::TargetsMerged {
            first,
            second,
            into: Box::new(into)
        }),
        target().prop_map(|target| Change::TargetAdded(Box::new(target))),
    ]
    .boxed()
}

fn draft_act() -> BoxedStrategy<Act> {
    let drafted =
        (words(), digest(), words(), plan()).prop_map(|(id, document, compiler, plan)| {
            Act::PlanDrafted(Box::new(PlanDrafted { id: PlanId(id), document, compiler, plan }))
        });
    let changed = (words(), actor(), instant(), change()).prop_map(|(id, by, at, change)| {
        let changed = Changed { by, at, change };
        Act::DraftChanged(Box::new(DraftChanged { id: PlanId(id), changed }))
    });
    prop_oneof![1 => drafted, 4 => changed].boxed()
}

fn rare_act() -> BoxedStrategy<Act> {
    let document = (digest(), words(), words(), any::<u64>(), option::of(words())).prop_map(
        |(digest, media_type, title, bytes, origin)| ReceivedDocument {
            digest,
            media_type,
            title,
            bytes,
            origin,
        },
    );
    let adopted = (words(), place_id(), digest(), words(), plan()).prop_map(
        |(id, place, document, compiler, plan)| PlanAdopted {
            id: PlanId(id),
            place,
            document,
            compiler,
            plan,
        },
    );
    let report = (words(), words(), day(), any::<u64>(), vec((words(), digest()), 0..3)).prop_map(
        |(plan, title, valid, head_size, files)| ReportPublished {
            plan: PlanId(plan),
            title,
            valid,
            head_size,
            files,
        },
    );
    let key = (words(), words(), option::of(words()), words()).prop_map(
        |(origin, key, replaces, reason)| LogKeyRecorded { origin, key, replaces, reason },
    );
    prop_oneof![
        vec(place(), 0..3).prop_map(Act::PlacesRegistered),
        vec(indicator(), 0..3).prop_map(Act::IndicatorsDefined),
        document.prop_map(Act::DocumentReceived),
        adopted.prop_map(|adopted| Act::PlanAdopted(Box::new(adopted))),
        report.prop_map(Act::ReportPublished),
        key.prop_map(Act::LogKeyRecorded),
    ]
    .boxed()
}

fn act() -> BoxedStrategy<Act> {
    let corrected = ((any::<u64>(), any::<u32>()), figure(), words()).prop_map(
        |((entry, row), figure, reason)| {
            let replaces = FigureId { entry, row };
            Act::FigureCorrected(Box::new(FigureCorrected { replaces, figure, reason }))
        },
    );
    prop_oneof![
        vec(figure(), 0..4).prop_map(|figures| Act::FiguresReported(FiguresReported { figures })),
        corrected,
        draft_act(),
        rare_act(),
    ]
    .boxed()
}

/// Any entry that a use case could append, its time in whole microseconds.
pub(crate) fn entry() -> BoxedStrategy<Entry> {
    ("[!-~]{1,64}", actor(), instant(), act())
        .prop_map(|(command, actor, recorded, act)| Entry {
            command: CommandId(command),
            actor,
            recorded,
            act,
        })
        .boxed()
}
