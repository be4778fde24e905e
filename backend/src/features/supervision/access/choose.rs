//! Which records may be opened to an inspector: those the caller sees himself, of the school, and settled enough to be
//! read. An entry about a person does not exist for whoever has a conflict of interest, so he cannot choose it.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::dto::InspectedChoice;
use crate::{
    auth::{
        Actor, Permission,
        scope::{Reach, activities, findings, ledger, plan as plans, reports},
    },
    entities::{
        activity::{self, ActivityKind, ActivityStatus},
        finding,
        ids::OrgUnitId,
        inspection_access_record::InspectedKind,
        ledger_entry,
        plan::{self, PlanState},
        report::{self, ReportState},
    },
    error::{Error, FieldError, Result},
    language::text,
};

/// Refuses records that cannot be opened; each refusal names its place in the request.
pub async fn check(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: OrgUnitId,
    chosen: &[InspectedChoice],
    today: NaiveDate,
) -> Result<()> {
    let school = Reach::below(tx, unit_id).await?;
    let mut good = HashSet::new();
    for kind in [
        InspectedKind::Activity,
        InspectedKind::LedgerEntry,
        InspectedKind::Report,
        InspectedKind::Finding,
        InspectedKind::Plan,
    ] {
        let ids: Vec<Uuid> = chosen.iter().filter(|one| one.kind == kind).map(|one| one.id).collect();
        if !ids.is_empty() && actor.can(permission(kind)) {
            good.extend(
                readable(tx, actor, &school, kind, ids, today)
                    .await?
                    .into_iter()
                    .map(|id| (kind, id)),
            );
        }
    }
    let mut seen = HashSet::new();
    let mut refused = Vec::new();
    for (index, choice) in chosen.iter().enumerate() {
        let key = (choice.kind, choice.id);
        let (code, detail) = match (good.contains(&key), seen.insert(key)) {
            (true, true) => continue,
            (true, false) => ("duplicate", text("重复选择", "was chosen twice")),
            (false, _) => (
                "unknown_reference",
                text("找不到所引用的记录", "the record it refers to does not exist"),
            ),
        };
        refused.push(FieldError {
            pointer: format!("#/records/{index}"),
            code: code.to_owned(),
            detail,
        });
    }
    if refused.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(refused))
    }
}

fn permission(kind: InspectedKind) -> Permission {
    match kind {
        InspectedKind::Activity => Permission::ActivitiesRead,
        InspectedKind::LedgerEntry => Permission::LedgerRead,
        InspectedKind::Report => Permission::ReportsRead,
        InspectedKind::Finding => Permission::FindingsRead,
        InspectedKind::Plan => Permission::PlanRead,
    }
}

/// Those of the ids that can be opened.
async fn readable(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    school: &Reach,
    kind: InspectedKind,
    ids: Vec<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Uuid>> {
    let found = match kind {
        InspectedKind::Activity => {
            activity::Entity::find()
                .filter(activities::activities(actor, today))
                .filter(school.covers(activity::Column::UnitId))
                .filter(activity::Column::Status.is_in([ActivityStatus::Submitted, ActivityStatus::Confirmed]))
                // What is done for a pupil with potential stays with those who support him.
                .filter(activity::Column::Kind.ne(ActivityKind::PupilSupport))
                .filter(activity::Column::Id.is_in(ids))
                .select_only()
                .column(activity::Column::Id)
                .into_tuple()
                .all(tx)
                .await?
        }
        InspectedKind::LedgerEntry => {
            ledger_entry::Entity::find()
                .filter(ledger::ledger_entries(actor, today))
                .filter(school.covers(ledger_entry::Column::UnitId))
                .filter(ledger_entry::Column::Id.is_in(ids))
                .select_only()
                .column(ledger_entry::Column::Id)
                .into_tuple()
                .all(tx)
                .await?
        }
        InspectedKind::Report => {
            report::Entity::find()
                .filter(reports::reports(actor))
                .filter(school.covers(report::Column::UnitId))
                .filter(report::Column::State.eq(ReportState::Frozen))
                .filter(report::Column::Id.is_in(ids))
                .select_only()
                .column(report::Column::Id)
                .into_tuple()
                .all(tx)
                .await?
        }
        InspectedKind::Finding => {
            finding::Entity::find()
                .filter(findings::findings(actor))
                .filter(school.covers(finding::Column::UnitId))
                .filter(finding::Column::Id.is_in(ids))
                .select_only()
                .column(finding::Column::Id)
                .into_tuple()
                .all(tx)
                .await?
        }
        // A plan may be that of the bureau above.
        InspectedKind::Plan => {
            plan::Entity::find()
                .filter(plans::plans(actor))
                .filter(plan::Column::State.ne(PlanState::Draft))
                .filter(plan::Column::Id.is_in(ids))
                .select_only()
                .column(plan::Column::Id)
                .into_tuple()
                .all(tx)
                .await?
        }
    };
    Ok(found)
}
