//! Whose turn it is with a ledger entry. The same rule as a condition: [`crate::auth::scope::ledger::my_turn`].

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    entity::prelude::ChronoDateTimeUtc,
};

use crate::{
    auth::{
        Actor, Permission,
        scope::ledger::{about_office_of, co_handled_by, leads},
    },
    entities::{
        ids::{LedgerEntryId, OrgUnitId},
        ledger_callback_decision, ledger_co_handler,
        ledger_entry::{self, ExtensionState, LedgerState, Urgency},
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
    /// Helps to handle it, or leads a unit that helps.
    pub co_handles: bool,
    /// Helps, and has not said yet that his part is done.
    pub owes_part: bool,
    /// A dissatisfaction waits for the office, whoever the caller is.
    pub undecided: bool,
    /// It is about the office: what would wait for it waits for the principal.
    pub about_office: bool,
}

/// The caller's part in an entry; none without the permission to move entries.
pub async fn part(
    db: &impl ConnectionTrait,
    actor: &Actor,
    entry: &ledger_entry::Model,
    today: NaiveDate,
) -> Result<Part> {
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
    let helps: Vec<Option<ChronoDateTimeUtc>> = ledger_co_handler::Entity::find()
        .select_only()
        .column(ledger_co_handler::Column::DoneAt)
        .filter(ledger_co_handler::Column::EntryId.eq(entry.id))
        .filter(co_handled_by(actor))
        .into_tuple()
        .all(db)
        .await?;
    let me = |person_id| person_id == actor.person_id && actor.person_id.is_some();
    Ok(Part {
        branch: exactly(Some(entry.unit_id), |role| role == Role::BranchPrincipal),
        office: over(Role::Office),
        principal: over(Role::Principal),
        first_receiver: entry.registered_by == actor.account_id || me(entry.first_receiver_person_id),
        leads_handlers: exactly(entry.handler_unit_id, leads),
        handler: me(entry.handler_person_id),
        co_handles: !helps.is_empty(),
        owes_part: helps.contains(&None),
        undecided: undecided(db, entry).await?,
        about_office: over(Role::Principal) && is_about_office(db, entry.id, above, today).await?,
    })
}

async fn is_about_office(
    db: &impl ConnectionTrait,
    id: LedgerEntryId,
    units: Vec<OrgUnitId>,
    today: NaiveDate,
) -> Result<bool> {
    let about = ledger_entry::Entity::find_by_id(id).filter(about_office_of(units, today));
    Ok(about.count(db).await? > 0)
}

/// Whether the office is still to say if a dissatisfaction is reasonable.
async fn undecided(db: &impl ConnectionTrait, entry: &ledger_entry::Model) -> Result<bool> {
    if !matches!(entry.state, LedgerState::Replied | LedgerState::Closed) {
        return Ok(false);
    }
    let waiting = ledger_callback_decision::Entity::find()
        .filter(ledger_callback_decision::Column::EntryId.eq(entry.id))
        .filter(ledger_callback_decision::Column::DecidedAt.is_null());
    Ok(waiting.count(db).await? > 0)
}

/// The unit for which the caller was given a role that carries a permission.
pub fn own_unit_of(actor: &Actor, permission: Permission) -> Option<OrgUnitId> {
    let mut grants = actor.grants.iter().filter(|grant| permission.is_given_to(grant.role));
    grants.find_map(|grant| grant.unit_id)
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
            LedgerMove::Accept | LedgerMove::Decline | LedgerMove::Settle | LedgerMove::Route | LedgerMove::Merge => {
                self.manages()
            }
            LedgerMove::Withdraw => self.first_receiver,
            LedgerMove::Amend | LedgerMove::Reopen => self.manages() || self.first_receiver,
            LedgerMove::Rule | LedgerMove::JoinTopic | LedgerMove::LeaveTopic => self.office || self.principal,
            LedgerMove::Extend | LedgerMove::RefuseExtension => self.grants_time(),
            LedgerMove::Sign
            | LedgerMove::Return
            | LedgerMove::HandBack
            | LedgerMove::AskExtension
            | LedgerMove::Reply => self.handles(),
            LedgerMove::Escalate
            | LedgerMove::Suspend
            | LedgerMove::Resume
            | LedgerMove::AddCoHandler
            | LedgerMove::RemoveCoHandler => self.manages() || self.handles(),
            LedgerMove::CoHandlerDone => self.owes_part,
            LedgerMove::CallBack => !self.handler && (self.manages() || self.first_receiver),
            LedgerMove::Note => self.manages() || self.first_receiver || self.handles() || self.co_handles,
            LedgerMove::Register
            | LedgerMove::Absorb
            | LedgerMove::Close
            | LedgerMove::Remark
            | LedgerMove::Remind
            | LedgerMove::ReadIdentity => false,
        }
    }

    /// Nobody grants more time to himself.
    fn grants_time(self) -> bool {
        (self.office || self.principal) && !self.handler
    }

    /// Whether the entry waits for the caller. A principal may make every move of the managing side, but only urgent
    /// entries wait for him, and those about the office.
    pub fn is_turn(self, entry: &ledger_entry::Model) -> bool {
        let managing =
            self.branch || self.office || (self.principal && (entry.urgency == Urgency::Urgent || self.about_office));
        match entry.state {
            LedgerState::Registered => managing,
            LedgerState::Accepted => managing && (entry.returns < RETURNS || self.office),
            LedgerState::Routed => self.handles() || self.owes_part,
            LedgerState::InProgress => {
                let asked = entry.extension == Some(ExtensionState::Asked);
                self.handles() || self.owes_part || (asked && self.office && self.grants_time())
            }
            LedgerState::Replied | LedgerState::Closed if self.undecided => self.office && self.decides(),
            LedgerState::Replied => !self.handler && (managing || self.first_receiver),
            LedgerState::Closed => false,
        }
    }
}
