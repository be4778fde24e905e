//! Rules and writes of role grants. As for accounts, the audit row comes first in every transaction.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Set,
};
use serde_json::json;

use super::{
    dto::{NewRoleGrant, RoleGrant},
    queries,
};
use crate::{
    auth::{Actor, in_force},
    clock::local_date,
    db::audit,
    entities::{
        account::{self, AccountStatus},
        audit_event::AuditAction,
        ids::{AccountId, OrgUnitId, RoleGrantId},
        org_unit::{self, OrgUnitKind},
        role_grant::{self, Role},
    },
    error::{Error, Result},
    features::accounts::{dto::NewRole, queries as accounts},
    http::{IfMatch, patch},
    language::text,
    state::State,
};

/// Whether a role can be held for a unit of this kind, or for the whole system.
fn fits(role: Role, unit: Option<OrgUnitKind>) -> bool {
    use OrgUnitKind::{Bureau, CentralSchool, Department, Kindergarten, VillageSchool};
    match role {
        Role::Admin | Role::Auditor => unit.is_none(),
        Role::Bureau => unit == Some(Bureau),
        Role::Principal | Role::Office => unit == Some(CentralSchool),
        Role::BranchPrincipal => matches!(unit, Some(VillageSchool | Kindergarten)),
        Role::Leader | Role::Teacher => {
            matches!(unit, Some(CentralSchool | VillageSchool | Kindergarten | Department))
        }
    }
}

/// Refuses a role without its unit, or for a unit of another kind; `field` is where the unit stands in the body.
pub async fn check_unit(tx: &impl ConnectionTrait, field: &str, new: &NewRole) -> Result<()> {
    let kind = match new.unit_id {
        None => None,
        Some(unit_id) => {
            let unit = org_unit::Entity::find_by_id(unit_id).one(tx).await?;
            Some(unit.ok_or_else(|| Error::unknown_reference(field))?.kind)
        }
    };
    if fits(new.role, kind) {
        return Ok(());
    }
    Err(match (kind, fits(new.role, None)) {
        (_, true) => Error::invalid(
            field,
            "system_wide",
            text(
                "此角色面向全系统，不填单位",
                "this role holds for the whole system, without a unit",
            ),
        ),
        (None, false) => Error::invalid(field, "required", text("此角色须选择单位", "this role needs a unit")),
        (Some(_), false) => Error::invalid(
            field,
            "unfitting_unit",
            text("此角色不能授予这类单位", "this role is not for a unit of this kind"),
        ),
    })
}

/// Grants a role from today or later.
pub async fn create(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewRoleGrant,
    now: DateTime<Utc>,
) -> Result<RoleGrant> {
    let today = local_date(now);
    let id = RoleGrantId::new();
    record(
        state,
        tx,
        actor,
        AuditAction::RoleGranted,
        id,
        new.unit_id,
        json!({ "role": new.role }),
        now,
    )
    .await?;
    accounts::find(tx, actor, new.account_id, today)
        .await
        .map_err(|_| Error::unknown_reference("account_id"))?;
    let role = NewRole {
        role: new.role,
        unit_id: new.unit_id,
    };
    check_unit(tx, "unit_id", &role).await?;
    let starts_on = new.starts_on.unwrap_or(today);
    if starts_on < today {
        let detail = text("授权不能从过去开始", "a role cannot begin in the past");
        return Err(Error::invalid("starts_on", "in_the_past", detail));
    }
    if new.ends_on.is_some_and(|last| last < starts_on) {
        let detail = text("结束日期不能早于开始日期", "the last day lies before the first");
        return Err(Error::invalid("ends_on", "before_start", detail));
    }
    check_no_overlap(tx, &new, starts_on).await?;
    let granted_by = Some(actor.account_id);
    let row = row(id, new.account_id, &role, starts_on, new.ends_on, granted_by, now);
    role_grant::Entity::insert(row).exec_without_returning(tx).await?;
    queries::find(tx, actor, id, today).await
}

/// Writes roles of a new account, from today on.
pub async fn insert(
    tx: &impl ConnectionTrait,
    account_id: AccountId,
    roles: &[NewRole],
    granted_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<()> {
    if roles.is_empty() {
        return Ok(());
    }
    let today = local_date(now);
    let rows = roles
        .iter()
        .map(|role| row(RoleGrantId::new(), account_id, role, today, None, granted_by, now));
    role_grant::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

fn row(
    id: RoleGrantId,
    account_id: AccountId,
    role: &NewRole,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    granted_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> role_grant::ActiveModel {
    role_grant::ActiveModel {
        id: Set(id),
        account_id: Set(account_id),
        role: Set(role.role),
        unit_id: Set(role.unit_id),
        starts_on: Set(starts_on),
        ends_on: Set(ends_on),
        granted_by: Set(granted_by),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

async fn check_no_overlap(tx: &impl ConnectionTrait, new: &NewRoleGrant, starts_on: NaiveDate) -> Result<()> {
    let same_unit = match new.unit_id {
        Some(unit_id) => role_grant::Column::UnitId.eq(unit_id),
        None => role_grant::Column::UnitId.is_null(),
    };
    let lasts_long_enough = Condition::any()
        .add(role_grant::Column::EndsOn.is_null())
        .add(role_grant::Column::EndsOn.gte(starts_on));
    let overlapping = role_grant::Entity::find()
        .filter(role_grant::Column::AccountId.eq(new.account_id))
        .filter(role_grant::Column::Role.eq(new.role))
        .filter(same_unit)
        .filter(lasts_long_enough)
        .apply_if(new.ends_on, |select, last| {
            select.filter(role_grant::Column::StartsOn.lte(last))
        })
        .count(tx)
        .await?;
    if overlapping == 0 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "already_granted",
        detail: text(
            "此账号在这段时间已有同一单位的这个角色。",
            "The account has this role for this unit already at that time.",
        ),
    })
}

/// Ends a role at once.
pub async fn end(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: RoleGrantId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let today = local_date(now);
    let known = queries::find(tx, actor, id, today).await?.row;
    let details = json!({ "role": known.role });
    record(
        state,
        tx,
        actor,
        AuditAction::RoleEnded,
        id,
        known.unit_id,
        details,
        now,
    )
    .await?;
    let grant = queries::find(tx, actor, id, today).await?;
    patch::check_version(expected, grant.row.version, &grant, &json!({}))?;
    if grant.row.ends_on.is_some_and(|last| last < today) {
        return Err(Error::Conflict {
            code: "already_ended",
            detail: text("此授权已结束。", "This role has ended already."),
        });
    }
    role_grant::Entity::update_many()
        .set(role_grant::ActiveModel {
            ends_on: Set(today.checked_sub_days(Days::new(1))),
            version: Set(grant.row.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .filter(role_grant::Column::Id.eq(id))
        .exec(tx)
        .await?;
    if grant.row.role == Role::Admin {
        check_an_administrator_remains(tx, today).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one audit row from its parts")]
async fn record(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    action: AuditAction,
    id: RoleGrantId,
    unit_id: Option<OrgUnitId>,
    details: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<()> {
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id,
        details,
        ..audit::Entry::new(Some(actor.account_id), action)
    };
    audit::record(tx, &state.vault, now, entry).await
}

/// Refuses a change that would leave nobody to administer the system.
pub async fn check_an_administrator_remains(tx: &impl ConnectionTrait, today: NaiveDate) -> Result<()> {
    let administrators = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(role_grant::Column::Role.eq(Role::Admin))
        .filter(in_force(today))
        .into_query();
    let active = account::Entity::find()
        .filter(account::Column::Status.eq(AccountStatus::Active))
        .filter(account::Column::Id.in_subquery(administrators))
        .count(tx)
        .await?;
    if active > 0 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "last_administrator",
        detail: text(
            "这是最后一位系统管理员，请先授权另一位。",
            "This is the last administrator; appoint another one first.",
        ),
    })
}
