//! The rules of a new link: its target fits the scheme, its person may hold it, it is not there already.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    dto::{LinkRow, NewLiaisonLink},
    queries,
    schemes::{LEADER_BRANCH, TEACHER_FAMILY},
};
use crate::{
    auth::{Actor, Permission, policy},
    entities::{
        class, enrolment, household,
        ids::{HouseholdId, OrgUnitId, PersonId},
        liaison_scheme::LiaisonTargetKind,
        org_unit::{self, OrgUnitKind},
        person::{self, EmploymentStatus},
        rank::{self, Rank},
        student, teaching_assignment, term,
    },
    error::{Error, Result},
    language::text,
};

/// Who may be responsible for a village school.
pub const SCHOOL_LEADERS: [Rank; 2] = [Rank::SchoolLeader, Rank::DeputyLeader];

/// 中层以上, with the principal of the kindergarten.
pub const LEADERS: [Rank; 5] = [
    Rank::SchoolLeader,
    Rank::DeputyLeader,
    Rank::MiddleLeader,
    Rank::BranchPrincipal,
    Rank::KindergartenPrincipal,
];

/// Exactly the fields of the kind are given.
pub fn check_target_fields(new: &NewLiaisonLink, kind: LiaisonTargetKind) -> Result<()> {
    use LiaisonTargetKind::{Class, Grade, Household, Person, Student, Unit};
    let fields = [
        (
            "target_unit_id",
            new.target_unit_id.is_some(),
            matches!(kind, Unit | Grade),
        ),
        ("target_grade", new.target_grade.is_some(), kind == Grade),
        ("target_class_id", new.target_class_id.is_some(), kind == Class),
        ("target_person_id", new.target_person_id.is_some(), kind == Person),
        ("target_student_id", new.target_student_id.is_some(), kind == Student),
        (
            "target_household_id",
            new.target_household_id.is_some(),
            kind == Household,
        ),
    ];
    for (field, given, wanted) in fields {
        match (given, wanted) {
            (false, true) => return Err(Error::invalid(field, "required", text("必填", "is required"))),
            (true, false) => {
                return Err(Error::invalid(
                    field,
                    "wrong_target_kind",
                    text(
                        "此联系制度的对象不是这一类",
                        "links of this scheme lead to another kind of target",
                    ),
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The unit of the target, which must be there and within the caller's reach.
pub async fn unit_of_target(tx: &impl ConnectionTrait, actor: &Actor, new: &NewLiaisonLink) -> Result<OrgUnitId> {
    let (field, unit_id) = if let Some(id) = new.target_unit_id {
        ("target_unit_id", Some(id))
    } else if let Some(id) = new.target_class_id {
        let class = class::Entity::find_by_id(id).one(tx).await?;
        ("target_class_id", class.map(|class| class.unit_id))
    } else if let Some(id) = new.target_person_id {
        let person = person::Entity::find_by_id(id)
            .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
            .one(tx)
            .await?;
        ("target_person_id", person.map(|person| person.unit_id))
    } else if let Some(id) = new.target_student_id {
        let student = student::Entity::find_by_id(id)
            .filter(student::Column::Status.eq(student::StudentStatus::Enrolled))
            .one(tx)
            .await?;
        ("target_student_id", student.map(|student| student.unit_id))
    } else if let Some(id) = new.target_household_id {
        let household = household::Entity::find_by_id(id).one(tx).await?;
        ("target_household_id", household.map(|household| household.unit_id))
    } else {
        ("scheme_code", None)
    };
    let unit_id = unit_id.ok_or_else(|| Error::unknown_reference(field))?;
    if policy::reaches_unit(actor, Permission::LiaisonWrite, unit_id) {
        Ok(unit_id)
    } else {
        Err(Error::unknown_reference(field))
    }
}

/// The person works here, within the caller's reach, and may hold a link of this scheme to this target.
pub async fn check_person(tx: &impl ConnectionTrait, actor: &Actor, link: &LinkRow) -> Result<()> {
    let person = person::Entity::find_by_id(link.person_id)
        .one(tx)
        .await?
        .ok_or_else(|| Error::unknown_reference("person_id"))?;
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, person.unit_id) {
        return Err(Error::unknown_reference("person_id"));
    }
    if person.employment_status != EmploymentStatus::Active {
        return Err(Error::invalid(
            "person_id",
            "has_left",
            text("此人已离职或退休", "this person has left"),
        ));
    }
    if link.target_person_id == Some(link.person_id) {
        return Err(Error::invalid(
            "target_person_id",
            "oneself",
            text("联系对象不能是本人", "nobody is his own liaison target"),
        ));
    }
    match (link.scheme_code.as_str(), link.target_unit_id, link.target_household_id) {
        (LEADER_BRANCH, Some(unit_id), _) => check_leader_of_branch(tx, link, unit_id).await,
        (TEACHER_FAMILY, _, Some(household_id)) => check_own_class(tx, link, household_id).await,
        _ => Ok(()),
    }
}

async fn check_leader_of_branch(tx: &impl ConnectionTrait, link: &LinkRow, unit_id: OrgUnitId) -> Result<()> {
    let village_schools = org_unit::Entity::find_by_id(unit_id)
        .filter(org_unit::Column::Kind.eq(OrgUnitKind::VillageSchool))
        .count(tx)
        .await?;
    if village_schools == 0 {
        return Err(Error::invalid(
            "target_unit_id",
            "not_a_village_school",
            text("联系对象须是完小", "the target must be a village school"),
        ));
    }
    if has_rank_on(tx, link.person_id, &SCHOOL_LEADERS, link.starts_on).await? {
        return Ok(());
    }
    Err(Error::invalid(
        "person_id",
        "not_a_school_leader",
        text(
            "联系完小的须是校级或副校级领导；如职级有误，请先在人员中更正",
            "a village school is the charge of a school leader or deputy; correct the person's rank first if it is wrong",
        ),
    ))
}

async fn has_rank_on(tx: &impl ConnectionTrait, person_id: PersonId, ranks: &[Rank], day: NaiveDate) -> Result<bool> {
    let held = rank::Entity::find()
        .filter(rank::Column::PersonId.eq(person_id))
        .filter(rank::Column::Rank.is_in(ranks.iter().copied()))
        .filter(holds_rank_on(day))
        .count(tx)
        .await?;
    Ok(held > 0)
}

/// That a rank holds on a day.
pub fn holds_rank_on(day: NaiveDate) -> Condition {
    Condition::all().add(rank::Column::StartsOn.lte(day)).add(
        Condition::any()
            .add(rank::Column::EndsOn.is_null())
            .add(rank::Column::EndsOn.gte(day)),
    )
}

/// "Own classes only": the teacher teaches a pupil of the household on the first day.
async fn check_own_class(tx: &impl ConnectionTrait, link: &LinkRow, household_id: HouseholdId) -> Result<()> {
    let day = link.starts_on;
    let taught = teaching_assignment::Entity::find()
        .join(
            sea_orm::JoinType::InnerJoin,
            teaching_assignment::Entity::belongs_to(term::Entity)
                .from(teaching_assignment::Column::TermId)
                .to(term::Column::Id)
                .into(),
        )
        .join(
            sea_orm::JoinType::InnerJoin,
            teaching_assignment::Entity::belongs_to(enrolment::Entity)
                .from(teaching_assignment::Column::ClassId)
                .to(enrolment::Column::ClassId)
                .into(),
        )
        .join(
            sea_orm::JoinType::InnerJoin,
            enrolment::Entity::belongs_to(student::Entity)
                .from(enrolment::Column::StudentId)
                .to(student::Column::Id)
                .into(),
        )
        .filter(teaching_assignment::Column::PersonId.eq(link.person_id))
        .filter(term::Column::StartsOn.lte(day))
        .filter(term::Column::EndsOn.gte(day))
        .filter(enrolled_on(day))
        .filter(student::Column::HouseholdId.eq(household_id))
        .count(tx)
        .await?;
    if taught > 0 {
        return Ok(());
    }
    Err(Error::invalid(
        "target_household_id",
        "not_of_own_class",
        text(
            "教师只联系本人任教班级的学生家庭",
            "teachers keep in touch with the families of their own classes only",
        ),
    ))
}

/// That a pupil is in a class on a day.
pub fn enrolled_on(day: NaiveDate) -> Condition {
    Condition::all().add(enrolment::Column::StartsOn.lte(day)).add(
        Condition::any()
            .add(enrolment::Column::EndsOn.is_null())
            .add(enrolment::Column::EndsOn.gte(day)),
    )
}

/// The last day is not before the first, and no other link says the same for one of the days.
pub async fn check_days(tx: &impl ConnectionTrait, link: &LinkRow) -> Result<()> {
    if link.ends_on.is_some_and(|last| last < link.starts_on) {
        return Err(Error::invalid(
            "ends_on",
            "before_start",
            text("结束日期不能早于开始日期", "the last day is before the first"),
        ));
    }
    if queries::overlapping(link).count(tx).await? == 0 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "duplicate_link",
        detail: text(
            "此人与该对象在这段时间内已有联系关系。",
            "This person has a link to this target in that time already.",
        ),
    })
}
