//! Reading what was handed in; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};

use super::{
    dto::StudyCompletion,
    filter::{Row, StudyCompletionFilter, StudyCompletionSort},
    moves::{self, Part},
};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach, study as rows},
    },
    entities::{
        ids::{AccountId, OrgUnitId, PersonId, StudyCompletionId},
        study_completion::{self, CompletionState},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// What was handed in, as far as the caller may see it.
fn visible_to(actor: &Actor) -> Select<study_completion::Entity> {
    study_completion::Entity::find().filter(rows::completions(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<StudyCompletionFilter>,
) -> Result<Paged<StudyCompletion>> {
    let select = visible_to(actor).filter(matching(actor, query.filter));
    let column = |sort| match sort {
        StudyCompletionSort::HandedInAt => study_completion::Column::HandedInAt,
        StudyCompletionSort::HappenedOn => study_completion::Column::HappenedOn,
    };
    let mut page: Paged<Row> = query
        .page
        .fetch(db, select, column, study_completion::Column::Id)
        .await?;
    let items = show(actor, std::mem::take(&mut page.items));
    Ok(page.with_items(items))
}

fn matching(actor: &Actor, filter: StudyCompletionFilter) -> Condition {
    let StudyCompletionFilter {
        sort: _,
        state,
        unit_id,
        person_id,
        study_item_id,
        duty_id,
        deliverable,
        mine,
        waiting_for_me,
    } = filter;
    let only = |wanted: bool, condition: Condition| if wanted { condition } else { condition.not() };
    let deliverables = || Condition::all().add(study_completion::Column::DutyId.is_not_null());
    Condition::all()
        .add_option(state.map(|states| study_completion::Column::State.is_in(states.0)))
        .add_option(unit_id.map(|unit| study_completion::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(person_id.map(|person| study_completion::Column::PersonId.eq(person)))
        .add_option(study_item_id.map(|item| study_completion::Column::StudyItemId.eq(item)))
        .add_option(duty_id.map(|duty| study_completion::Column::DutyId.eq(duty)))
        .add_option(deliverable.map(|wanted| only(wanted, deliverables())))
        .add_option(mine.map(|wanted| only(wanted, rows::own(actor))))
        .add_option(waiting_for_me.map(|wanted| only(wanted, rows::to_review(actor))))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: StudyCompletionId) -> Result<StudyCompletion> {
    let row: Row = visible_to(actor)
        .filter(study_completion::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(actor, vec![row]).pop().ok_or(Error::NotFound)
}

/// The row as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: StudyCompletionId,
) -> Result<study_completion::Model> {
    visible_to(actor)
        .filter(study_completion::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// What of the study waits for the caller (待办).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    /// `?waiting_for_me=true`
    pub to_review: u64,
    /// `?mine=true&state=returned`
    pub returned: u64,
}

pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor) -> Result<Tasks> {
    let returned = Condition::all()
        .add(rows::own(actor))
        .add(study_completion::Column::State.eq(CompletionState::Returned));
    Ok(Tasks {
        to_review: visible_to(actor).filter(rows::to_review(actor)).count(db).await?,
        returned: visible_to(actor).filter(returned).count(db).await?,
    })
}

/// The caller's part in something handed in.
pub fn part(actor: &Actor, row: &study_completion::Model) -> Part {
    let reviewed = Reach::overseeing(actor, Permission::StudyHandIn);
    part_of(actor, row.unit_id, row.person_id, row.handed_in_by, &reviewed)
}

fn part_of(actor: &Actor, unit_id: OrgUnitId, person_id: PersonId, handed_in_by: AccountId, reviewed: &Reach) -> Part {
    let own = actor.person_id == Some(person_id);
    Part {
        owner: own || handed_in_by == actor.account_id,
        reviewer: !own && reviewed.includes(unit_id),
    }
}

fn show(actor: &Actor, rows: Vec<Row>) -> Vec<StudyCompletion> {
    let reviewed = Reach::overseeing(actor, Permission::StudyHandIn);
    rows.into_iter()
        .map(|row| {
            let part = part_of(actor, row.unit_id, row.person_id, row.handed_in_by, &reviewed);
            StudyCompletion {
                editable: part.owner && moves::is_open(row.state),
                allowed_moves: moves::allowed(row.state, part),
                id: row.id,
                unit_id: row.unit_id,
                unit_name: row.unit_name,
                person_id: row.person_id,
                person_name: row.person_name,
                study_item_id: row.study_item_id,
                theme: row.theme,
                duty_id: row.duty_id,
                duty_title: row.duty_title,
                state: row.state,
                happened_on: row.happened_on,
                title: row.title,
                text: row.text,
                activity_id: row.activity_id,
                return_reason: row.return_reason,
                handed_in_by_name: row.handed_in_by_name,
                handed_in_at: row.handed_in_at,
                reviewed_by_name: row.reviewed_by_name,
                reviewed_at: row.reviewed_at,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            }
        })
        .collect()
}
