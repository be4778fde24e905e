//! Reading progress: of one person, of the staff of some units, of the pupils a duty means.

use std::{collections::HashMap, ops::AddAssign};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::SelectStatement,
};

use super::{
    arithmetic::ProgressState,
    dto::{DutyTargets, PersonProgress, PlanSummary, ProgressQuery, TargetsQuery},
    lists_dto::{StaffProgress, StaffProgressFilter, StaffProgressSort, StaffRow},
    sheet::{self, Sheet},
};
use crate::{
    auth::{Actor, scope},
    db::search,
    entities::{
        duty,
        ids::{OrgUnitId, PersonId, TermId},
        person::{self, EmploymentStatus},
        rank::{self, Rank},
        term,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The staff whose duties the caller may follow.
fn visible_to(actor: &Actor) -> Select<person::Entity> {
    person::Entity::find().filter(scope::plan::staff_with_duties(actor))
}

/// The progress of a person whose duties the caller may follow.
pub async fn of_visible(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ProgressQuery,
    today: NaiveDate,
) -> Result<PersonProgress> {
    let row = find(db, actor, query.person_id).await?;
    of_row(db, row, day(db, &query, today).await?, today).await
}

/// The day that is asked for.
pub async fn day(db: &impl ConnectionTrait, query: &ProgressQuery, today: NaiveDate) -> Result<NaiveDate> {
    match (query.on, query.term_id) {
        (Some(on), _) => Ok(on),
        (None, Some(term_id)) => day_in_term(db, term_id, today).await,
        (None, None) => Ok(today),
    }
}

/// The progress of a person, for a caller who may see it (such as his own day).
pub async fn of_person(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<PersonProgress> {
    let row = person::Entity::find_by_id(person_id)
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    of_row(db, row, on, today).await
}

/// A person whose duties the caller may follow; without an id, himself.
pub async fn find(db: &impl ConnectionTrait, actor: &Actor, person_id: Option<PersonId>) -> Result<StaffRow> {
    let person_id = person_id.map_or_else(|| actor.person(), Ok)?;
    visible_to(actor)
        .filter(person::Column::Id.eq(person_id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Today while the term lasts, its last day afterwards, its first before.
async fn day_in_term(db: &impl ConnectionTrait, term_id: TermId, today: NaiveDate) -> Result<NaiveDate> {
    let term = term::Entity::find_by_id(term_id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(today.clamp(term.starts_on, term.ends_on.max(term.starts_on)))
}

async fn of_row(db: &impl ConnectionTrait, row: StaffRow, on: NaiveDate, today: NaiveDate) -> Result<PersonProgress> {
    let sheet = one_sheet(db, row, on, None).await?;
    let person = sheet.people.first().ok_or(Error::NotFound)?;
    let items = sheet.progress(person, today);
    let binding = |code: &str| items.iter().any(|item| item.duty.code == code);
    let conflicts = sheet
        .conflicts
        .iter()
        .filter(|conflict| binding(&conflict.longer.code) && binding(&conflict.shorter.code));
    Ok(PersonProgress {
        conflicts: conflicts.cloned().collect(),
        person_id: person.id,
        person_name: person.name.clone(),
        unit_id: person.unit_id,
        unit_name: person.unit_name.clone(),
        rank: person.rank,
        on,
        items,
        plan: sheet.plan.as_ref().map(|plan| PlanSummary {
            id: plan.id,
            title: plan.title.clone(),
        }),
    })
}

async fn one_sheet(db: &impl ConnectionTrait, row: StaffRow, on: NaiveDate, codes: Option<&[String]>) -> Result<Sheet> {
    sheet::load(db, vec![row], on, codes)
        .await?
        .pop()
        .ok_or(Error::NotFound)
}

/// The pupils that a duty means for a person whose duties the caller may follow.
pub async fn targets(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: TargetsQuery,
    today: NaiveDate,
) -> Result<DutyTargets> {
    let row = find(db, actor, query.person_id).await?;
    targets_of(db, row, &query, today).await
}

async fn targets_of(
    db: &impl ConnectionTrait,
    row: StaffRow,
    query: &TargetsQuery,
    today: NaiveDate,
) -> Result<DutyTargets> {
    let on = query.on.unwrap_or(today);
    let sheet = one_sheet(db, row, on, Some(std::slice::from_ref(&query.duty_code))).await?;
    let person = sheet.people.first().ok_or(Error::NotFound)?;
    let Some(duty) = sheet.duties.first() else {
        return without_period(db, &sheet, &query.duty_code).await;
    };
    let mut items = sheet.targets(duty, person);
    items.retain(|target| query.covered.is_none_or(|wanted| target.covered == wanted));
    Ok(DutyTargets { items })
}

/// In the holidays a duty of the term has no period, and means nobody.
async fn without_period(db: &impl ConnectionTrait, sheet: &Sheet, code: &str) -> Result<DutyTargets> {
    let plan = sheet.plan.as_ref().ok_or(Error::NotFound)?;
    duty::Entity::find()
        .filter(duty::Column::PlanId.eq(plan.id))
        .filter(duty::Column::Code.eq(code))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(DutyTargets { items: Vec::new() })
}

/// The staff the caller may follow, with their duties; by name or unit, never by how much anybody has done.
pub async fn staff(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<StaffProgressFilter>,
    today: NaiveDate,
) -> Result<Paged<StaffProgress>> {
    let StaffProgressFilter {
        unit_id,
        rank,
        duty_code,
        on,
        q,
        sort: _,
    } = query.filter;
    let on = on.unwrap_or(today);
    let mut select = visible_to(actor).filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active));
    if let Some(unit_id) = unit_id {
        select = select.filter(person::Column::UnitId.in_subquery(scope::units_below(&[unit_id])));
    }
    if let Some(ranks) = rank {
        select = select.filter(person::Column::Id.in_subquery(holders(&ranks.0, on)));
    }
    if let Some(q) = q {
        select = select.filter(search::matches(db.get_database_backend(), &person::Entity, &q.0));
    }
    let column = |sort| match sort {
        StaffProgressSort::Name => person::Column::Name,
        StaffProgressSort::Unit => person::Column::UnitId,
    };
    let page: Paged<StaffRow> = query.page.fetch(db, select, column, person::Column::Id).await?;
    let codes = duty_code.map(|codes| codes.0);
    let sheets = sheet::load(db, page.items.clone(), on, codes.as_deref()).await?;
    let mut shown: HashMap<PersonId, StaffProgress> = HashMap::new();
    for sheet in &sheets {
        for person in &sheet.people {
            let cells = sheet.progress(person, today).into_iter().map(Into::into).collect();
            shown.insert(
                person.id,
                StaffProgress {
                    person_id: person.id,
                    person_name: person.name.clone(),
                    unit_id: person.unit_id,
                    unit_name: person.unit_name.clone(),
                    rank: person.rank,
                    cells,
                },
            );
        }
    }
    Ok(Paged {
        items: page.items.iter().filter_map(|row| shown.remove(&row.id)).collect(),
        next: page.next,
        prev: page.prev,
        total: page.total,
        total_is_capped: page.total_is_capped,
    })
}

/// How the staff of a unit stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// People with duties that are judged.
    pub bound: i64,
    /// Those of them who are behind with none.
    pub on_pace: i64,
}

impl AddAssign for Standing {
    fn add_assign(&mut self, more: Self) {
        self.bound += more.bound;
        self.on_pace += more.on_pace;
    }
}

/// People whose duties are read together.
const PEOPLE_AT_ONCE: usize = 500;

/// How the staff the caller may follow stands on a day, by unit: a number of people, and nobody by name.
pub async fn standing_by_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<HashMap<OrgUnitId, Standing>> {
    let rows: Vec<StaffRow> = visible_to(actor)
        .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .order_by_asc(person::Column::UnitId)
        .into_partial_model()
        .all(db)
        .await?;
    let mut units: HashMap<OrgUnitId, Standing> = HashMap::new();
    for people in rows.chunks(PEOPLE_AT_ONCE) {
        for sheet in sheet::load(db, people.to_vec(), on, None).await? {
            for person in &sheet.people {
                let mut duties = sheet.progress(person, today);
                duties.retain(|duty| !duty.informational && duty.state.is_judged());
                let is_bound = !duties.is_empty();
                let is_on_pace = is_bound && duties.iter().all(|duty| duty.state != ProgressState::Behind);
                *units.entry(person.unit_id).or_default() += Standing {
                    bound: is_bound.into(),
                    on_pace: is_on_pace.into(),
                };
            }
        }
    }
    Ok(units)
}

/// Who has one of the ranks on a day.
fn holders(ranks: &[Rank], on: NaiveDate) -> SelectStatement {
    rank::Entity::find()
        .select_only()
        .column(rank::Column::PersonId)
        .filter(rank::Column::Rank.is_in(ranks.iter().copied()))
        .filter(rank::Column::StartsOn.lte(on))
        .filter(
            Condition::any()
                .add(rank::Column::EndsOn.is_null())
                .add(rank::Column::EndsOn.gte(on)),
        )
        .into_query()
}
