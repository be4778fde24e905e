//! Writes of findings; each leaves a step.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{
    dto::{Finding, FindingPatch, MoveFinding, NewFinding},
    moves::{self, FindingMove, Part, Refusal},
    queries, rules,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        finding::{self, FindingState},
        finding_event::{self, FindingStep},
        ids::FindingId,
    },
    error::{Error, Result},
    features::personnel::colleague_unit,
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Records a finding; the same one sent again is shown as it is.
pub async fn record(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewFinding,
    now: DateTime<Utc>,
) -> Result<Sent<Finding>> {
    let today = local_date(now);
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = finding::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id, today).await?));
        }
    }
    rules::check_new(&new, today)?;
    let (owner_id, unit_id) = rules::owner_and_unit(tx, actor, new.owner_id, new.unit_id, new.source).await?;
    rules::check_inspection(tx, actor, new.inspection_id, unit_id).await?;
    if let Some(person_id) = new.person_id {
        colleague_unit(tx, actor, person_id, "person_id").await?;
    }
    let id = new.id.unwrap_or_default();
    let row = finding::Model {
        id,
        unit_id,
        source: new.source,
        theme: new.theme,
        found_on: new.found_on,
        what: new.what,
        person_id: new.person_id,
        owner_id,
        measure: new.measure.filter(|text| !text.is_empty()),
        due_on: new.due_on,
        state: FindingState::Open,
        result: None,
        reopenings: 0,
        recorded_by: actor.account_id,
        inspection_id: new.inspection_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    finding::Entity::insert(finding::ActiveModel::from(row.clone()))
        .exec_without_returning(tx)
        .await?;
    note(tx, actor, &row, FindingStep::Record, row.state, None, None, now).await?;
    changes::record(tx, "findings", id.0, ChangeOperation::Created, unit_id, now).await?;
    let view = queries::find(tx, actor, id, today).await?;
    Ok(Sent::New(Created::at("/findings", id, view)))
}

/// What of a stored finding the client sent.
fn content(stored: finding::Model) -> NewFinding {
    NewFinding {
        id: Some(stored.id),
        unit_id: Some(stored.unit_id),
        source: stored.source,
        theme: stored.theme,
        inspection_id: stored.inspection_id,
        found_on: stored.found_on,
        what: stored.what,
        person_id: stored.person_id,
        owner_id: Some(stored.owner_id),
        measure: stored.measure,
        due_on: stored.due_on,
    }
}

/// Changes what is asked, of whom, or until when; what was written before stays in the steps.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: FindingId,
    expected: IfMatch,
    edit: FindingPatch,
    now: DateTime<Utc>,
) -> Result<Finding> {
    let today = local_date(now);
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(actor, &stored);
    if !moves::is_editable(stored.state, part) {
        if moves::is_editable(FindingState::Open, part) {
            return Err(illegal("edit", stored.state, part));
        }
        return Err(Error::forbidden(
            "只有登记人或所在单位的负责人可以修改。",
            "Only who recorded it, or who answers for the unit, may change it.",
        ));
    }
    let before = queries::find(tx, actor, id, today).await?;
    patch::check_version(expected, stored.version, &before, &edit)?;
    let mut row = finding::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(what) = edit.what {
        row.what = Set(what);
    }
    if let Some(person_id) = edit.person_id {
        if let Some(person_id) = person_id {
            colleague_unit(tx, actor, person_id, "person_id").await?;
        }
        row.person_id = Set(person_id);
    }
    if let Some(owner_id) = edit.owner_id.filter(|owner| *owner != stored.owner_id) {
        rules::owner_and_unit(tx, actor, Some(owner_id), Some(stored.unit_id), stored.source).await?;
        row.owner_id = Set(owner_id);
    }
    if let Some(measure) = edit.measure {
        row.measure = Set(measure.filter(|text| !text.is_empty()));
    }
    if let Some(due_on) = edit.due_on {
        rules::check_due(stored.found_on, due_on)?;
        row.due_on = Set(due_on);
    }
    save(tx, &stored, row, now).await?;
    let after = queries::find(tx, actor, id, today).await?;
    let (was, is) = patch::differences(&asked(&before), &asked(&after))?;
    if was != is {
        let changed = json!({ "before": was, "after": is });
        let state = stored.state;
        note(tx, actor, &stored, FindingStep::Edit, state, None, Some(changed), now).await?;
    }
    Ok(after)
}

/// What an edit may change, in the words people read.
fn asked(finding: &Finding) -> Value {
    json!({
        "what": finding.what,
        "person_name": finding.person_name,
        "owner_name": finding.owner_name,
        "measure": finding.measure,
        "due_on": finding.due_on,
    })
}

/// Moves a finding on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: FindingId,
    wanted: MoveFinding,
    now: DateTime<Utc>,
) -> Result<Finding> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(actor, &stored);
    let state = moves::next(stored.state, wanted.wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.wanted.as_str(), stored.state, part),
        Refusal::NotYours => Error::forbidden(
            "这一步须由他人办理：责任人整改，所在单位的负责人验收，责任人不能验收自己的整改。",
            "This step is somebody else's: the owner puts it right, who answers for the unit verifies, never the owner himself.",
        ),
    })?;
    rules::check_move(&wanted, stored.measure.is_some())?;
    let mut row = finding::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    let MoveFinding {
        wanted,
        measure,
        result,
        note: said,
    } = wanted;
    let kept = match wanted {
        FindingMove::Start => measure.clone(),
        FindingMove::Finish => result.clone(),
        FindingMove::Verify | FindingMove::Reopen => said,
    };
    if let Some(measure) = measure {
        row.measure = Set(Some(measure));
    }
    if let Some(result) = result {
        row.result = Set(Some(result));
    }
    if wanted == FindingMove::Reopen {
        row.reopenings = Set(stored.reopenings + 1);
    }
    save(tx, &stored, row, now).await?;
    note(tx, actor, &stored, wanted.step(), state, kept, None, now).await?;
    queries::find(tx, actor, id, local_date(now)).await
}

async fn save(
    tx: &impl ConnectionTrait,
    stored: &finding::Model,
    row: finding::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    finding::Entity::update_many()
        .set(row)
        .col_expr(finding::Column::Version, Expr::col(finding::Column::Version).add(1))
        .filter(finding::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "findings", id, ChangeOperation::Updated, unit_id, now).await
}

/// Keeps a step; the row of the finding is held, so that no two steps get the same number.
#[expect(clippy::too_many_arguments, reason = "a step is what its row holds")]
async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    finding: &finding::Model,
    step: FindingStep,
    to_state: FindingState,
    note: Option<String>,
    changes: Option<Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = finding_event::Entity::find()
        .filter(finding_event::Column::FindingId.eq(finding.id))
        .count(tx)
        .await?;
    finding_event::Entity::insert(finding_event::ActiveModel {
        finding_id: Set(finding.id),
        seq: Set(i32::try_from(before + 1).unwrap_or(i32::MAX)),
        r#move: Set(step),
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

fn illegal(wanted: &str, state: FindingState, part: Part) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: match state {
            FindingState::Open => "open",
            FindingState::InProgress => "in_progress",
            FindingState::Done => "done",
            FindingState::Verified => "verified",
        }
        .to_owned(),
        allowed: moves::allowed(state, part)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail: text(
            "当前状态不能这样办理，请看 allowed 中可用的操作。",
            "This cannot be done now; see allowed for what can be.",
        ),
    }
}
