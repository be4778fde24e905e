//! Rules and writes of phrases.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewPhrase, Phrase, PhrasePatch},
    placeholders, queries,
};
use crate::{
    auth::{Actor, Permission, policy::reaches_unit},
    entities::{
        ids::{OrgUnitId, PhraseId},
        phrase::{self, PhrasePurpose},
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// A phrase for records is a part of a sentence; templates are whole letters.
const LONGEST_IN_RECORDS: usize = 200;
/// The most phrases of one owner for a purpose: more are not found at a glance.
const MOST: u64 = 60;

/// Keeps a phrase: one's own, or one that a unit shares.
pub async fn create(tx: &impl ConnectionTrait, actor: &Actor, new: NewPhrase, now: DateTime<Utc>) -> Result<Phrase> {
    if let Some(unit_id) = new.unit_id {
        must_share(actor, unit_id)?;
    }
    check_text(new.purpose, &new.text)?;
    if new.kind.is_some() && new.purpose != PhrasePurpose::Record {
        return Err(Error::invalid(
            "kind",
            "only_for_records",
            text("只有记录用语分记录类型", "only phrases for records are for a kind"),
        ));
    }
    let (there, known) = queries::of_owner(tx, actor, new.unit_id, new.purpose, &new.text).await?;
    if known {
        return Err(known_already());
    }
    if there >= MOST {
        return Err(Error::invalid(
            "text",
            "too_many",
            text(
                format!("最多保存 {MOST} 条，请先删去不用的"),
                format!("{MOST} at most: remove one that is not used"),
            ),
        ));
    }
    let id = PhraseId::new();
    phrase::Entity::insert(phrase::ActiveModel {
        id: Set(id),
        account_id: Set(new.unit_id.is_none().then_some(actor.account_id)),
        unit_id: Set(new.unit_id),
        purpose: Set(new.purpose),
        kind: Set(new.kind),
        text: Set(new.text),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    queries::find(tx, actor, id).await
}

/// Changes a phrase; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PhraseId,
    expected: IfMatch,
    edit: PhrasePatch,
    now: DateTime<Utc>,
) -> Result<Phrase> {
    let stored = to_change(tx, actor, id).await?;
    patch::check_version(expected, stored.version, &queries::find(tx, actor, id).await?, &edit)?;
    let mut row = phrase::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(words) = edit.text.filter(|words| *words != stored.text) {
        check_text(stored.purpose, &words)?;
        if queries::of_owner(tx, actor, stored.unit_id, stored.purpose, &words)
            .await?
            .1
        {
            return Err(known_already());
        }
        row.text = Set(words);
    }
    if let Some(kind) = edit.kind.filter(|_| stored.purpose == PhrasePurpose::Record) {
        row.kind = Set(kind);
    }
    phrase::Entity::update_many()
        .set(row)
        .col_expr(phrase::Column::Version, Expr::col(phrase::Column::Version).add(1))
        .filter(phrase::Column::Id.eq(id))
        .exec(tx)
        .await?;
    queries::find(tx, actor, id).await
}

/// Removes a phrase; records that it was written in keep their text.
pub async fn remove(tx: &impl ConnectionTrait, actor: &Actor, id: PhraseId, expected: IfMatch) -> Result<()> {
    let stored = to_change(tx, actor, id).await?;
    patch::check_version(
        expected,
        stored.version,
        &queries::find(tx, actor, id).await?,
        &json!({}),
    )?;
    phrase::Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

fn check_text(purpose: PhrasePurpose, words: &str) -> Result<()> {
    if purpose != PhrasePurpose::Record {
        return placeholders::check(words);
    }
    if words.chars().count() > LONGEST_IN_RECORDS {
        return Err(Error::invalid(
            "text",
            "length",
            text(
                format!("记录用语最多 {LONGEST_IN_RECORDS} 字"),
                format!("a phrase for records has {LONGEST_IN_RECORDS} characters at most"),
            ),
        ));
    }
    Ok(())
}

async fn to_change(tx: &impl ConnectionTrait, actor: &Actor, id: PhraseId) -> Result<phrase::Model> {
    let stored = queries::load(tx, actor, id).await?;
    if let Some(unit_id) = stored.unit_id {
        must_share(actor, unit_id)?;
    }
    Ok(stored)
}

fn must_share(actor: &Actor, unit_id: OrgUnitId) -> Result<()> {
    if reaches_unit(actor, Permission::PhrasesShare, unit_id) {
        return Ok(());
    }
    Err(Error::forbidden(
        "学校的常用语由校长或办公室维护，您可以建立自己的常用语。",
        "The principal and the office keep the phrases of a school; you may keep your own.",
    ))
}

fn known_already() -> Error {
    Error::invalid(
        "text",
        "duplicate",
        text("已有这条常用语", "there is such a phrase already"),
    )
}
