//! Whose turn it is with a ledger entry. The same rule as a condition: [`crate::auth::scope::ledger::my_turn`].

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{
    auth::{Actor, Permission, scope::ledger::leads},
    entities::{
        ids::OrgUnitId,
        ledger_entry::{self, LedgerState, Urgency},
        ledger_event::LedgerMove,
        org_unit_closure,
        role_grant::Role,
    },
    error::Result,
};

/// After this many returns the office rules finally who handles an entry.
pub const RETURNS: i16 = 2;

/// The caller's part in an entry.
#[expect(clippy::struct_excessive_bools, reason = "one caller can have several parts at once")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Branch principal of the managing unit.
    pub branch: bool,
    /// Office over the managing unit.
    pub office: bool,
    /// Principal over the managing unit.
    pub principal: bool,
    /// Wrote it down first (首接).
    pub first_receiver: bool,
    /// Leads the unit that handles it.
    pub leads_handlers: bool,
    /// Handles it in person.
    pub handler: bool,
}

/// The caller's part in an entry; none without the permission to move entries.
pub async fn part(db: &impl ConnectionTrait, actor: &Actor, entry: &ledger_entry::Model) -> Result<Part> {
    if !actor.can(Permission::LedgerMove) {
        return Ok(Part::default());
    }
    let above: Vec<OrgUnitId> = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::AncestorId)
        .filter(org_unit_closure::Column::DescendantId.eq(entry.unit_id))
        .into_tuple()
        .all(db)
        .await?;
    let over = |role| {
        let mut grants = actor.grants.iter().filter(|grant| grant.role == role);
        grants.any(|grant| grant.unit_id.is_none_or(|unit| above.contains(&unit)))
    };
    let exactly = |unit_id: Option<OrgUnitId>, counts: fn(Role) -> bool| {
        let mut grants = actor.grants.iter().filter(|grant| counts(grant.role));
        unit_id.is_some() && grants.any(|grant| grant.unit_id == unit_id)
    };
    let me = |person_id| person_id == actor.person_id && actor.person_id.is_some();
    Ok(Part {
        branch: exactly(Some(entry.unit_id), |role| role == Role::BranchPrincipal),
        office: over(Role::Office),
        principal: over(Role::Principal),
        first_receiver: entry.registered_by == actor.account_id || me(entry.first_receiver_person_id),
        leads_handlers: exactly(entry.handler_unit_id, leads),
        handler: me(entry.handler_person_id),
    })
}

impl Part {
    /// Accepts, routes, settles: the school that manages the entry, or those over it.
    fn manages(self) -> bool {
        self.branch || self.office || self.principal
    }

    fn handles(self) -> bool {
        self.leads_handlers || self.handler
    }

    /// Whether the caller adds files to an open entry, and takes them away: who wrote it down, who manages, who handles.
    pub fn may_attach(self) -> bool {
        self.first_receiver || self.manages() || self.handles()
    }

    /// Whether the caller says if a dissatisfaction is reasonable.
    pub fn decides(self) -> bool {
        !self.handler && (self.office || self.principal)
    }

    /// Whether the caller may make this move when the entry's state allows it.
    pub fn may(self, wanted: LedgerMove) -> bool {
        match wanted {
            LedgerMove::Accept | LedgerMove::Decline | LedgerMove::Settle | LedgerMove::Route => self.manages(),
            LedgerMove::Withdraw | LedgerMove::Amend => self.manages() || self.first_receiver,
            LedgerMove::Rule => self.office || self.principal,
            LedgerMove::Sign | LedgerMove::Return | LedgerMove::Reply => self.handles(),
            LedgerMove::Escalate => self.manages() || self.handles(),
            LedgerMove::CallBack => !self.handler && (self.manages() || self.first_receiver),
            LedgerMove::Register
            | LedgerMove::Merge
            | LedgerMove::Extend
            | LedgerMove::Suspend
            | LedgerMove::Resume
            | LedgerMove::Close
            | LedgerMove::Reopen
            | LedgerMove::Note
            | LedgerMove::ReadIdentity => false,
        }
    }

    /// Whether the entry waits for the caller. A principal may make every move of the managing side, but only urgent
    /// entries wait for him.
    pub fn is_turn(self, state: LedgerState, urgency: Urgency, returns: i16) -> bool {
        let managing = self.branch || self.office || (self.principal && urgency == Urgency::Urgent);
        match state {
            LedgerState::Registered => managing,
            LedgerState::Accepted => managing && (returns < RETURNS || self.office),
            LedgerState::Routed | LedgerState::InProgress => self.handles(),
            LedgerState::Replied => !self.handler && (managing || self.first_receiver),
            LedgerState::Closed => false,
        }
    }
}
