//! What a record refers to: whether the caller may name it there, and what follows from it.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use crate::{
    auth::{
        Actor,
        scope::{activities::in_own_schools, families, personnel::personnel},
    },
    entities::{
        account,
        activity_details::{ActivityDetails, BranchVisit, HomeVisit, LessonObservation},
        appointment::{self, Post},
        class, household,
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        org_unit::{self, OrgUnitKind},
        person,
        role_grant::{self, Role},
        student,
    },
    error::{Error, Result},
    language::text,
};

/// Where a record belongs, as its details say.
#[derive(Debug, Clone)]
pub struct Place {
    pub unit_id: OrgUnitId,
    pub class_id: Option<ClassId>,
    pub observed_person_id: Option<PersonId>,
    pub household_id: Option<HouseholdId>,
    pub student_ids: Vec<StudentId>,
    /// Who must confirm it; none where nobody must.
    pub confirmer: Option<PersonId>,
    /// What it can be found by.
    pub names: Vec<String>,
}

/// Looks up what the details refer to. What was named `before` may stay, even if the caller lost sight of it.
pub async fn place(
    db: &impl ConnectionTrait,
    actor: &Actor,
    details: &ActivityDetails,
    before: Option<&ActivityDetails>,
    today: NaiveDate,
) -> Result<Place> {
    match (details, before) {
        (ActivityDetails::BranchVisit(visit), _) => branch_visit(db, actor, visit, today).await,
        (ActivityDetails::LessonObservation(lesson), Some(ActivityDetails::LessonObservation(known))) => {
            lesson_observation(db, actor, lesson, Some(known), today).await
        }
        (ActivityDetails::LessonObservation(lesson), _) => lesson_observation(db, actor, lesson, None, today).await,
        (ActivityDetails::HomeVisit(visit), Some(ActivityDetails::HomeVisit(known))) => {
            home_visit(db, actor, visit, known.household_id == visit.household_id, today).await
        }
        (ActivityDetails::HomeVisit(visit), _) => home_visit(db, actor, visit, false, today).await,
    }
}

async fn branch_visit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    visit: &BranchVisit,
    today: NaiveDate,
) -> Result<Place> {
    const FIELD: &str = "details/branch_visit/unit_id";
    let unit = org_unit::Entity::find_by_id(visit.unit_id)
        .filter(in_own_schools(actor, org_unit::Column::Id))
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference(FIELD))?;
    if !matches!(unit.kind, OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten) {
        return Err(Error::invalid(
            FIELD,
            "not_a_branch",
            text("须为完小或幼儿园", "must be a village school or a kindergarten"),
        ));
    }
    let confirmer = head_of(db, unit.id, today).await?.ok_or_else(|| {
        Error::invalid(
            FIELD,
            "nobody_to_confirm",
            text(
                "该单位没有登记在任的校长（园长），无人可以确认，请先由办公室登记任职",
                "no principal is on record there to confirm the visit; ask the office to enter the post first",
            ),
        )
    })?;
    Ok(Place {
        unit_id: unit.id,
        class_id: None,
        observed_person_id: None,
        household_id: None,
        student_ids: Vec::new(),
        confirmer: Some(confirmer),
        names: vec![unit.name],
    })
}

async fn lesson_observation(
    db: &impl ConnectionTrait,
    actor: &Actor,
    lesson: &LessonObservation,
    known: Option<&LessonObservation>,
    today: NaiveDate,
) -> Result<Place> {
    let mut classes = class::Entity::find_by_id(lesson.class_id);
    if known.is_none_or(|known| known.class_id != lesson.class_id) {
        classes = classes.filter(families::classes(actor, today));
    }
    let class = classes
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("details/lesson_observation/class_id"))?;
    let field = "details/lesson_observation/observed_person_id";
    let mut people = person::Entity::find_by_id(lesson.observed_person_id);
    if known.is_none_or(|known| known.observed_person_id != lesson.observed_person_id) {
        people = people.filter(personnel(actor));
    }
    let observed = people.one(db).await?.ok_or_else(|| Error::unknown_reference(field))?;
    let names = [
        Some(class.name),
        Some(observed.name),
        Some(lesson.subject.clone()),
        lesson.topic.clone(),
    ];
    Ok(Place {
        unit_id: class.unit_id,
        class_id: Some(class.id),
        observed_person_id: Some(observed.id),
        household_id: None,
        student_ids: Vec::new(),
        confirmer: Some(observed.id),
        names: names.into_iter().flatten().collect(),
    })
}

async fn home_visit(
    db: &impl ConnectionTrait,
    actor: &Actor,
    visit: &HomeVisit,
    known: bool,
    today: NaiveDate,
) -> Result<Place> {
    let mut households = household::Entity::find_by_id(visit.household_id);
    if !known {
        households = households.filter(families::households(actor, today));
    }
    let household = households
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("details/home_visit/household_id"))?;
    let pupils = student::Entity::find()
        .filter(student::Column::HouseholdId.eq(household.id))
        .filter(student::Column::Id.is_in(visit.student_ids.iter().copied()))
        .all(db)
        .await?;
    for (index, id) in visit.student_ids.iter().enumerate() {
        let field = format!("details/home_visit/student_ids/{index}");
        if visit.student_ids[..index].contains(id) {
            return Err(Error::invalid(&field, "duplicate", text("重复", "is named twice")));
        }
        if !pupils.iter().any(|pupil| pupil.id == *id) {
            return Err(Error::unknown_reference(&field));
        }
    }
    let mut names: Vec<String> = pupils.into_iter().map(|pupil| pupil.name).collect();
    names.push(household.label);
    Ok(Place {
        unit_id: household.unit_id,
        class_id: None,
        observed_person_id: None,
        household_id: Some(household.id),
        student_ids: visit.student_ids.clone(),
        confirmer: None,
        names,
    })
}

/// The principal of a village school or kindergarten: by post, or by role where no post is on record.
async fn head_of(db: &impl ConnectionTrait, unit_id: OrgUnitId, today: NaiveDate) -> Result<Option<PersonId>> {
    let by_post = appointment::Entity::find()
        .select_only()
        .column(appointment::Column::PersonId)
        .filter(appointment::Column::UnitId.eq(unit_id))
        .filter(appointment::Column::Post.is_in([Post::BranchPrincipal, Post::KindergartenPrincipal]))
        .filter(appointment::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(today)),
        )
        .order_by_desc(appointment::Column::StartsOn)
        .into_tuple::<PersonId>()
        .one(db)
        .await?;
    if by_post.is_some() {
        return Ok(by_post);
    }
    let accounts = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::AccountId)
        .filter(role_grant::Column::Role.eq(Role::BranchPrincipal))
        .filter(role_grant::Column::UnitId.eq(unit_id))
        .filter(role_grant::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(role_grant::Column::EndsOn.is_null())
                .add(role_grant::Column::EndsOn.gte(today)),
        )
        .into_query();
    Ok(account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::Id.in_subquery(accounts))
        .filter(account::Column::PersonId.is_not_null())
        .order_by_asc(account::Column::Id)
        .into_tuple::<PersonId>()
        .one(db)
        .await?)
}

/// Whether the caller sees all of these people in the staff directory.
pub async fn are_colleagues(db: &impl ConnectionTrait, actor: &Actor, people: &[PersonId]) -> Result<bool> {
    let found = person::Entity::find()
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .filter(personnel(actor))
        .count(db)
        .await?;
    Ok(found == people.len() as u64)
}
