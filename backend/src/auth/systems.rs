//! Other systems as callers: what their scopes open, and as whom they act.

use std::{fmt, net::IpAddr, rc::Rc};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::{Actor, Grant, Permission, System, Within};
use crate::{
    db,
    entities::{
        account::AccountStatus,
        ids::{OrgUnitId, ServiceAccountId, SessionId},
        org_unit, org_unit_closure,
        role_grant::Role,
        service_account::{self, Networks, ServiceScope, ServiceScopes},
    },
    error::{Error, Result},
    language::text,
    state::State,
};

/// The use of a system is noted once in so long: a note is a write.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The permissions that a scope opens. What shows or changes who somebody is, ballots, accounts and roles is opened by
/// none, whatever a role carries.
fn opened_by(scope: ServiceScope) -> &'static [Permission] {
    match scope {
        ServiceScope::OrganisationRead => &[Permission::OrganisationRead],
        ServiceScope::RosterRead => &[
            Permission::OrganisationRead,
            Permission::PersonnelRead,
            Permission::FamiliesRead,
        ],
        ServiceScope::PlanRead => &[Permission::PlanRead, Permission::DutiesRead, Permission::WaiversRead],
        ServiceScope::LiaisonRead => &[Permission::LiaisonRead, Permission::LiaisonCoverage],
        ServiceScope::ActivitiesRead => &[Permission::ActivitiesRead, Permission::StudyRead],
        ServiceScope::LedgerRead => &[Permission::LedgerRead],
        ServiceScope::SupervisionRead => &[
            Permission::FindingsRead,
            Permission::InspectionsRead,
            Permission::OpinionsRead,
        ],
        ServiceScope::EvaluationRead => &[Permission::EvaluationRead],
        ServiceScope::ImportsRun => &[Permission::ImportsRun, Permission::JobsRead],
        ServiceScope::ExportsRun => &[Permission::ExportsRun, Permission::JobsRead],
        ServiceScope::ChangesRead => &[Permission::ChangesRead],
        ServiceScope::WebhooksManage => &[Permission::WebhooksManage],
    }
}

/// All scopes there are.
pub fn every_scope() -> impl Iterator<Item = ServiceScope> {
    ServiceScope::iter()
}

impl fmt::Display for ServiceScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_value())
    }
}

/// Whether a scope is for work; the others are for reading, also where people with the same permission may write.
fn works(scope: ServiceScope) -> bool {
    matches!(
        scope,
        ServiceScope::ImportsRun | ServiceScope::ExportsRun | ServiceScope::WebhooksManage
    )
}

/// The scopes that open an operation, by its permission and whether it only reads.
pub fn scopes_for(permission: Permission, reading: bool) -> impl Iterator<Item = ServiceScope> {
    every_scope().filter(move |scope| opened_by(*scope).contains(&permission) && (reading || works(*scope)))
}

impl System {
    /// Whether one of the scopes opens the permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.scopes.iter().any(|scope| opened_by(*scope).contains(&permission))
    }
}

/// The role in which a system uses a permission: a bureau's, which sees no identities; the office's for its imports.
fn role_for(permission: Permission) -> Role {
    match permission {
        Permission::ImportsRun => Role::Office,
        _ => Role::Bureau,
    }
}

/// The caller as it stands behind one request: a system in the role for the permission, people as they are.
pub(super) fn acting(actor: Rc<Actor>, permission: Permission, reading: bool) -> Result<Rc<Actor>> {
    let Some(system) = &actor.system else {
        return Ok(actor);
    };
    if !scopes_for(permission, reading).any(|scope| system.scopes.contains(&scope)) {
        return Err(lacks_scope(permission));
    }
    let role = role_for(permission);
    if actor.has_role(role) {
        return Ok(actor);
    }
    let mut acting = Actor::clone(&actor);
    for grant in &mut acting.grants {
        grant.role = role;
    }
    Ok(Rc::new(acting))
}

/// 403 that names what is missing.
pub(super) fn lacks_scope(permission: Permission) -> Error {
    let scopes: Vec<String> = scopes_for(permission, true).map(|scope| scope.to_string()).collect();
    if scopes.is_empty() {
        return Error::forbidden("系统账号不能进行此操作。", "This is not open to other systems.");
    }
    Error::Forbidden(text(
        format!(
            "此系统账号没有这一操作所需的范围（{}），或者该范围只能读取。",
            scopes.join("、")
        ),
        format!(
            "The service account lacks the scope for this ({}), or has it for reading only.",
            scopes.join(", ")
        ),
    ))
}

/// The system that asks with a token, with the scopes of the token that it still has; `None` when it may not ask.
pub(super) async fn asking(
    state: &State,
    id: ServiceAccountId,
    scope: &str,
    address: Option<IpAddr>,
) -> Result<Option<Actor>> {
    let now = state.clock.now();
    let Some(account) = usable(&state.db, id, state.clock.today()).await? else {
        return Ok(None);
    };
    if !account.addresses.admit(address) {
        return Ok(None);
    }
    note_use(state, &account, address, now).await;
    let asked: Vec<&str> = scope.split(' ').collect();
    let mut actor = actor_of(&state.db, account).await?;
    if let Some(system) = &mut actor.system {
        system
            .scopes
            .retain(|scope| asked.contains(&scope.to_string().as_str()));
    }
    Ok(Some(actor))
}

/// A system as it would be if it asked now, to find out what concerns it; `None` when it is disabled or expired.
pub async fn service_actor(db: &impl ConnectionTrait, id: ServiceAccountId, today: NaiveDate) -> Result<Option<Actor>> {
    match usable(db, id, today).await? {
        Some(account) => Ok(Some(actor_of(db, account).await?)),
        None => Ok(None),
    }
}

async fn usable(
    db: &impl ConnectionTrait,
    id: ServiceAccountId,
    today: NaiveDate,
) -> Result<Option<service_account::Model>> {
    Ok(service_account::Entity::find_by_id(id)
        .filter(in_force(today))
        .one(db)
        .await?)
}

/// Service accounts that may ask on a day.
fn in_force(today: NaiveDate) -> Condition {
    Condition::all()
        .add(service_account::Column::Status.eq(AccountStatus::Active))
        .add(
            Condition::any()
                .add(service_account::Column::ExpiresOn.is_null())
                .add(service_account::Column::ExpiresOn.gte(today)),
        )
}

async fn actor_of(db: &impl ConnectionTrait, account: service_account::Model) -> Result<Actor> {
    let ServiceScopes(scopes) = account.scopes;
    Ok(Actor {
        account_id: account.id.account(),
        session_id: SessionId(Uuid::nil()),
        person_id: None,
        display_name: account.name,
        must_change_password: false,
        grants: vec![Grant {
            role: Role::Bureau,
            unit_id: account.unit_id,
            within: within(db, account.unit_id).await?,
        }],
        system: Some(System { scopes }),
    })
}

async fn within(db: &impl ConnectionTrait, unit_id: Option<OrgUnitId>) -> Result<Within> {
    let Some(unit_id) = unit_id else {
        return Ok(Within::Everything);
    };
    let other_roots = org_unit::Entity::find()
        .filter(org_unit::Column::ParentId.is_null())
        .filter(org_unit::Column::Id.ne(unit_id))
        .count(db)
        .await?;
    if other_roots == 0 {
        return Ok(Within::Everything);
    }
    let units = org_unit_closure::Entity::find()
        .select_only()
        .column(org_unit_closure::Column::DescendantId)
        .filter(org_unit_closure::Column::AncestorId.eq(unit_id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Within::Units(units))
}

impl Networks {
    /// Whether something may ask from this address: everything may when no network is named.
    pub fn admit(&self, address: Option<IpAddr>) -> bool {
        self.0.is_empty()
            || address.is_some_and(|address| {
                let address = address.to_canonical();
                self.0.iter().any(|network| network.contains(&address))
            })
    }
}

/// Notes when and from where a system asked; a note that cannot be made now is left out.
async fn note_use(state: &State, account: &service_account::Model, address: Option<IpAddr>, now: DateTime<Utc>) {
    if account.last_used_at.is_some_and(|last| now - last < NOTED_EVERY) {
        return;
    }
    let noted = db::write(&state.db, async |tx| {
        service_account::Entity::update_many()
            .set(service_account::ActiveModel {
                last_used_at: Set(Some(now)),
                last_used_from: Set(address.map(|address| address.to_canonical().to_string())),
                ..Default::default()
            })
            .filter(service_account::Column::Id.eq(account.id))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await;
    if let Err(error) = noted {
        tracing::warn!(error = %error, "the use of a service account could not be noted");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER_OPENED: [Permission; 12] = [
        Permission::FamiliesReveal,
        Permission::LedgerIdentity,
        Permission::LedgerHearings,
        Permission::LedgerMove,
        Permission::EvaluationResults,
        Permission::BallotsRun,
        Permission::BallotsCount,
        Permission::BallotsCast,
        Permission::PupilFilesRead,
        Permission::AccountsRead,
        Permission::AccountsWrite,
        Permission::AuditRead,
    ];

    #[test]
    fn no_scope_opens_who_somebody_is_or_how_he_voted() {
        for permission in NEVER_OPENED {
            assert_eq!(scopes_for(permission, true).count(), 0, "{permission}");
        }
    }

    #[test]
    fn what_a_scope_opens_the_role_carries() {
        for scope in every_scope() {
            for permission in opened_by(scope) {
                assert!(permission.is_given_to(role_for(*permission)), "{scope:?}: {permission}");
            }
        }
    }

    #[test]
    fn a_scope_for_reading_opens_no_writing() {
        assert_eq!(scopes_for(Permission::LedgerRead, false).count(), 0);
        assert_eq!(scopes_for(Permission::ImportsRun, false).count(), 1);
    }

    #[test]
    fn an_address_of_version_four_is_known_in_version_six() {
        let own = Networks(vec!["10.1.0.0/16".parse().unwrap()]);
        assert!(own.admit(Some("::ffff:10.1.2.3".parse().unwrap())));
        assert!(!own.admit(Some("10.2.0.1".parse().unwrap())));
        assert!(!own.admit(None));
        assert!(Networks::default().admit(None));
    }
}
