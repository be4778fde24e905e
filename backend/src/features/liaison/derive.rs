//! Links between teachers and families, derived (推算) from who teaches whom.

use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    Set,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{queries::living_on, rules::enrolled_on, schemes::TEACHER_FAMILY, service};
use crate::{
    auth::{Actor, Permission, policy, scope::units_below},
    clock::local_date,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        enrolment, household,
        ids::{HouseholdId, LiaisonLinkId, OrgUnitId, PersonId, TermId},
        liaison_link::{self, LinkOrigin},
        liaison_scheme::LiaisonTargetKind,
        person::{self, EmploymentStatus},
        student::{self, StudentStatus},
        teaching_assignment, term,
    },
    error::{Error, Result},
    http::{Figure, Versioned},
    language::text,
};

/// Rows of one statement: `SQLite` binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;
const EXAMPLES: usize = 5;

/// Derive the links of a unit's teachers.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002", "dry_run": true}))]
pub struct LiaisonDerivation {
    /// The unit whose classes count, with those below it.
    pub unit_id: OrgUnitId,
    /// A term that is not over; the present one without it.
    pub term_id: Option<TermId>,
    /// Only tell what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// What was derived, or would be.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiaisonDerived {
    /// The first day of new links; ended ones end the day before.
    pub on: NaiveDate,
    /// Whether it was only told what would happen, and nothing written.
    pub dry_run: bool,
    /// Links that were missing.
    pub created: u64,
    /// Derived links whose teacher no longer teaches a pupil of the household.
    pub ended: u64,
    /// Living links that stay as they are, those made by hand among them.
    pub kept: u64,
    /// All living links of teachers and families of the unit on that day.
    pub links: Figure,
    /// The first of the new links.
    pub created_examples: Vec<DerivedPair>,
    /// The first of the ended ones.
    pub ended_examples: Vec<DerivedPair>,
}

impl Versioned for LiaisonDerived {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// A teacher and a household.
#[derive(Debug, Clone, Serialize, ToSchema, FromQueryResult)]
pub struct DerivedPair {
    #[serde(skip)]
    link_id: Option<LiaisonLinkId>,
    #[serde(skip)]
    unit_id: OrgUnitId,
    pub person_id: PersonId,
    #[schema(example = "普老师")]
    pub person_name: String,
    pub household_id: HouseholdId,
    #[schema(example = "李小明家")]
    pub household_label: String,
}

/// Makes the links that the teaching assignments ask for, and ends derived ones whose basis has gone.
pub async fn derive(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    wanted: LiaisonDerivation,
    now: DateTime<Utc>,
) -> Result<LiaisonDerived> {
    let unit_id = wanted.unit_id;
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let on = first_day(tx, wanted.term_id, local_date(now)).await?;
    let missing = pairs(tx, &missing(unit_id, on)).await?;
    let groundless = pairs(tx, &groundless(unit_id, on)).await?;
    if !wanted.dry_run {
        insert(tx, actor, &missing, on, now).await?;
        end(tx, &groundless, on, now).await?;
    }
    let living = liaison_link::Entity::find()
        .filter(living_on(on))
        .filter(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY))
        .filter(liaison_link::Column::UnitId.in_subquery(units_below(&[unit_id])))
        .count(tx)
        .await?;
    let (created, ended) = (missing.len() as u64, groundless.len() as u64);
    let kept = living.saturating_sub(if wanted.dry_run { ended } else { created });
    Ok(LiaisonDerived {
        on,
        dry_run: wanted.dry_run,
        created,
        ended,
        kept,
        links: Figure::new(
            living,
            format!("/liaison-links?scheme={TEACHER_FAMILY}&on={on}&unit_id={unit_id}"),
        ),
        created_examples: missing.into_iter().take(EXAMPLES).collect(),
        ended_examples: groundless.into_iter().take(EXAMPLES).collect(),
    })
}

/// Today in the present term, or the first day of one that lies ahead.
async fn first_day(db: &impl ConnectionTrait, term_id: Option<TermId>, today: NaiveDate) -> Result<NaiveDate> {
    let Some(term_id) = term_id else { return Ok(today) };
    let term = term::Entity::find_by_id(term_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("term_id"))?;
    if term.ends_on < today {
        return Err(Error::invalid(
            "term_id",
            "term_over",
            text(
                "学期已结束，历史不再改动",
                "the term is over and the past stays as it was",
            ),
        ));
    }
    Ok(Ord::max(term.starts_on, today))
}

/// Who teaches a pupil of which household on a day: the ground of a derived link.
pub fn taught(on: NaiveDate) -> SelectStatement {
    Query::select()
        .from(teaching_assignment::Entity)
        .inner_join(
            term::Entity,
            column(teaching_assignment::Entity, teaching_assignment::Column::TermId)
                .equals((term::Entity, term::Column::Id)),
        )
        .inner_join(
            enrolment::Entity,
            column(enrolment::Entity, enrolment::Column::ClassId)
                .equals((teaching_assignment::Entity, teaching_assignment::Column::ClassId)),
        )
        .inner_join(
            student::Entity,
            column(student::Entity, student::Column::Id).equals((enrolment::Entity, enrolment::Column::StudentId)),
        )
        .and_where(term::Column::StartsOn.lte(on))
        .and_where(term::Column::EndsOn.gte(on))
        .and_where(student::Column::Status.eq(StudentStatus::Enrolled))
        .cond_where(enrolled_on(on))
        .to_owned()
}

fn column<E, C>(entity: E, column: C) -> Expr
where
    E: EntityTrait,
    C: ColumnTrait,
{
    Expr::col((entity, column))
}

/// What there ought to be and is not.
fn missing(unit_id: OrgUnitId, on: NaiveDate) -> SelectStatement {
    let there = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::Id)
        .filter(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY))
        .filter(
            column(liaison_link::Entity, liaison_link::Column::PersonId)
                .equals((teaching_assignment::Entity, teaching_assignment::Column::PersonId)),
        )
        .filter(
            column(liaison_link::Entity, liaison_link::Column::TargetHouseholdId)
                .equals((student::Entity, student::Column::HouseholdId)),
        )
        .filter(
            sea_orm::Condition::any()
                .add(liaison_link::Column::EndsOn.is_null())
                .add(liaison_link::Column::EndsOn.gte(on)),
        );
    taught(on)
        .distinct()
        .expr_as(Expr::cust("NULL"), "link_id")
        .expr_as(column(household::Entity, household::Column::UnitId), "unit_id")
        .expr_as(column(person::Entity, person::Column::Id), "person_id")
        .expr_as(column(person::Entity, person::Column::Name), "person_name")
        .expr_as(column(household::Entity, household::Column::Id), "household_id")
        .expr_as(column(household::Entity, household::Column::Label), "household_label")
        .inner_join(
            person::Entity,
            column(person::Entity, person::Column::Id)
                .equals((teaching_assignment::Entity, teaching_assignment::Column::PersonId)),
        )
        .inner_join(
            household::Entity,
            column(household::Entity, household::Column::Id).equals((student::Entity, student::Column::HouseholdId)),
        )
        .and_where(teaching_assignment::Column::UnitId.in_subquery(units_below(&[unit_id])))
        .and_where(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .and_where(Expr::exists(there.into_query()).not())
        .to_owned()
}

/// Derived links that hold and have no ground any more.
fn groundless(unit_id: OrgUnitId, on: NaiveDate) -> SelectStatement {
    let ground = taught(on)
        .expr(Expr::cust("1"))
        .and_where(
            column(teaching_assignment::Entity, teaching_assignment::Column::PersonId)
                .equals((liaison_link::Entity, liaison_link::Column::PersonId)),
        )
        .and_where(
            column(student::Entity, student::Column::HouseholdId)
                .equals((liaison_link::Entity, liaison_link::Column::TargetHouseholdId)),
        )
        .to_owned();
    let mut select = Query::select()
        .expr_as(column(liaison_link::Entity, liaison_link::Column::Id), "link_id")
        .expr_as(column(liaison_link::Entity, liaison_link::Column::UnitId), "unit_id")
        .expr_as(column(person::Entity, person::Column::Id), "person_id")
        .expr_as(column(person::Entity, person::Column::Name), "person_name")
        .expr_as(column(household::Entity, household::Column::Id), "household_id")
        .expr_as(column(household::Entity, household::Column::Label), "household_label")
        .from(liaison_link::Entity)
        .inner_join(
            person::Entity,
            column(person::Entity, person::Column::Id).equals((liaison_link::Entity, liaison_link::Column::PersonId)),
        )
        .inner_join(
            household::Entity,
            column(household::Entity, household::Column::Id)
                .equals((liaison_link::Entity, liaison_link::Column::TargetHouseholdId)),
        )
        .and_where(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY))
        .and_where(liaison_link::Column::Origin.eq(LinkOrigin::Derived))
        .and_where(liaison_link::Column::UnitId.in_subquery(units_below(&[unit_id])))
        .cond_where(living_on(on))
        .to_owned();
    let left = person::Column::EmploymentStatus.ne(EmploymentStatus::Active);
    select.and_where(left.or(Expr::exists(ground).not())).to_owned()
}

async fn pairs(db: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<DerivedPair>> {
    let statement = db.get_database_backend().build(select);
    let mut pairs = DerivedPair::find_by_statement(statement).all(db).await?;
    pairs.sort_by(|a, b| {
        (&a.person_name, &a.household_label, a.household_id).cmp(&(&b.person_name, &b.household_label, b.household_id))
    });
    Ok(pairs)
}

async fn insert(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    pairs: &[DerivedPair],
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut made: Vec<(Uuid, OrgUnitId)> = Vec::with_capacity(pairs.len());
    for pairs in pairs.chunks(ROWS_AT_ONCE) {
        let rows: Vec<_> = pairs
            .iter()
            .map(|pair| {
                let id = LiaisonLinkId::new();
                made.push((id.0, pair.unit_id));
                liaison_link::ActiveModel {
                    id: Set(id),
                    scheme_code: Set(TEACHER_FAMILY.to_owned()),
                    unit_id: Set(pair.unit_id),
                    person_id: Set(pair.person_id),
                    target_kind: Set(LiaisonTargetKind::Household),
                    target_household_id: Set(Some(pair.household_id)),
                    starts_on: Set(on),
                    origin: Set(LinkOrigin::Derived),
                    created_by: Set(actor.account_id),
                    version: Set(1),
                    created_at: Set(now),
                    updated_at: Set(now),
                    ..Default::default()
                }
            })
            .collect();
        liaison_link::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    changes::record_many(tx, "liaison_links", &made, ChangeOperation::Created, now).await
}

async fn end(tx: &impl ConnectionTrait, pairs: &[DerivedPair], on: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let gone: Vec<(LiaisonLinkId, OrgUnitId)> = pairs
        .iter()
        .filter_map(|pair| Some((pair.link_id?, pair.unit_id)))
        .collect();
    let reason = text("任课已调整", "no longer teaches here");
    service::end_many(tx, &gone, on - Days::new(1), reason.show(), now).await
}
