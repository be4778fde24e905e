//! Reading results; every select of a request starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    dto::{EvaluationResult, EvaluationResults, ExplainedResult, OwnEvaluationResults, ResultRevision},
    explanation::{ResultExplanation, WhyMissing},
    inputs,
};
use crate::{
    auth::{Actor, policy::evaluation::is_about, scope::evaluation as rows},
    clock::local_date,
    entities::{
        evaluation_object,
        evaluation_objection::{self, ObjectionState},
        evaluation_result,
        evaluation_round::{self, RoundState},
        evaluation_rules::Part,
        evaluation_sheet,
        ids::{EvaluationObjectId, EvaluationResultId, EvaluationRoundId, EvaluationSheetId, PersonId},
        person,
    },
    error::{Error, Result},
    language::text,
};

/// The results the caller may see.
fn visible_to(actor: &Actor) -> Select<evaluation_result::Entity> {
    evaluation_result::Entity::find().filter(rows::results(actor))
}

/// A round whose results the caller answers for.
pub async fn held_round(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
) -> Result<evaluation_round::Model> {
    let found = evaluation_round::Entity::find_by_id(id).filter(rows::rounds_with_results(actor));
    found.one(db).await?.ok_or(Error::NotFound)
}

/// The results of a round as they stand, by the places of their objects.
pub async fn of_round(
    db: &impl ConnectionTrait,
    actor: &Actor,
    round: &evaluation_round::Model,
    now: DateTime<Utc>,
) -> Result<EvaluationResults> {
    must_be_scored(round)?;
    let found = visible_to(actor).filter(evaluation_result::Column::RoundId.eq(round.id));
    let standing = standing_among(found.all(db).await?);
    let total = inputs::objects(db, round.id).await?.len();
    let withheld = u32::try_from(total.saturating_sub(standing.len())).unwrap_or(u32::MAX);
    let mut items = show(db, actor, standing, now).await?;
    items.sort_by_key(|result| result.position);
    Ok(EvaluationResults { items, withheld })
}

/// How a result came about, as the caller may know it.
pub async fn explanation_of(
    db: &impl ConnectionTrait,
    actor: &Actor,
    stored: &evaluation_result::Model,
    object: &evaluation_object::Model,
) -> Result<ResultExplanation> {
    let mut explanation: ResultExplanation = serde_json::from_value(stored.explanation.clone())?;
    if is_about(actor, object) {
        return Ok(explanation.for_the_person());
    }
    name_assessors(db, &mut explanation).await?;
    Ok(explanation)
}

/// The caller's own results as they stand, the latest round first.
pub async fn own(db: &impl ConnectionTrait, actor: &Actor, now: DateTime<Utc>) -> Result<OwnEvaluationResults> {
    let found = evaluation_result::Entity::find().filter(rows::own_results(actor));
    let standing = standing_among(found.all(db).await?);
    let mut items = show(db, actor, standing, now).await?;
    items.sort_by(|one, other| (other.at, one.position).cmp(&(one.at, other.position)));
    Ok(OwnEvaluationResults { items })
}

/// A result the caller may see, with its round and its object.
pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationResultId,
) -> Result<(
    evaluation_result::Model,
    evaluation_round::Model,
    evaluation_object::Model,
)> {
    let result = visible_to(actor)
        .filter(evaluation_result::Column::Id.eq(id))
        .one(db)
        .await?;
    let result = result.ok_or(Error::NotFound)?;
    let round = evaluation_round::Entity::find_by_id(result.round_id).one(db).await?;
    let object = inputs::object(db, result.object_id).await?;
    Ok((result, round.ok_or(Error::NotFound)?, object))
}

/// A result with every number on the way to it; whoever it is about is not told what single sheets say.
pub async fn explained(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationResultId,
    now: DateTime<Utc>,
) -> Result<ExplainedResult> {
    let (stored, round, object) = find(db, actor, id).await?;
    let rules = inputs::rules(&round)?;
    let explanation = explanation_of(db, actor, &stored, &object).await?;
    let revisions = revisions(db, object.id).await?;
    let revisions = revisions.into_iter().map(|row| ResultRevision {
        grade_name: grade_name(&round, row.grade.as_deref()),
        id: row.id,
        revision: row.revision,
        score: row.score,
        reason: row.reason,
        at: row.at,
    });
    let revisions = revisions.collect();
    let objection = evaluation_objection::Entity::find()
        .select_only()
        .column(evaluation_objection::Column::Id)
        .filter(rows::objections(actor))
        .filter(evaluation_objection::Column::ObjectId.eq(object.id))
        .order_by_desc(evaluation_objection::Column::CreatedAt)
        .into_tuple()
        .one(db)
        .await?;
    let (grades, bands) = (rules.grades.clone(), rules.bands.clone());
    let shown = show(db, actor, vec![stored], now).await?.pop();
    Ok(ExplainedResult {
        result: shown.ok_or(Error::NotFound)?,
        explanation,
        grades,
        bands,
        revisions,
        objection_id: objection,
    })
}

async fn name_assessors(db: &impl ConnectionTrait, explanation: &mut ResultExplanation) -> Result<()> {
    let mut sheets: Vec<_> = explanation
        .parts
        .iter_mut()
        .flat_map(|part| &mut part.groups)
        .flat_map(|group| &mut group.sheets)
        .collect();
    let assessors: HashMap<EvaluationSheetId, PersonId> = evaluation_sheet::Entity::find()
        .select_only()
        .columns([evaluation_sheet::Column::Id, evaluation_sheet::Column::AssessorId])
        .filter(evaluation_sheet::Column::Id.is_in(sheets.iter().map(|sheet| sheet.sheet_id)))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let names: HashMap<PersonId, String> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(person::Column::Id.is_in(assessors.values().copied()))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    for sheet in &mut sheets {
        sheet.assessor_name = assessors
            .get(&sheet.sheet_id)
            .and_then(|person| names.get(person))
            .cloned();
    }
    Ok(())
}

/// All results there have been of an object, the first one first.
async fn revisions(db: &impl ConnectionTrait, object_id: EvaluationObjectId) -> Result<Vec<evaluation_result::Model>> {
    Ok(evaluation_result::Entity::find()
        .filter(evaluation_result::Column::ObjectId.eq(object_id))
        .order_by_asc(evaluation_result::Column::Revision)
        .all(db)
        .await?)
}

/// The result of an object that stands.
pub async fn standing(db: &impl ConnectionTrait, object_id: EvaluationObjectId) -> Result<evaluation_result::Model> {
    revisions(db, object_id).await?.pop().ok_or(Error::NotFound)
}

/// The results of a round that stand.
pub async fn standing_of(
    db: &impl ConnectionTrait,
    round_id: EvaluationRoundId,
) -> Result<Vec<evaluation_result::Model>> {
    let found = evaluation_result::Entity::find().filter(evaluation_result::Column::RoundId.eq(round_id));
    Ok(standing_among(found.all(db).await?))
}

/// Of every object the latest.
fn standing_among(mut results: Vec<evaluation_result::Model>) -> Vec<evaluation_result::Model> {
    results.sort_unstable_by_key(|result| (result.object_id, std::cmp::Reverse(result.revision)));
    results.dedup_by_key(|result| result.object_id);
    results
}

/// Refuses a round whose results are not computed yet.
pub fn must_be_scored(round: &evaluation_round::Model) -> Result<()> {
    if round.state >= RoundState::Scored {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "not_scored",
        detail: text(
            "这一轮考评还没有计分。",
            "The results of this round are not computed yet.",
        ),
    })
}

/// The name of a grade in the rules of a round.
pub fn grade_name(round: &evaluation_round::Model, code: Option<&str>) -> Option<String> {
    let grades = &round.rules.as_ref()?.grades;
    let grade = grades.iter().find(|grade| Some(grade.code.as_str()) == code)?;
    Some(grade.name.clone())
}

/// Whether objections to the results of a round are taken today.
pub fn takes_objections(round: &evaluation_round::Model, today: NaiveDate) -> bool {
    round.state == RoundState::Published && round.objections_until.is_some_and(|until| today <= until)
}

async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    results: Vec<evaluation_result::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<EvaluationResult>> {
    let about = || results.iter().map(|result| result.object_id);
    let rounds: HashMap<EvaluationRoundId, evaluation_round::Model> = evaluation_round::Entity::find()
        .filter(evaluation_round::Column::Id.is_in(results.iter().map(|result| result.round_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|round| (round.id, round))
        .collect();
    let objects: HashMap<EvaluationObjectId, evaluation_object::Model> = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::Id.is_in(about()))
        .all(db)
        .await?
        .into_iter()
        .map(|object| (object.id, object))
        .collect();
    let objected: Vec<EvaluationObjectId> = evaluation_objection::Entity::find()
        .select_only()
        .column(evaluation_objection::Column::ObjectId)
        .filter(
            Condition::all()
                .add(evaluation_objection::Column::ObjectId.is_in(about()))
                .add(evaluation_objection::Column::State.ne(ObjectionState::Withdrawn)),
        )
        .into_tuple()
        .all(db)
        .await?;
    let objected: HashSet<EvaluationObjectId> = objected.into_iter().collect();
    let mut shown = Vec::new();
    for row in results {
        let (Some(round), Some(object)) = (rounds.get(&row.round_id), objects.get(&row.object_id)) else {
            continue;
        };
        let mut result = view(row, round, object)?;
        result.is_own = is_about(actor, object);
        result.may_object = result.is_own && takes_objections(round, local_date(now)) && !objected.contains(&object.id);
        shown.push(result);
    }
    Ok(shown)
}

fn view(
    row: evaluation_result::Model,
    round: &evaluation_round::Model,
    object: &evaluation_object::Model,
) -> Result<EvaluationResult> {
    let explanation: ResultExplanation = serde_json::from_value(row.explanation)?;
    let part = |part| explanation.part(part).map(|score| score.to_string());
    let groups = explanation.parts.iter().flat_map(|part| &part.groups);
    let hidden = groups.filter(|group| group.missing == Some(WhyMissing::BelowMinimum));
    let cap = explanation.cap.as_ref().filter(|_| explanation.set_grade.is_none());
    Ok(EvaluationResult {
        id: row.id,
        round_id: round.id,
        round_title: round.title.clone(),
        round_state: round.state,
        object_id: object.id,
        kind: object.kind,
        person_id: object.person_id,
        name: object.name.clone(),
        post: object.post.clone(),
        position: object.position,
        revision: row.revision,
        organisational: part(Part::Organisational),
        mass: part(Part::Mass),
        score: row.score,
        grade_name: grade_name(round, row.grade.as_deref()),
        grade: row.grade,
        lowered: cap.is_some_and(|cap| cap.lowered),
        tied: cap.is_some_and(|cap| cap.tied),
        hidden_groups: hidden.map(|group| group.name.clone()).collect(),
        reason: row.reason,
        at: row.at,
        objections_until: round.objections_until,
        is_own: false,
        may_object: false,
    })
}
