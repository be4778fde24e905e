//! Writes of publications; each leaves a step.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::{Value, json};

use super::{
    classes,
    dto::{MovePublication, NewIntendedName, NewPublication, Publication, PublicationPatch},
    moves::{self, PublicationMove, Refusal},
    queries,
};
use crate::{
    auth::{Actor, Permission},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        ids::PublicationId,
        publication::{self, IntendedName, IntendedNames, PublicationState},
        publication_event::{self, PublicationStep},
    },
    error::{Error, Result},
    features::organisation::school_written_for,
    http::{
        Created, IfMatch, Sent, patch,
        sent::{check_id, check_same, taken},
    },
    language::text,
};

/// Writes a draft; the same one sent again is shown as it is.
pub async fn write(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewPublication,
    now: DateTime<Utc>,
) -> Result<Sent<Publication>> {
    if let Some(id) = new.id {
        check_id(id.0)?;
        if let Some(stored) = publication::Entity::find_by_id(id).one(tx).await? {
            if stored.author_id != actor.account_id {
                return Err(taken());
            }
            check_same(&new, &content(stored))?;
            return Ok(Sent::Known(queries::find(tx, actor, id).await?));
        }
    }
    let unit_id = school_written_for(tx, actor, Permission::PublicationsWrite, new.unit_id).await?;
    classes::usable(tx, actor, new.class_id).await?;
    let id = new.id.unwrap_or_default();
    let row = publication::Model {
        id,
        unit_id,
        class_id: new.class_id,
        title: new.title,
        text: new.text,
        period: new.period,
        state: PublicationState::Draft,
        intended_names: IntendedNames::default(),
        author_id: actor.account_id,
        reviewer_id: None,
        published_on: None,
        withdraw_reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    publication::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    note(tx, actor, id, (PublicationStep::Write, row.state), None, None, now).await?;
    changes::record(tx, "publications", id.0, ChangeOperation::Created, unit_id, now).await?;
    let view = queries::find(tx, actor, id).await?;
    Ok(Sent::New(Created::at("/publications", id, view)))
}

/// What of a stored publication the client sent.
fn content(stored: publication::Model) -> NewPublication {
    NewPublication {
        id: Some(stored.id),
        unit_id: Some(stored.unit_id),
        class_id: stored.class_id,
        title: stored.title,
        text: stored.text,
        period: stored.period,
    }
}

/// Changes a draft; what was written before stays in the steps.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PublicationId,
    expected: IfMatch,
    edit: PublicationPatch,
    now: DateTime<Utc>,
) -> Result<Publication> {
    let stored = editable(tx, actor, id).await?;
    let before = queries::find(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &before, &edit)?;
    let mut row = publication::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(class_id) = edit.class_id.filter(|class| *class != stored.class_id) {
        classes::usable(tx, actor, class_id).await?;
        row.class_id = Set(class_id);
    }
    if let Some(title) = edit.title {
        row.title = Set(title);
    }
    if let Some(text) = edit.text {
        row.text = Set(text);
    }
    if let Some(period) = edit.period {
        row.period = Set(period);
    }
    save(tx, &stored, row, now).await?;
    let after = queries::find(tx, actor, id).await?;
    let (was, is) = patch::differences(&written(&before), &written(&after))?;
    if was != is {
        let changed = json!({ "before": was, "after": is });
        let step = (PublicationStep::Edit, stored.state);
        note(tx, actor, id, step, None, Some(changed), now).await?;
    }
    Ok(after)
}

/// What an edit may change.
fn written(publication: &Publication) -> Value {
    json!({
        "class_name": publication.class_name,
        "title": publication.title,
        "text": publication.text,
        "period": publication.period,
    })
}

/// Confirms that a name that was found is meant to stand there.
pub async fn intend(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PublicationId,
    new: NewIntendedName,
    now: DateTime<Utc>,
) -> Result<Publication> {
    let stored = editable(tx, actor, id).await?;
    let check = queries::personal_data(tx, &stored).await?;
    let found = check.items.iter().find(|item| item.found == new.name);
    match found {
        Some(item) if item.kind.is_name() => {}
        Some(_) => {
            return Err(Error::invalid(
                "name",
                "number",
                text(
                    "号码不能公开，请从正文中删去",
                    "numbers are never published: take it out of the text",
                ),
            ));
        }
        None => return Err(Error::unknown_reference("name")),
    }
    let mut names = stored.intended_names.0.clone();
    names.retain(|known| known.name != new.name);
    names.push(IntendedName {
        name: new.name.clone(),
        reason: new.reason.clone(),
    });
    let row = publication::ActiveModel {
        intended_names: Set(IntendedNames(names)),
        updated_at: Set(now),
        ..Default::default()
    };
    save(tx, &stored, row, now).await?;
    let said = Some(format!("{}：{}", new.name, new.reason));
    note(tx, actor, id, (PublicationStep::Intend, stored.state), said, None, now).await?;
    queries::find(tx, actor, id).await
}

/// A draft the caller may change, held until the transaction ends.
async fn editable(tx: &impl ConnectionTrait, actor: &Actor, id: PublicationId) -> Result<publication::Model> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(tx, actor, id, stored.unit_id).await?;
    if !part.writer {
        return Err(not_yours());
    }
    if !moves::is_editable(stored.state, part) {
        return Err(illegal("edit", stored.state, moves::allowed(stored.state, part)));
    }
    Ok(stored)
}

/// Moves a publication on.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PublicationId,
    wanted: MovePublication,
    now: DateTime<Utc>,
) -> Result<Publication> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    let part = queries::part(tx, actor, id, stored.unit_id).await?;
    let MovePublication { wanted, note: said } = wanted;
    let state = moves::next(stored.state, wanted, part).map_err(|refusal| match refusal {
        Refusal::Illegal => illegal(wanted.as_str(), stored.state, moves::allowed(stored.state, part)),
        Refusal::NotYours => not_yours(),
        Refusal::OwnText => Error::forbidden(
            "起草或修改过的人不能审核，请由他人审核。",
            "Whoever wrote or changed it cannot review it: somebody else does.",
        ),
    })?;
    check_note(wanted, said.as_deref())?;
    if wanted.needs_check() && !queries::personal_data(tx, &stored).await?.clear {
        return Err(Error::Conflict {
            code: "personal_data",
            detail: text(
                "正文中还有个人信息：号码须删去，姓名须删去或说明为什么公开。",
                "There is personal data in it: take numbers out; take names out or say why they are meant to be there.",
            ),
        });
    }
    let mut row = publication::ActiveModel {
        state: Set(state),
        updated_at: Set(now),
        ..Default::default()
    };
    match wanted {
        PublicationMove::Review => row.reviewer_id = Set(Some(actor.account_id)),
        PublicationMove::Return => row.reviewer_id = Set(None),
        PublicationMove::Publish => row.published_on = Set(Some(local_date(now))),
        PublicationMove::Withdraw => row.withdraw_reason = Set(said.clone()),
    }
    save(tx, &stored, row, now).await?;
    note(tx, actor, id, (wanted.step(), state), said, None, now).await?;
    queries::find(tx, actor, id).await
}

fn check_note(wanted: PublicationMove, note: Option<&str>) -> Result<()> {
    let needed = matches!(wanted, PublicationMove::Return | PublicationMove::Withdraw);
    if needed && note.is_none() {
        return Err(Error::invalid("note", "required", text("必填", "is required")));
    }
    if wanted == PublicationMove::Publish && note.is_some() {
        return Err(Error::invalid(
            "note",
            "not_used",
            text("此操作不用这一项", "this move does not take it"),
        ));
    }
    Ok(())
}

fn not_yours() -> Error {
    Error::forbidden(
        "本单位可以起草，审核、发布和撤回由校长和办公室办理。",
        "A unit writes for itself; the principal and the office review, publish and withdraw.",
    )
}

async fn save(
    tx: &impl ConnectionTrait,
    stored: &publication::Model,
    row: publication::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    publication::Entity::update_many()
        .set(row)
        .col_expr(
            publication::Column::Version,
            Expr::col(publication::Column::Version).add(1),
        )
        .filter(publication::Column::Id.eq(stored.id))
        .exec(tx)
        .await?;
    let (id, unit_id) = (stored.id.0, stored.unit_id);
    changes::record(tx, "publications", id, ChangeOperation::Updated, unit_id, now).await
}

/// Keeps a step; the row of the publication is held, so that no two steps get the same number.
async fn note(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PublicationId,
    (step, to_state): (PublicationStep, PublicationState),
    note: Option<String>,
    changes: Option<Value>,
    now: DateTime<Utc>,
) -> Result<()> {
    let before = publication_event::Entity::find()
        .filter(publication_event::Column::PublicationId.eq(id))
        .count(tx)
        .await?;
    publication_event::Entity::insert(publication_event::ActiveModel {
        publication_id: Set(id),
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

fn illegal(wanted: &str, state: PublicationState, allowed: Vec<PublicationMove>) -> Error {
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state.to_value(),
        allowed: allowed.into_iter().map(|allowed| allowed.as_str().to_owned()).collect(),
        detail: text(
            "当前状态不能这样办理，请看 allowed 中可用的操作。",
            "This cannot be done now; see allowed for what can be.",
        ),
    }
}
