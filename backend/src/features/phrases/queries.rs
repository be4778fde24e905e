//! Reading phrases; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::ExprTrait,
};
use uuid::Uuid;

use super::dto::{Phrase, PhraseFilter, PhraseSort};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach},
    },
    entities::{
        ids::{OrgUnitId, PhraseId},
        org_unit,
        phrase::{self, PhrasePurpose},
    },
    error::{Error, Result},
    http::{ListQuery, Paged, list::Positioned},
};

impl Positioned<PhraseSort> for phrase::Model {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: PhraseSort) -> sea_orm::Value {
        match sort {
            PhraseSort::CreatedAt => self.created_at.into(),
        }
    }
}

/// The phrases the caller is offered or keeps.
fn visible_to(actor: &Actor) -> Select<phrase::Entity> {
    phrase::Entity::find().filter(scope::phrases::phrases(actor))
}

pub async fn list(db: &impl ConnectionTrait, actor: &Actor, query: ListQuery<PhraseFilter>) -> Result<Paged<Phrase>> {
    let PhraseFilter {
        sort: _,
        kind,
        purpose,
        shared,
    } = query.filter;
    let in_records = |kind| {
        Condition::all()
            .add(phrase::Column::Purpose.eq(PhrasePurpose::Record))
            .add(phrase::Column::Kind.is_null().or(phrase::Column::Kind.eq(kind)))
    };
    let wanted = Condition::all()
        .add_option(kind.map(in_records))
        .add_option(purpose.map(|purposes| phrase::Column::Purpose.is_in(purposes.0)))
        .add_option(shared.map(|shared| {
            if shared {
                phrase::Column::UnitId.is_not_null()
            } else {
                phrase::Column::AccountId.is_not_null()
            }
        }));
    let column = |sort| match sort {
        PhraseSort::CreatedAt => phrase::Column::CreatedAt,
    };
    let page: Paged<phrase::Model> = query
        .page
        .fetch::<phrase::Entity, _>(db, visible_to(actor).filter(wanted), column, phrase::Column::Id)
        .await?;
    let items = show(db, actor, &page.items).await?;
    Ok(page.with_items(items))
}

pub async fn load(db: &impl ConnectionTrait, actor: &Actor, id: PhraseId) -> Result<phrase::Model> {
    visible_to(actor)
        .filter(phrase::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: PhraseId) -> Result<Phrase> {
    let row = load(db, actor, id).await?;
    show(db, actor, &[row]).await?.pop().ok_or(Error::NotFound)
}

/// How many phrases one owner has for a purpose, and whether this text is among them.
pub async fn of_owner(
    db: &impl ConnectionTrait,
    actor: &Actor,
    unit_id: Option<OrgUnitId>,
    purpose: PhrasePurpose,
    text: &str,
) -> Result<(u64, bool)> {
    let own = phrase::Entity::find()
        .filter(phrase::Column::Purpose.eq(purpose))
        .filter(match unit_id {
            Some(unit_id) => phrase::Column::UnitId.eq(unit_id),
            None => phrase::Column::AccountId.eq(actor.account_id),
        });
    let same = own.clone().filter(phrase::Column::Text.eq(text)).count(db).await?;
    Ok((own.count(db).await?, same > 0))
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: &[phrase::Model]) -> Result<Vec<Phrase>> {
    let units: Vec<OrgUnitId> = rows.iter().filter_map(|row| row.unit_id).collect();
    let names: HashMap<OrgUnitId, String> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(units))
        .into_tuple::<(OrgUnitId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let keeps = Reach::of(actor, |role| Permission::PhrasesShare.is_given_to(role));
    let shown = rows.iter().map(|row| Phrase {
        id: row.id,
        text: row.text.clone(),
        purpose: row.purpose,
        kind: row.kind,
        unit_id: row.unit_id,
        unit_name: row.unit_id.and_then(|unit| names.get(&unit).cloned()),
        editable: row.unit_id.is_none_or(|unit| keeps.includes(unit)),
        version: row.version,
        created_at: row.created_at,
    });
    Ok(shown.collect())
}
