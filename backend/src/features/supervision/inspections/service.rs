//! Writes of inspections; each leaves a step.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{
    dto::{Inspection, InspectionPatch, MoveInspection, NewInspection},
    moves::{self, InspectionMove},
    queries, rules,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::{InspectionId, OrgUnitId},
        inspection::{self, InspectionItems, InspectionState},
        inspection_event::{self, InspectionStep},
    },
    error::{Error, Result},
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Records an inspection; the same one sent again is shown as it is.
pub async fn record(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewInspection,
    now: DateTime<Utc>,
) -> Result<Sent<Inspection>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = inspection::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    if !policy::oversees_unit(actor, Permission::InspectionsWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    rules::check_days(new.notice_on, new.begins_on, new.ends_on)?;
    let id = new.id.unwrap_or_default();
    let row = inspection::Model {
        id,
        unit_id: new.unit_id,
        title: new.title,
        list_number: new.list_number,
        level: new.level,
        kind: new.kind,
        body: new.body,
        notice_on: new.notice_on,
        begins_on: new.begins_on,
        ends_on: new.ends_on,
        items: InspectionItems(new.items),
        state: InspectionState::Planned,
        conclusion: None,
        cancel_reason: None,
        recorded_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    inspection::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    note(tx, actor, &row, (InspectionStep::Record, row.state), None, None, now).await?;
    changes::record(tx, "inspections", id.0, ChangeOperation::Created, row.unit_id, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/inspections", id, view)))
}

/// What of a stored inspection the client sent.
fn content(stored: inspection::Model) -> NewInspection {
    NewInspection {
        id: Some(stored.id),
        unit_id: stored.unit_id,
        title: stored.title,
        list_number: stored.list_number,
        level: stored.level,
        kind: stored.kind,
        body: stored.body,
        notice_on: stored.notice_on,
        begins_on: stored.begins_on,
        ends_on: stored.ends_on,
        items: stored.items.0,
    }
}

/// Changes an inspection that is not over; what was written before stays in the steps.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionId,
    expected: IfMatch,
    edit: InspectionPatch,
    now: DateTime<Utc>,
) -> Result<Inspection> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_write(actor, stored.unit_id)?;
    if !moves::is_editable(stored.state) {
        return Err(illegal("edit", stored.state));
    }
    let before = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &before, &edit)?;
    rules::check_days(
        edit.notice_on.unwrap_or(stored.notice_on),
        edit.begins_on.unwrap_or(stored.begins_on),
        edit.ends_on.unwrap_or(stored.ends_on),
    )?;
    let mut row = inspection::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(list_number) = edit.list_number {
        row.list_number = Set(list_number);
    }
    if let Some(level) = edit.level {
        row.level = Set(level);
    }
    if let Some(kind) = edit.kind {
        row.kind = Set(kind);
    }
    if let Some(body) = edit.body {
        row.body = Set(body);
    }
    if let Some(notice_on) = edit.notice_on {
        row.notice_on = Set(notice_on);
    }
    if let Some(begins_on) = edit.begins_on {
        row.begins_on = Set(begins_on);
    }
    if let Some(ends_on) = edit.ends_on {
        row.ends_on = Set(ends_on);
    }
    if let Some(items) = edit.items {
        row.items = Set(InspectionItems(items));
    }
    save(tx, &stored, row, now).await?;
    let after = queries::find(tx, actor, id).await?;
    let (was, is) = patch::differences(&written(&before), &written(&after))?;
    if was != is {
        let changed = json!({ "before": was, "after": is });
        let step = (InspectionStep::Edit, stored.state);
        note(tx, actor, &stored, step, None, Some(changed), now).await?;
    }
    Ok(after)
}

/// What an edit may change.
fn written(inspection: &Inspection) -> Value {
    json!({
        "title": inspection.title,
        "list_number": inspection.list_number,
        "level": inspection.level,
        "kind": inspection.kind,
        "body": inspection.body,
        "notice_on": inspection.notice_on,
        "begins_on": inspection.begins_on,
        "ends_on": inspection.ends_on,
        "items": inspection.items,
    })
}

/// Moves an inspection on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionId,
    wanted: MoveInspection,
    now: DateTime<Utc>,
) -> Result<Inspection> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    must_write(actor, stored.unit_id)?;
    let state =
        moves::next(stored.state, wanted.wanted).ok_or_else(|| illegal(wanted.wanted.as_str(), stored.state))?;
    rules::check_move(&wanted)?;
    let mut row = inspection::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    let mut said = None;
    match wanted.wanted {
        InspectionMove::Announce => {
            let notice_on = wanted.notice_on.or(stored.notice_on).unwrap_or_else(|| local_date(now));
            rules::check_days(Some(notice_on), stored.begins_on, stored.ends_on)?;
            row.notice_on = Set(Some(notice_on));
        }
        InspectionMove::Start => {}
        InspectionMove::Finish => {
            said = wanted.conclusion;
            row.conclusion = Set(said.clone());
        }
        InspectionMove::Cancel => {
            said = wanted.reason;
            row.cancel_reason = Set(said.clone());
        }
    }
    save(tx, &stored, row, now).await?;
    note(tx, actor, &stored, (wanted.wanted.step(), state), said, None, now).await?;
    queries::find(tx, actor, id).await
}

fn must_write(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if policy::oversees_unit(actor, Permission::InspectionsWrite, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "只有校长、办公室和上级教育局可以办理督查。",
        "Only the principal, the office and the bureau above can do this.",
    ))
}

async fn save(
    tx: &impl ConnectionTrait,
    stored: &inspection::Model,
    row: inspection::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    inspection::Entity::update_many()
        .set(row)
        .col_expr(
            inspection::Column::Version,
            Expr::col(inspection::Column::Version).add(1),
        )
        .filter(inspection::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "inspections", id, ChangeOperation::Updated, unit_id, now).await
}

/// Keeps a step; the row of the inspection is held, so that no two steps get the same number.
async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    inspection: &inspection::Model,
    (step, to_state): (InspectionStep, InspectionState),
    note: Option<String>,
    changes: Option<Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = inspection_event::Entity::find()
        .filter(inspection_event::Column::InspectionId.eq(inspection.id))
        .count(tx)
        .await?;
    inspection_event::Entity::insert(inspection_event::ActiveModel {
        inspection_id: Set(inspection.id),
        seq: Set(i32::try_from(before + 1).unwrap_or(i32::MAX)),
        step: Set(step),
        to_state: Set(to_state),
        account_id: Set(actor.account_id),
        note: Set(note),
        changes: Set(changes),
        at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

fn illegal(wanted: &str, state: InspectionState) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state.to_value(),
        allowed: moves::allowed(state)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "当前状态不能这样办理，请看 allowed 中可用的操作。",
            "This cannot be done now; see allowed for what can be.",
        ),
    }
}
