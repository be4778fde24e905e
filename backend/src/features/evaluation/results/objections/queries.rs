//! Reading objections; every select starts at [`visible_to`].

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use super::{
    dto::EvaluationObjection,
    filter::{ObjectionFilter, ObjectionSort, Row},
    moves::{self, Part},
};
use crate::{
    auth::{
        Actor,
        policy::evaluation::{holds_results, is_about},
        scope::evaluation as rows,
    },
    entities::{
        evaluation_object, evaluation_objection, evaluation_result, evaluation_round,
        ids::{AccountId, EvaluationObjectId, EvaluationObjectionId, EvaluationResultId, EvaluationRoundId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The objections the caller may see.
fn visible_to(actor: &Actor) -> Select<evaluation_objection::Entity> {
    evaluation_objection::Entity::find().filter(rows::objections(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<ObjectionFilter>,
) -> Result<Paged<EvaluationObjection>> {
    let ObjectionFilter {
        sort: _,
        state,
        round_id,
        object_id,
        own,
    } = query.filter;
    let filed_by = evaluation_objection::Column::FiledBy;
    let wanted = Condition::all()
        .add_option(state.map(|states| evaluation_objection::Column::State.is_in(states.0)))
        .add_option(round_id.map(|round| evaluation_objection::Column::RoundId.eq(round)))
        .add_option(object_id.map(|object| evaluation_objection::Column::ObjectId.eq(object)))
        .add_option(own.map(|own| {
            if own {
                filed_by.eq(actor.account_id)
            } else {
                filed_by.ne(actor.account_id)
            }
        }));
    let column = |sort| match sort {
        ObjectionSort::CreatedAt => evaluation_objection::Column::CreatedAt,
    };
    let select = visible_to(actor).filter(wanted);
    let mut page: Paged<Row> = query
        .page
        .fetch(db, select, column, evaluation_objection::Column::Id)
        .await?;
    let items = show(db, actor, std::mem::take(&mut page.items)).await?;
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationObjectionId) -> Result<EvaluationObjection> {
    let row: Row = visible_to(actor)
        .filter(evaluation_objection::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The objection as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationObjectionId,
) -> Result<evaluation_objection::Model> {
    visible_to(actor)
        .filter(evaluation_objection::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The caller's part in an objection.
pub fn part(
    actor: &Actor,
    filed_by: AccountId,
    round: &evaluation_round::Model,
    object: &evaluation_object::Model,
) -> Part {
    let filer = actor.account_id == filed_by;
    Part {
        filer,
        decider: !filer && holds_results(actor, round.unit_id) && !is_about(actor, object),
    }
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, found: Vec<Row>) -> Result<Vec<EvaluationObjection>> {
    let rounds: HashMap<EvaluationRoundId, evaluation_round::Model> = evaluation_round::Entity::find()
        .filter(evaluation_round::Column::Id.is_in(found.iter().map(|row| row.round_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|round| (round.id, round))
        .collect();
    let about = || found.iter().map(|row| row.object_id);
    let objects: HashMap<EvaluationObjectId, evaluation_object::Model> = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::Id.is_in(about()))
        .all(db)
        .await?
        .into_iter()
        .map(|object| (object.id, object))
        .collect();
    let mut results: Vec<(EvaluationObjectId, EvaluationResultId, i32)> = evaluation_result::Entity::find()
        .select_only()
        .columns([
            evaluation_result::Column::ObjectId,
            evaluation_result::Column::Id,
            evaluation_result::Column::Revision,
        ])
        .filter(evaluation_result::Column::ObjectId.is_in(about()))
        .into_tuple()
        .all(db)
        .await?;
    results.sort_unstable_by_key(|(.., revision)| *revision);
    let standing: HashMap<EvaluationObjectId, EvaluationResultId> = results
        .into_iter()
        .map(|(object, result, _)| (object, result))
        .collect();
    let shown = found.into_iter().filter_map(|row| {
        let (round, object) = (rounds.get(&row.round_id)?, objects.get(&row.object_id)?);
        let part = part(actor, row.filed_by, round, object);
        let open = round.state == evaluation_round::RoundState::Published;
        Some(EvaluationObjection {
            round_title: round.title.clone(),
            kind: object.kind,
            object_name: object.name.clone(),
            post: object.post.clone(),
            result_id: *standing.get(&object.id)?,
            grades: round
                .rules
                .as_ref()
                .map(|rules| rules.grades.clone())
                .unwrap_or_default(),
            allowed_moves: if open {
                moves::allowed(row.state, part)
            } else {
                Vec::new()
            },
            id: row.id,
            round_id: row.round_id,
            object_id: row.object_id,
            state: row.state,
            content: row.content,
            filed_by_name: row.filed_by_name,
            decision: row.decision,
            decided_by_name: row.decided_by_name,
            decided_at: row.decided_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    });
    Ok(shown.collect())
}
