//! Who or what a round evaluates: written as a whole while it is a draft, named as people are called when it opens.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

use super::{
    lists_dto::{EvaluationObject, EvaluationObjects, NewEvaluationObject, NewEvaluationObjects},
    moves::RoundPart,
    proposals::{posts_in_words, posts_on, team_of},
    queries,
    service::changeable,
    steps::{self, Step},
};
use crate::{
    auth::{
        Actor,
        scope::{self, personnel::personnel},
    },
    clock::local_date,
    entities::{
        evaluation_object, evaluation_round,
        evaluation_round_event::RoundStep,
        evaluation_rules::ObjectKind,
        ids::{EvaluationObjectId, EvaluationRoundId, OrgUnitId, PersonId},
        org_unit::{self, OrgUnitKind},
        person,
    },
    error::{Error, FieldError, Result},
    features::accounts::unit_names,
    http::{IfMatch, patch},
    language::{Text, text},
};

/// The objects of a round the caller sees.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationRoundId) -> Result<EvaluationObjects> {
    let round = queries::stored(db, actor, id).await?;
    shown(db, &round).await
}

async fn of_round(db: &impl ConnectionTrait, id: EvaluationRoundId) -> Result<Vec<evaluation_object::Model>> {
    Ok(evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(id))
        .order_by_asc(evaluation_object::Column::Position)
        .all(db)
        .await?)
}

async fn shown(db: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<EvaluationObjects> {
    let rows = of_round(db, round.id).await?;
    let units = unit_names(db, rows.iter().map(|row| row.unit_id)).await?;
    let items = rows.into_iter().map(|row| EvaluationObject {
        unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
        id: row.id,
        kind: row.kind,
        person_id: row.person_id,
        unit_id: row.unit_id,
        name: row.name,
        post: row.post,
        position: row.position,
    });
    Ok(EvaluationObjects {
        items: items.collect(),
        version: round.version,
    })
}

/// Writes the objects of a draft anew.
pub async fn replace(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    expected: IfMatch,
    new: NewEvaluationObjects,
    now: DateTime<Utc>,
) -> Result<EvaluationObjects> {
    let round = changeable(tx, actor, id, RoundPart::Objects).await?;
    let before = shown(tx, &round).await?;
    patch::check_version(expected, round.version, &before, &new)?;
    let rows = Resolved::of(tx, actor, &round, &new.items, now)
        .await?
        .rows(&round, &new.items)?;
    let names = |objects: &[String]| json!({ "objects": objects });
    let was: Vec<String> = before.items.into_iter().map(|object| object.name).collect();
    let is: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
    evaluation_object::Entity::delete_many()
        .filter(evaluation_object::Column::RoundId.eq(id))
        .exec(tx)
        .await?;
    if !rows.is_empty() {
        evaluation_object::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(tx)
            .await?;
    }
    let step = Step {
        kind: RoundStep::Edit,
        to_state: round.state,
        note: None,
        changes: (was != is).then(|| json!({ "before": names(&was), "after": names(&is) })),
    };
    steps::save(tx, actor, &round, evaluation_round::ActiveModel::default(), step, now).await?;
    list(tx, actor, id).await
}

/// Names the cadres of a round as they are called now: so it stays on every form and ballot.
pub async fn freeze_names(tx: &impl ConnectionTrait, id: EvaluationRoundId) -> Result<()> {
    let rows = of_round(tx, id).await?;
    let people: HashMap<PersonId, String> = person::Entity::find()
        .filter(person::Column::Id.is_in(rows.iter().filter_map(|row| row.person_id)))
        .all(tx)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name))
        .collect();
    for row in rows {
        let Some(name) = row.person_id.and_then(|person| people.get(&person)) else {
            continue;
        };
        if *name != row.name {
            evaluation_object::Entity::update_many()
                .col_expr(evaluation_object::Column::Name, Expr::value(name.as_str()))
                .filter(evaluation_object::Column::Id.eq(row.id))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// The people and units that a request names, as far as they can be evaluated in this round.
struct Resolved {
    people: HashMap<PersonId, person::Model>,
    units: HashMap<OrgUnitId, org_unit::Model>,
    posts: HashMap<PersonId, String>,
}

impl Resolved {
    async fn of(
        tx: &impl ConnectionTrait,
        actor: &Actor,
        round: &evaluation_round::Model,
        items: &[NewEvaluationObject],
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let below = || scope::units_below(&[round.unit_id]);
        let units: HashMap<OrgUnitId, org_unit::Model> = org_unit::Entity::find()
            .filter(org_unit::Column::Id.in_subquery(below()))
            .all(tx)
            .await?
            .into_iter()
            .map(|unit| (unit.id, unit))
            .collect();
        let people: HashMap<PersonId, person::Model> = person::Entity::find()
            .filter(personnel(actor))
            .filter(person::Column::UnitId.in_subquery(below()))
            .filter(person::Column::Id.is_in(items.iter().filter_map(|item| item.person_id)))
            .all(tx)
            .await?
            .into_iter()
            .map(|person| (person.id, person))
            .collect();
        let posts = posts_on(tx, people.keys().copied(), local_date(now)).await?;
        let posts = posts
            .iter()
            .map(|(person, held)| (*person, posts_in_words(held, &units)))
            .collect();
        Ok(Self { people, units, posts })
    }

    /// The rows to write, or every complaint about them.
    fn rows(
        &self,
        round: &evaluation_round::Model,
        items: &[NewEvaluationObject],
    ) -> Result<Vec<evaluation_object::Model>> {
        let mut found = Vec::new();
        let mut rows = Vec::with_capacity(items.len());
        let mut taken = HashSet::new();
        for (at, (position, item)) in (1..).zip(items).enumerate() {
            let named = match item.kind {
                ObjectKind::Cadre => self.cadre(item),
                ObjectKind::LeadershipTeam => self.team(round, item),
            };
            match named {
                Ok(named) if taken.insert((named.person_id, named.person_id.is_none().then_some(named.unit_id))) => {
                    rows.push(evaluation_object::Model {
                        id: EvaluationObjectId::new(),
                        round_id: round.id,
                        kind: item.kind,
                        person_id: named.person_id,
                        unit_id: named.unit_id,
                        name: named.name,
                        post: named.post,
                        position,
                    });
                }
                Ok(named) => {
                    let field = if named.person_id.is_some() {
                        "person_id"
                    } else {
                        "unit_id"
                    };
                    found.push(complaint(
                        at,
                        field,
                        "duplicate",
                        text("重复的考评对象", "is there twice"),
                    ));
                }
                Err((field, code, detail)) => found.push(complaint(at, field, code, detail)),
            }
        }
        if found.is_empty() {
            return Ok(rows);
        }
        Err(Error::Invalid(found))
    }

    fn cadre(&self, item: &NewEvaluationObject) -> Result<Named, Complaint> {
        for (field, given) in [("unit_id", item.unit_id.is_some()), ("name", item.name.is_some())] {
            if given {
                return Err((field, "not_used", text("只用于领导班子", "of leadership teams only")));
            }
        }
        let id = item
            .person_id
            .ok_or_else(|| ("person_id", "required", text("必填", "is required")))?;
        let person = self.people.get(&id).ok_or_else(|| unknown("person_id"))?;
        let post = item.post.clone().or_else(|| self.posts.get(&id).cloned());
        let post = post.ok_or_else(|| {
            (
                "post",
                "required",
                text("此人没有登记任职，请填写职务", "no post of his is known: write one"),
            )
        })?;
        Ok(Named {
            person_id: Some(id),
            unit_id: person.unit_id,
            name: person.name.clone(),
            post,
        })
    }

    fn team(&self, round: &evaluation_round::Model, item: &NewEvaluationObject) -> Result<Named, Complaint> {
        for (field, given) in [("person_id", item.person_id.is_some()), ("post", item.post.is_some())] {
            if given {
                return Err((field, "not_used", text("只用于干部", "of cadres only")));
            }
        }
        let unit_id = item.unit_id.unwrap_or(round.unit_id);
        let unit = self
            .units
            .get(&unit_id)
            .filter(|unit| unit.kind != OrgUnitKind::Department);
        let unit = unit.ok_or_else(|| unknown("unit_id"))?;
        Ok(Named {
            person_id: None,
            unit_id,
            name: item.name.clone().unwrap_or_else(|| team_of(unit)),
            post: String::new(),
        })
    }
}

/// What is wrong with an item: its field, the code of the rule, the rule in words.
type Complaint = (&'static str, &'static str, Text);

/// An object as it is written down.
struct Named {
    person_id: Option<PersonId>,
    unit_id: OrgUnitId,
    name: String,
    post: String,
}

fn unknown(field: &'static str) -> Complaint {
    (
        field,
        "unknown_reference",
        text(
            "不在本次考评的单位之内",
            "is not of the units that this round evaluates",
        ),
    )
}

fn complaint(at: usize, field: &str, code: &str, detail: Text) -> FieldError {
    FieldError {
        pointer: format!("#/items/{at}/{field}"),
        code: code.to_owned(),
        detail,
    }
}
