//! Which provisions stand before the body, in it, and behind it.

use quyet_model::citation::ProvisionKind;
use quyet_model::plan::{BackgroundRole, Plan};
use quyet_syntax::{NodeId, Source, Tree};

/// A provision at the top, with what the compiler took it for; `None`: it belongs to the plan itself.
pub(crate) type Root = (NodeId, Option<BackgroundRole>);

/// The provisions at the top, in the text's order: every one stands in exactly one list.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// National title, issuer, number, title.
    pub(crate) preface: Vec<NodeId>,
    /// From the first "Căn cứ" or "QUYẾT NGHỊ" to the body.
    pub(crate) preamble: Vec<Root>,
    pub(crate) body: Vec<NodeId>,
    /// The sentence of adoption, recipients, signatures.
    pub(crate) conclusions: Vec<NodeId>,
    /// Each appendix with what stands behind it at the top.
    pub(crate) attachments: Vec<Vec<NodeId>>,
}

impl Outline {
    pub(crate) fn of(source: &Source<'_>, tree: &Tree, plan: &Plan) -> Self {
        let roots = roots(source, tree, plan);
        let is_appendix = |(id, _): &Root| tree.node(*id).kind == ProvisionKind::Appendix;
        let main_end = roots.iter().position(is_appendix).unwrap_or(roots.len());
        let (main, annexes) = roots.split_at(main_end);

        let body_start = body_start(tree, main);
        let body_end = body_start + conclusions_start(tree, &main[body_start..]);
        let (front, rest) = main.split_at(body_start);
        let (body, conclusions) = rest.split_at(body_end - body_start);
        let opens = |(_, role): &Root| {
            matches!(role, Some(BackgroundRole::LegalBasis | BackgroundRole::Enacting))
        };
        let (preface, preamble) =
            front.split_at(front.iter().position(opens).unwrap_or(front.len()));
        let ids = |roots: &[Root]| roots.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        let mut attachments: Vec<Vec<NodeId>> = Vec::new();
        for root in annexes {
            match attachments.last_mut().filter(|_| !is_appendix(root)) {
                Some(open) => open.push(root.0),
                None => attachments.push(vec![root.0]),
            }
        }
        Self {
            preface: ids(preface),
            preamble: preamble.to_vec(),
            body: ids(body),
            conclusions: ids(conclusions),
            attachments,
        }
    }
}

fn roots(source: &Source<'_>, tree: &Tree, plan: &Plan) -> Vec<Root> {
    let mut known: Vec<_> =
        plan.background.iter().map(|one| (one.passage.at.span, one.role)).collect();
    known.sort_unstable_by_key(|(span, _)| *span);
    let role = |id: NodeId| {
        let at = source.given_span(tree.node(id).words).start();
        let before = known.partition_point(|(span, _)| span.start() <= at);
        let (span, role) = known.get(before.checked_sub(1)?)?;
        (at < span.end()).then_some(*role)
    };
    tree.roots().iter().map(|id| (*id, role(*id))).collect()
}

/// Where the body begins: at the first numbered provision, or at the first words that the plan is made of.
///
/// Without legal bases and enacting formula there is no preamble: running text then belongs to the body.
fn body_start(tree: &Tree, main: &[Root]) -> usize {
    use BackgroundRole as R;
    let begins = |(id, role): &Root| {
        let node = tree.node(*id);
        let front = matches!(role, Some(R::Header | R::LegalBasis | R::Enacting));
        let numbered = !is_block(node.kind) && node.kind != ProvisionKind::Dash;
        let planned = role.is_none() && !node.words.is_empty();
        planned || numbered && !front
    };
    let leads = |(_, role): &Root| matches!(role, Some(R::LegalBasis | R::Enacting));
    let heads = |(_, role): &Root| matches!(role, Some(R::Header));
    let first = main.iter().position(begins);
    let front = &main[..first.unwrap_or(main.len())];
    match front.iter().rposition(leads) {
        Some(_) if first.is_some() => front.len(),
        Some(last) => last + 1,
        None => front.iter().rposition(heads).map_or(0, |last| last + 1),
    }
}

/// Where the conclusions begin: at the first closing words behind the last numbered provision.
fn conclusions_start(tree: &Tree, body: &[Root]) -> usize {
    let closing = |(_, role): &Root| *role == Some(BackgroundRole::Closing);
    let inside = |root: &Root| !is_block(tree.node(root.0).kind) && !closing(root);
    let tail = body.iter().rposition(inside).map_or(0, |last| last + 1);
    body[tail..].iter().position(closing).map_or(body.len(), |first| tail + first)
}

/// Whether the provision is words or a row rather than a numbered or marked place.
pub(crate) fn is_block(kind: ProvisionKind) -> bool {
    matches!(kind, ProvisionKind::Paragraph | ProvisionKind::Row)
}
