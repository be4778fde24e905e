//! Rules and writes of family committees: one at a time for a school.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{CommitteeRow, FamilyCommittee, FamilyCommitteePatch, NewFamilyCommittee, RevealedCommittee},
    members, queries,
};
use crate::{
    auth::{Actor, Permission, policy, policy::families::must_write_families},
    db::changes,
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        family_committee,
        ids::{FamilyCommitteeId, OrgUnitId},
        org_unit::{self, OrgUnitKind},
    },
    error::{Error, Result},
    features::families::reveal::{self, RevealReason},
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

/// Forms a committee; the former one of the school ends the day before.
pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewFamilyCommittee,
    now: DateTime<Utc>,
) -> Result<FamilyCommittee> {
    let unit = org_unit::Entity::find_by_id(new.unit_id).one(tx).await?;
    let unit = unit
        .filter(|unit| policy::reaches_unit(actor, Permission::FamiliesWrite, unit.id))
        .ok_or_else(|| Error::unknown_reference("unit_id"))?;
    if !matches!(
        unit.kind,
        OrgUnitKind::CentralSchool | OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten
    ) {
        return Err(Error::invalid(
            "unit_id",
            "not_a_school",
            text("家委会属于学校", "a family committee belongs to a school"),
        ));
    }
    check_dates(new.starts_on, new.ends_on)?;
    if let Some(former) = latest(tx, unit.id).await? {
        if former.starts_on >= new.starts_on {
            return Err(overlaps("starts_on"));
        }
        if former.ends_on.is_none_or(|end| end >= new.starts_on) {
            let ended = family_committee::ActiveModel {
                ends_on: Set(Some(new.starts_on - Days::new(1))),
                ..Default::default()
            };
            save(tx, former.id, unit.id, ended, now).await?;
        }
    }
    let id = new.id.unwrap_or_default();
    family_committee::Entity::insert(family_committee::ActiveModel {
        id: Set(id),
        unit_id: Set(unit.id),
        name: Set(new.name),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        remark: Set(new.remark.filter(|text| !text.is_empty())),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "family_committees", id.0, ChangeOperation::Created, unit.id, now).await?;
    queries::find(tx, actor, id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: FamilyCommitteeId,
    expected: IfMatch,
    edit: FamilyCommitteePatch,
    now: DateTime<Utc>,
) -> Result<FamilyCommittee> {
    let stored = queries::find(tx, actor, id).await?;
    must_write_families(actor, stored.unit_id)?;
    patch::check_version(expected, stored.version, &stored, &edit)?;
    let (from, to) = (
        edit.starts_on.unwrap_or(stored.starts_on),
        edit.ends_on.unwrap_or(stored.ends_on),
    );
    check_dates(from, to)?;
    let others = family_committee::Entity::find()
        .filter(family_committee::Column::UnitId.eq(stored.unit_id))
        .filter(family_committee::Column::Id.ne(id))
        .all(tx)
        .await?;
    let overlapping = others
        .iter()
        .any(|other| to.is_none_or(|to| other.starts_on <= to) && other.ends_on.is_none_or(|end| end >= from));
    if overlapping {
        return Err(overlaps(if edit.starts_on.is_some() {
            "starts_on"
        } else {
            "ends_on"
        }));
    }
    let mut row = family_committee::ActiveModel {
        starts_on: Set(from),
        ends_on: Set(to),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.name = Set(name);
    }
    if let Some(remark) = edit.remark {
        row.remark = Set(remark.filter(|text| !text.is_empty()));
    }
    save(tx, id, stored.unit_id, row, now).await?;
    queries::find(tx, actor, id).await
}

/// Shows the phone numbers of the members; the look is noted.
pub async fn reveal(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: FamilyCommitteeId,
    reason: &RevealReason,
    now: DateTime<Utc>,
) -> Result<RevealedCommittee> {
    let committee = queries::row(tx, actor, id).await?;
    let look = (AuditAction::CommitteeRevealed, id.0);
    reveal::note(tx, vault, actor, look, committee.unit_id, reason, now).await?;
    Ok(RevealedCommittee {
        members: members::revealed(tx, vault, id).await?,
    })
}

/// A committee whose members changed is a newer version of it.
pub async fn touch(tx: &impl ConnectionTrait, committee: &CommitteeRow, now: DateTime<Utc>) -> Result<()> {
    save(
        tx,
        committee.id,
        committee.unit_id,
        family_committee::ActiveModel::default(),
        now,
    )
    .await
}

async fn save(
    tx: &impl ConnectionTrait,
    id: FamilyCommitteeId,
    unit_id: OrgUnitId,
    row: family_committee::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    family_committee::Entity::update_many()
        .set(family_committee::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(
            family_committee::Column::Version,
            Expr::col(family_committee::Column::Version).add(1),
        )
        .filter(family_committee::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "family_committees", id.0, ChangeOperation::Updated, unit_id, now).await
}

async fn latest(tx: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Option<family_committee::Model>> {
    Ok(family_committee::Entity::find()
        .filter(family_committee::Column::UnitId.eq(unit_id))
        .order_by_desc(family_committee::Column::StartsOn)
        .one(tx)
        .await?)
}

fn check_dates(from: NaiveDate, to: Option<NaiveDate>) -> Result<()> {
    if to.is_some_and(|to| to < from) {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text("任期结束不能早于开始", "it cannot end before it begins"),
        ));
    }
    Ok(())
}

fn overlaps(field: &str) -> Error {
    Error::invalid(
        field,
        "overlaps",
        text(
            "与本校另一届家委会的任期重叠",
            "another committee of the school is in office then",
        ),
    )
}
