//! Writes of opinion items; each leaves a step.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{
    dto::{MoveOpinionItem, NewOpinionItem, OpinionItem, OpinionItemPatch},
    limits,
    moves::{self, OpinionMove, Part, Refusal},
    queries,
};
use crate::{
    auth::{Actor, Permission},
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::OpinionItemId,
        opinion_event::{self, OpinionStep},
        opinion_item::{self, OpinionState},
    },
    error::{Error, Result},
    features::{organisation::school_written_for, personnel::colleague_unit},
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Records an opinion item; the same one sent again is shown as it is.
pub async fn record(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewOpinionItem,
    now: DateTime<Utc>,
) -> Result<Sent<OpinionItem>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = opinion_item::Entity::find_by_id(id).one(tx).await? {
            if stored.recorded_by != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id, now).await?));
        }
    }
    if new.seen_at > now {
        return Err(Error::invalid(
            "seen_at",
            "in_the_future",
            text("时间不能晚于现在", "must not be in the future"),
        ));
    }
    let unit_id = school_written_for(tx, actor, Permission::OpinionsWrite, new.unit_id).await?;
    if let Some(person_id) = new.responder_id {
        colleague_unit(tx, actor, person_id, "responder_id").await?;
    }
    let id = new.id.unwrap_or_default();
    let row = opinion_item::Model {
        id,
        unit_id,
        source: new.source,
        link: new.link,
        seen_at: new.seen_at,
        summary: new.summary,
        level: new.level,
        due_at: limits::due_at(tx, unit_id, new.level, new.seen_at).await?,
        responder_id: new.responder_id,
        state: OpinionState::Open,
        reply: None,
        replied_at: None,
        closed_at: None,
        ledger_entry_id: None,
        recorded_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    opinion_item::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    note(tx, actor, id, (OpinionStep::Record, row.state), None, None, now).await?;
    changes::record(tx, "opinion_items", id.0, ChangeOperation::Created, unit_id, now).await?;
    let view = queries::find(tx, actor, id, now).await?;
    Ok(Sent::New(Created::at("/opinion-items", id, view)))
}

/// What of a stored item the client sent.
fn content(stored: opinion_item::Model) -> NewOpinionItem {
    NewOpinionItem {
        id: Some(stored.id),
        unit_id: Some(stored.unit_id),
        source: stored.source,
        link: stored.link,
        seen_at: stored.seen_at,
        summary: stored.summary,
        level: stored.level,
        responder_id: stored.responder_id,
    }
}

/// Changes an item that is not closed; what was written before stays in the steps.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OpinionItemId,
    expected: IfMatch,
    edit: OpinionItemPatch,
    now: DateTime<Utc>,
) -> Result<OpinionItem> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(actor, stored.unit_id, stored.responder_id);
    if !part.overseer {
        return Err(not_yours());
    }
    if !moves::is_editable(stored.state, part) {
        return Err(illegal("edit", stored.state, part));
    }
    let before = queries::find(tx, actor, id, now).await?;
    patch::check_version(expected, stored.version, &before, &edit)?;
    let mut row = opinion_item::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(source) = edit.source {
        row.source = Set(source);
    }
    if let Some(link) = edit.link {
        row.link = Set(link);
    }
    if let Some(summary) = edit.summary {
        row.summary = Set(summary);
    }
    if let Some(level) = edit.level {
        row.level = Set(level);
        row.due_at = Set(limits::due_at(tx, stored.unit_id, level, stored.seen_at).await?);
    }
    if let Some(responder_id) = edit.responder_id {
        if let Some(person_id) = responder_id {
            colleague_unit(tx, actor, person_id, "responder_id").await?;
        }
        row.responder_id = Set(responder_id);
    }
    save(tx, &stored, row, now).await?;
    let after = queries::find(tx, actor, id, now).await?;
    let (was, is) = patch::differences(&written(&before), &written(&after))?;
    if was != is {
        let changed = json!({ "before": was, "after": is });
        note(
            tx,
            actor,
            id,
            (OpinionStep::Edit, stored.state),
            None,
            Some(changed),
            now,
        )
        .await?;
    }
    Ok(after)
}

/// What an edit may change, in the words people read.
fn written(item: &OpinionItem) -> Value {
    json!({
        "source": item.source,
        "link": item.link,
        "summary": item.summary,
        "level": item.level,
        "due_at": item.due_at,
        "responder_name": item.responder_name,
    })
}

/// Moves an opinion item on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OpinionItemId,
    wanted: MoveOpinionItem,
    now: DateTime<Utc>,
) -> Result<OpinionItem> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(actor, stored.unit_id, stored.responder_id);
    let state = moves::next(stored.state, wanted.wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.wanted.as_str(), stored.state, part),
        Refusal::NotYours => not_yours(),
    })?;
    check_move(&wanted, stored.state)?;
    let mut row = opinion_item::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    let MoveOpinionItem {
        wanted,
        reply,
        note: said,
    } = wanted;
    let kept = match wanted {
        OpinionMove::Reply => {
            row.reply = Set(reply.clone());
            row.replied_at = Set(Some(now));
            reply
        }
        OpinionMove::Close => {
            row.closed_at = Set(Some(now));
            said
        }
        OpinionMove::Reopen => {
            row.closed_at = Set(None);
            row.replied_at = Set(None);
            row.due_at = Set(limits::due_at(tx, stored.unit_id, stored.level, now).await?);
            said
        }
    };
    save(tx, &stored, row, now).await?;
    note(tx, actor, id, (wanted.step(), state), kept, None, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Each move takes what it needs and nothing else.
fn check_move(wanted: &MoveOpinionItem, state: OpinionState) -> Result<()> {
    let replies = wanted.wanted == OpinionMove::Reply;
    let explains = match wanted.wanted {
        OpinionMove::Reply => false,
        OpinionMove::Close => state == OpinionState::Open,
        OpinionMove::Reopen => true,
    };
    let fields = [
        ("reply", wanted.reply.is_some(), replies, replies),
        ("note", wanted.note.is_some(), explains, !replies),
    ];
    for (field, given, needed, taken) in fields {
        if needed && !given {
            return Err(Error::invalid(field, "required", text("必填", "is required")));
        }
        if given && !taken {
            return Err(Error::invalid(
                field,
                "not_used",
                text("此操作不用这一项", "this move does not take it"),
            ));
        }
    }
    Ok(())
}

pub fn not_yours() -> Error {
    Error::forbidden(
        "回应由回应人或单位负责人办理，其他由单位负责人办理。",
        "Who was named answers, or who answers for the unit; all else is for who answers for the unit.",
    )
}

pub async fn save(
    tx: &impl ConnectionTrait,
    stored: &opinion_item::Model,
    row: opinion_item::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    opinion_item::Entity::update_many()
        .set(row)
        .col_expr(
            opinion_item::Column::Version,
            Expr::col(opinion_item::Column::Version).add(1),
        )
        .filter(opinion_item::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "opinion_items", id, ChangeOperation::Updated, unit_id, now).await
}

/// Keeps a step; the row of the item is held, so that no two steps get the same number.
pub async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: OpinionItemId,
    (step, to_state): (OpinionStep, OpinionState),
    note: Option<String>,
    changes: Option<Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = opinion_event::Entity::find()
        .filter(opinion_event::Column::OpinionId.eq(id))
        .count(tx)
        .await?;
    opinion_event::Entity::insert(opinion_event::ActiveModel {
        opinion_id: Set(id),
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

fn illegal(wanted: &str, state: OpinionState, part: Part) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state.to_value(),
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
