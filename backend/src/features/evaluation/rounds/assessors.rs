//! Who assesses in which organisational group: written as a whole while the round is a draft.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::{
    lists_dto::{EvaluationAssessor, EvaluationAssessors, NewEvaluationAssessor, NewEvaluationAssessors},
    moves::RoundPart,
    queries,
    service::changeable,
    steps::{self, Step},
};
use crate::{
    auth::{Actor, scope::personnel::personnel},
    entities::{
        account::{self, AccountStatus},
        evaluation_assessor, evaluation_round,
        evaluation_round_event::RoundStep,
        evaluation_rules::{Part, RaterGroup, SchemeRules},
        ids::{EvaluationRoundId, PersonId},
        person,
    },
    error::{Error, FieldError, Result},
    features::{accounts::unit_names, ballots},
    http::{IfMatch, patch},
    language::{Text, text},
};

/// The assessors of a round the caller holds.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationRoundId) -> Result<EvaluationAssessors> {
    let round = queries::held(db, actor, id).await?;
    shown(db, &round).await
}

async fn shown(db: &impl ConnectionTrait, round: &evaluation_round::Model) -> Result<EvaluationAssessors> {
    let rows = evaluation_assessor::Entity::find()
        .filter(evaluation_assessor::Column::RoundId.eq(round.id))
        .order_by_asc(evaluation_assessor::Column::GroupCode)
        .order_by_asc(evaluation_assessor::Column::PersonId)
        .all(db)
        .await?;
    let ids = || rows.iter().map(|row| row.person_id);
    let people: HashMap<PersonId, person::Model> = person::Entity::find()
        .filter(person::Column::Id.is_in(ids()))
        .all(db)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let units = unit_names(db, people.values().map(|person| person.unit_id)).await?;
    let accounts: HashSet<Option<PersonId>> = account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::PersonId.is_in(ids()))
        .filter(account::Column::Status.eq(AccountStatus::Active))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let view = |row: evaluation_assessor::Model| {
        let person = people.get(&row.person_id);
        let unit = person.and_then(|person| units.get(&person.unit_id));
        EvaluationAssessor {
            group_code: row.group_code,
            person_id: row.person_id,
            person_name: person.map(|person| person.name.clone()).unwrap_or_default(),
            unit_name: unit.cloned().unwrap_or_default(),
            has_account: accounts.contains(&Some(row.person_id)),
        }
    };
    Ok(EvaluationAssessors {
        items: rows.into_iter().map(view).collect(),
        version: round.version,
    })
}

/// Writes the assessors of a draft anew.
pub async fn replace(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    expected: IfMatch,
    new: NewEvaluationAssessors,
    now: DateTime<Utc>,
) -> Result<EvaluationAssessors> {
    let round = changeable(tx, actor, id, RoundPart::Assessors).await?;
    let before = shown(tx, &round).await?;
    patch::check_version(expected, round.version, &before, &new)?;
    let known: HashSet<PersonId> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(personnel(actor))
        .filter(person::Column::Id.is_in(new.items.iter().map(|item| item.person_id)))
        .into_tuple()
        .all(tx)
        .await?
        .into_iter()
        .collect();
    check(&new.items, &ballots::rules_of(tx, &round).await?, &known)?;
    forget(tx, id, None).await?;
    let rows = new.items.iter().map(|item| evaluation_assessor::Model {
        round_id: id,
        group_code: item.group_code.clone(),
        person_id: item.person_id,
    });
    if !new.items.is_empty() {
        evaluation_assessor::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
            .exec_without_returning(tx)
            .await?;
    }
    let after = shown(tx, &round).await?;
    let (was, is) = (names(&before), names(&after));
    let step = Step {
        kind: RoundStep::Edit,
        to_state: round.state,
        note: None,
        changes: (was != is).then(|| json!({ "before": { "assessors": was }, "after": { "assessors": is } })),
    };
    steps::save(tx, actor, &round, evaluation_round::ActiveModel::default(), step, now).await?;
    list(tx, actor, id).await
}

/// The names by group.
fn names(assessors: &EvaluationAssessors) -> BTreeSet<String> {
    let named = assessors
        .items
        .iter()
        .map(|assessor| format!("{}: {}", assessor.group_code, assessor.person_name));
    named.collect()
}

/// Takes the assessors of a round away: all, or those of groups other than `kept`.
pub async fn forget(tx: &impl ConnectionTrait, id: EvaluationRoundId, kept: Option<&SchemeRules>) -> Result<()> {
    let mut gone = evaluation_assessor::Entity::delete_many().filter(evaluation_assessor::Column::RoundId.eq(id));
    if let Some(rules) = kept {
        let codes: Vec<&str> = groups(rules).map(|group| group.code.as_str()).collect();
        gone = gone.filter(evaluation_assessor::Column::GroupCode.is_not_in(codes));
    }
    gone.exec(tx).await?;
    Ok(())
}

fn groups(rules: &SchemeRules) -> impl Iterator<Item = &RaterGroup> {
    rules.groups.iter().filter(|group| group.part == Part::Organisational)
}

/// Every group is one that assesses, and every person is known and has one voice in it.
fn check(items: &[NewEvaluationAssessor], rules: &SchemeRules, known: &HashSet<PersonId>) -> Result<()> {
    let mut found = Vec::new();
    let mut refuse = |at: usize, field: &str, code: &str, detail: Text| {
        found.push(FieldError {
            pointer: format!("#/items/{at}/{field}"),
            code: code.to_owned(),
            detail,
        });
    };
    let mut taken = BTreeSet::new();
    for (at, item) in items.iter().enumerate() {
        if !known.contains(&item.person_id) {
            refuse(
                at,
                "person_id",
                "unknown_reference",
                text("找不到所引用的记录", "the record it refers to does not exist"),
            );
        }
        if !groups(rules).any(|group| group.code == item.group_code) {
            refuse(
                at,
                "group_code",
                "unknown_reference",
                text(
                    "方案中没有这个组织考评主体",
                    "the scheme has no such group of assessors",
                ),
            );
        }
        if !taken.insert(item) {
            refuse(
                at,
                "person_id",
                "duplicate",
                text("同一个人在这个组里写了两次", "is there twice in this group"),
            );
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(found))
}
