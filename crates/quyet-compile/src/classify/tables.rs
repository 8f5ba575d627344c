//! The role of tables: cells and rows are no headings, and a list of targets is one wherever it stands.

use quyet_model::citation::ProvisionKind;
use quyet_syntax::NodeId;

use super::{Reader, Role};
use crate::phrase::has_any;
use crate::table::{self, flat};

impl Reader<'_> {
    /// The cells of a flattened table are no headings: they all have the table's role.
    pub(super) fn in_flat_table(&mut self, id: NodeId, inherited: Role) -> Option<Role> {
        if let Some((_, role)) = self.flat.filter(|(last, _)| id <= *last) {
            return Some(role);
        }
        let siblings = self.script.tree().children(self.script.node(id).parent);
        let here = siblings.partition_point(|sibling| *sibling < id);
        let table = flat::at(self.script, &siblings[here..])?;
        let open = !matches!(inherited, Role::Assessment(_) | Role::Quoted);
        let above = here.checked_sub(1).map(|at| self.script.key(siblings[at]));
        let announced =
            self.titled.is_some() || above.is_some_and(|key| has_any(key, &["chỉ tiêu"]));
        let lists = table.lists_targets || announced && table.announced;
        let role = if open && lists { Role::Targets } else { inherited };
        self.front = false;
        self.flat = Some((*siblings.get(here + table.len - 1)?, role));
        Some(role)
    }

    /// Rows headed as a list of targets are targets wherever they stand, save where results are told.
    pub(super) fn in_table(&mut self, id: NodeId, inherited: Role) -> Option<Role> {
        if self.script.node(id).kind != ProvisionKind::Row {
            return None;
        }
        if let Some((_, role)) = self.rows.filter(|(last, _)| id <= *last) {
            return role;
        }
        let siblings = self.script.tree().children(self.script.node(id).parent);
        let here = siblings.partition_point(|sibling| *sibling < id);
        let rows = siblings[here..]
            .iter()
            .take_while(|row| self.script.node(**row).kind == ProvisionKind::Row)
            .count();
        let rows = &siblings[here..here + rows];
        let above = here.checked_sub(1).map(|at| self.script.key(siblings[at]));
        let announced =
            self.titled.is_some() || above.is_some_and(|key| has_any(key, &["chỉ tiêu"]));
        let told = matches!(inherited, Role::Assessment(_) | Role::Quoted | Role::Targets);
        let lists = !told && table::lists_targets(self.script, rows, announced);
        let role = lists.then_some(Role::Targets);
        self.front &= !lists;
        self.rows = Some((*rows.last()?, role));
        role
    }
}
