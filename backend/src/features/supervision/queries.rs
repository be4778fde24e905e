//! Reading findings; every select starts at [`visible_to`].

use std::{collections::HashMap, ops::AddAssign};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{CaseStatement, Expr, ExprTrait, SimpleExpr},
};

use super::{
    dto::{Finding, FindingEvent, FindingEvents},
    filter::{FindingFilter, FindingSort, Row},
    moves::{self, Part},
};
use crate::{
    auth::{
        Actor,
        scope::{self, Reach, findings as rows},
    },
    entities::{
        account,
        finding::{self, FindingSource, FindingState},
        finding_event,
        ids::{AccountId, FindingId, InspectionId, OrgUnitId, PersonId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The most rows of a printed list.
const PRINTED: u64 = 1_000;

/// The findings the caller may see.
fn visible_to(actor: &Actor) -> Select<finding::Entity> {
    finding::Entity::find().filter(rows::findings(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<FindingFilter>,
    today: NaiveDate,
) -> Result<Paged<Finding>> {
    let select = visible_to(actor).filter(matching(actor, query.filter, today));
    let column = |sort| match sort {
        FindingSort::DueOn => finding::Column::DueOn,
        FindingSort::FoundOn => finding::Column::FoundOn,
    };
    let mut page: Paged<Row> = query.page.fetch(db, select, column, finding::Column::Id).await?;
    let items = show(actor, std::mem::take(&mut page.items), today);
    Ok(page.with_items(items))
}

/// The findings of a filter on one sheet, the earliest due first.
pub async fn all(
    db: &impl ConnectionTrait,
    actor: &Actor,
    filter: FindingFilter,
    today: NaiveDate,
) -> Result<Vec<Finding>> {
    let rows = visible_to(actor)
        .filter(matching(actor, filter, today))
        .order_by_asc(finding::Column::DueOn)
        .order_by_asc(finding::Column::Id)
        .limit(PRINTED)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(show(actor, rows, today))
}

/// The findings of an inspection, the earliest due first.
pub async fn of_inspection(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: InspectionId,
    today: NaiveDate,
) -> Result<Vec<Finding>> {
    let rows = visible_to(actor)
        .filter(finding::Column::InspectionId.eq(id))
        .order_by_asc(finding::Column::DueOn)
        .order_by_asc(finding::Column::Id)
        .limit(PRINTED)
        .into_partial_model()
        .all(db)
        .await?;
    Ok(show(actor, rows, today))
}

fn matching(actor: &Actor, filter: FindingFilter, today: NaiveDate) -> Condition {
    let FindingFilter {
        sort: _,
        state,
        source,
        theme,
        inspection_id,
        unit_id,
        owner_id,
        person_id,
        due_from,
        due_until,
        found_from,
        found_until,
        mine,
        overdue: late,
        waiting_for_me,
    } = filter;
    let only = |wanted: bool, condition: Condition| if wanted { condition } else { condition.not() };
    Condition::all()
        .add_option(state.map(|states| finding::Column::State.is_in(states.0)))
        .add_option(source.map(|sources| finding::Column::Source.is_in(sources.0)))
        .add_option(theme.map(|theme| finding::Column::Theme.eq(theme)))
        .add_option(inspection_id.map(|id| finding::Column::InspectionId.eq(id)))
        .add_option(unit_id.map(|unit| finding::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(owner_id.map(|owner| finding::Column::OwnerId.eq(owner)))
        .add_option(person_id.map(|person| finding::Column::PersonId.eq(person)))
        .add_option(due_from.map(|day| finding::Column::DueOn.gte(day)))
        .add_option(due_until.map(|day| finding::Column::DueOn.lte(day)))
        .add_option(found_from.map(|day| finding::Column::FoundOn.gte(day)))
        .add_option(found_until.map(|day| finding::Column::FoundOn.lte(day)))
        .add_option(mine.map(|wanted| only(wanted, rows::owned(actor))))
        .add_option(late.map(|wanted| only(wanted, overdue(today))))
        .add_option(waiting_for_me.map(|wanted| only(wanted, rows::to_verify(actor))))
}

fn unsettled() -> Condition {
    Condition::all().add(finding::Column::State.is_in([FindingState::Open, FindingState::InProgress]))
}

fn overdue(today: NaiveDate) -> Condition {
    unsettled().add(finding::Column::DueOn.lt(today))
}

/// Findings that nobody has put right.
#[derive(Debug, Clone, Copy, Default)]
pub struct FindingCounts {
    pub unsettled: i64,
    /// Those of them past their day.
    pub overdue: i64,
}

impl AddAssign for FindingCounts {
    fn add_assign(&mut self, more: Self) {
        self.unsettled += more.unsettled;
        self.overdue += more.overdue;
    }
}

/// The unsettled findings the caller may see, counted by unit.
pub async fn count_by_unit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
) -> Result<HashMap<OrgUnitId, FindingCounts>> {
    let late: SimpleExpr = Expr::expr(CaseStatement::new().case(overdue(today), 1)).count();
    let counts: Vec<(OrgUnitId, i64, i64)> = visible_to(actor)
        .filter(unsettled())
        .select_only()
        .column(finding::Column::UnitId)
        .column_as(finding::Column::Id.count(), "unsettled")
        .expr_as(late, "overdue")
        .group_by(finding::Column::UnitId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts
        .into_iter()
        .map(|(unit, unsettled, overdue)| (unit, FindingCounts { unsettled, overdue }))
        .collect())
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: FindingId, today: NaiveDate) -> Result<Finding> {
    let row: Row = visible_to(actor)
        .filter(finding::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(actor, vec![row], today).pop().ok_or(Error::NotFound)
}

/// The finding as it is stored, held until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: FindingId) -> Result<finding::Model> {
    visible_to(actor)
        .filter(finding::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn events(db: &impl ConnectionTrait, actor: &Actor, id: FindingId) -> Result<FindingEvents> {
    let known = visible_to(actor).filter(finding::Column::Id.eq(id)).count(db).await?;
    if known == 0 {
        return Err(Error::NotFound);
    }
    let rows = finding_event::Entity::find()
        .filter(finding_event::Column::FindingId.eq(id))
        .order_by_asc(finding_event::Column::Seq)
        .all(db)
        .await?;
    let names: Vec<(AccountId, String)> = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account_id)))
        .into_tuple()
        .all(db)
        .await?;
    let names: HashMap<AccountId, String> = names.into_iter().collect();
    let items = rows
        .into_iter()
        .map(|row| FindingEvent {
            seq: row.seq,
            step: row.r#move,
            to_state: row.to_state,
            account_name: names.get(&row.account_id).cloned().unwrap_or_default(),
            note: row.note,
            changes: row.changes,
            at: row.at,
        })
        .collect();
    Ok(FindingEvents { items })
}

/// What of the findings waits for the caller (待办).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tasks {
    /// `?mine=true&overdue=true`
    pub overdue: u64,
    /// `?mine=true&overdue=false&state=open,in_progress`
    pub mine: u64,
    /// `?waiting_for_me=true`
    pub to_verify: u64,
}

pub async fn tasks(db: &impl ConnectionTrait, actor: &Actor, today: NaiveDate) -> Result<Tasks> {
    let count = async |condition: Condition| visible_to(actor).filter(condition).count(db).await;
    let mine = || Condition::all().add(rows::owned(actor));
    Ok(Tasks {
        overdue: count(mine().add(overdue(today))).await?,
        mine: count(mine().add(unsettled().add(finding::Column::DueOn.gte(today)))).await?,
        to_verify: count(rows::to_verify(actor)).await?,
    })
}

/// The caller's part in a finding.
pub fn part(actor: &Actor, row: &finding::Model) -> Part {
    let verified = rows::answered_for(actor, row.source);
    part_of(actor, (row.unit_id, row.owner_id, row.recorded_by), &verified)
}

fn part_of(
    actor: &Actor,
    (unit_id, owner_id, recorded_by): (OrgUnitId, PersonId, AccountId),
    verified: &Reach,
) -> Part {
    let owner = actor.person_id == Some(owner_id);
    Part {
        owner,
        recorder: recorded_by == actor.account_id,
        verifier: !owner && verified.includes(unit_id),
    }
}

fn show(actor: &Actor, rows: Vec<Row>, today: NaiveDate) -> Vec<Finding> {
    let own = rows::answered_for(actor, FindingSource::SelfCheck);
    let inspected = rows::answered_for(actor, FindingSource::Inspection);
    rows.into_iter()
        .map(|row| {
            let verified = match row.source {
                FindingSource::Inspection => &inspected,
                FindingSource::StudyTheme | FindingSource::SelfCheck => &own,
            };
            let part = part_of(actor, (row.unit_id, row.owner_id, row.recorded_by), verified);
            Finding {
                overdue: matches!(row.state, FindingState::Open | FindingState::InProgress) && row.due_on < today,
                editable: moves::is_editable(row.state, part),
                allowed_moves: moves::allowed(row.state, part),
                id: row.id,
                unit_id: row.unit_id,
                unit_name: row.unit_name,
                source: row.source,
                inspection_id: row.inspection_id,
                inspection_title: row.inspection_title,
                theme: row.theme,
                found_on: row.found_on,
                what: row.what,
                person_id: row.person_id,
                person_name: row.person_name,
                owner_id: row.owner_id,
                owner_name: row.owner_name,
                measure: row.measure,
                due_on: row.due_on,
                state: row.state,
                result: row.result,
                reopenings: row.reopenings,
                recorded_by_name: row.recorded_by_name,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            }
        })
        .collect()
}
