//! Reading progress: of one person, of the staff of some units, of the pupils a duty means.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{
    dto::{
        DutyTargets, PersonProgress, PlanSummary, ProgressQuery, StaffProgress, StaffProgressFilter, StaffProgressSort,
        StaffRow, TargetsQuery,
    },
    sheet::{self, Sheet},
};
use crate::{
    auth::{Actor, scope},
    db::search,
    entities::{
        ids::{PersonId, TermId},
        person::{self, EmploymentStatus},
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
    let on = match (query.on, query.term_id) {
        (Some(on), _) => on,
        (None, Some(term_id)) => day_in_term(db, term_id, today).await?,
        (None, None) => today,
    };
    of_row(db, row, on, today).await
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

async fn find(db: &impl ConnectionTrait, actor: &Actor, person_id: Option<PersonId>) -> Result<StaffRow> {
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
    Ok(PersonProgress {
        person_id: person.id,
        person_name: person.name.clone(),
        unit_id: person.unit_id,
        unit_name: person.unit_name.clone(),
        rank: person.rank,
        on,
        items: sheet.progress(person, on, today),
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
    let (Some(person), Some(duty)) = (sheet.people.first(), sheet.duties.first()) else {
        return Err(Error::NotFound);
    };
    let mut items = match sheet.calendar.span_of(duty.period, on, sheet.plan_span) {
        Some(span) => sheet.targets(duty, person, span),
        None => Vec::new(),
    };
    items.retain(|target| query.covered.is_none_or(|wanted| target.covered == wanted));
    Ok(DutyTargets { items })
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
            let cells = sheet.progress(person, on, today).into_iter().map(Into::into).collect();
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
