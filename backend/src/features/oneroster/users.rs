//! Pupils and staff as `users`. What is masked elsewhere is left out: phone numbers, pupil numbers, birth dates, families.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType},
};
use uuid::Uuid;

use super::{
    answer::Place,
    dto::{ReferenceType, RosterRole, RosterStatus, RosterUser},
    levels,
    orgs::{in_order, status},
    refusal::Refusal,
    source::{CHANGED, Field, ID, Key, STATUS, Source, column, id, text},
};
use crate::{
    auth::{
        Actor,
        scope::{families, personnel},
    },
    entities::{
        appointment::{self, Post},
        class, enrolment,
        ids::{ClassId, OrgUnitId, PersonId, StudentId},
        person::{self, EmploymentStatus},
        student::{self, StudentStatus},
        teaching_assignment, term,
    },
};

const PUPIL: &str = "student";
const STAFF: &str = "staff";
const PRINCIPALS: [Post; 3] = [Post::Principal, Post::BranchPrincipal, Post::KindergartenPrincipal];

const FIELDS: &[Field] = &[
    ID,
    STATUS,
    CHANGED,
    text("enabledUser"),
    text("roles.role"),
    text("identifier"),
    id("primaryOrg.sourcedId"),
];

/// The pupils the caller may see.
pub fn students(actor: &Actor, today: NaiveDate) -> Source {
    Source::new(pupils(actor, today), FIELDS)
}

/// The staff that teach, of those the caller may see: who has lessons in a term of today, or the post of a teacher.
pub fn teachers(actor: &Actor, today: NaiveDate) -> Source {
    let teaching = column(ID.name)
        .in_subquery(with_lessons(today))
        .or(column(ID.name).in_subquery(with_post(&[Post::Teacher], today)));
    Source::new(staff(actor, today), FIELDS).only(teaching)
}

/// The pupils and the staff the caller may see.
pub fn source(actor: &Actor, today: NaiveDate) -> Source {
    let rows = pupils(actor, today)
        .union(UnionType::All, staff(actor, today))
        .to_owned();
    Source::new(rows, FIELDS)
}

/// That a user is in a class now, as a pupil.
pub fn in_class(class: Uuid, today: NaiveDate) -> SimpleExpr {
    let enrolled = Query::select()
        .column((enrolment::Entity, enrolment::Column::StudentId))
        .from(enrolment::Entity)
        .and_where(enrolment::Column::ClassId.eq(class))
        .and_where(
            enrolment::Column::EndsOn
                .is_null()
                .or(enrolment::Column::EndsOn.gte(today)),
        )
        .to_owned();
    column(ID.name).in_subquery(enrolled)
}

/// That a user teaches in a class, in any of its terms.
pub fn teaching_class(class: Uuid) -> SimpleExpr {
    let teaching = Query::select()
        .column((teaching_assignment::Entity, teaching_assignment::Column::PersonId))
        .from(teaching_assignment::Entity)
        .and_where(teaching_assignment::Column::ClassId.eq(class))
        .to_owned();
    column(ID.name).in_subquery(teaching)
}

fn pupils(actor: &Actor, today: NaiveDate) -> SelectStatement {
    use student::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    let gone = || Column::Status.ne(StudentStatus::Enrolled);
    Query::select()
        .expr_as(Expr::value(PUPIL), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(status(gone()), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(enabled(gone()), "enabledUser")
        .expr_as(Expr::value("student"), "roles.role")
        .expr_as(Expr::cust("NULL"), "identifier")
        .expr_as(own(Column::UnitId), "primaryOrg.sourcedId")
        .from(Entity)
        .cond_where(families::students(actor, today))
        .to_owned()
}

fn staff(actor: &Actor, today: NaiveDate) -> SelectStatement {
    use person::{Column, Entity};
    let own = |column| Expr::col((Entity, column));
    let gone = || Column::EmploymentStatus.ne(EmploymentStatus::Active);
    let is_in = |people: SelectStatement| own(Column::Id).in_subquery(people);
    let role = CaseStatement::new()
        .case(is_in(with_post(&PRINCIPALS, today)), "principal")
        .case(
            is_in(with_lessons(today)).or(is_in(with_post(&[Post::Teacher], today))),
            "teacher",
        )
        .finally("ext:staff");
    Query::select()
        .expr_as(Expr::value(STAFF), "kind")
        .expr_as(own(Column::Id), ID.name)
        .expr_as(status(gone()), STATUS.name)
        .expr_as(own(Column::UpdatedAt), CHANGED.name)
        .expr_as(enabled(gone()), "enabledUser")
        .expr_as(role, "roles.role")
        .expr_as(own(Column::StaffNumber), "identifier")
        .expr_as(own(Column::UnitId), "primaryOrg.sourcedId")
        .from(Entity)
        .cond_where(personnel::personnel(actor))
        .to_owned()
}

fn enabled(gone: SimpleExpr) -> SimpleExpr {
    CaseStatement::new().case(gone, "false").finally("true").into()
}

/// Who teaches in a term that contains today.
fn with_lessons(today: NaiveDate) -> SelectStatement {
    Query::select()
        .column((teaching_assignment::Entity, teaching_assignment::Column::PersonId))
        .from(teaching_assignment::Entity)
        .inner_join(
            term::Entity,
            Expr::col((term::Entity, term::Column::Id))
                .equals((teaching_assignment::Entity, teaching_assignment::Column::TermId)),
        )
        .and_where(term::Column::StartsOn.lte(today))
        .and_where(term::Column::EndsOn.gte(today))
        .to_owned()
}

/// Who has one of these posts today.
fn with_post(posts: &[Post], today: NaiveDate) -> SelectStatement {
    appointment::Entity::find()
        .select_only()
        .column(appointment::Column::PersonId)
        .filter(appointment::Column::Post.is_in(posts.iter().copied()))
        .filter(appointment::Column::StartsOn.lte(today))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(today)),
        )
        .into_query()
}

/// The users of a page, in its order.
pub async fn show(
    db: &impl ConnectionTrait,
    place: &Place,
    keys: &[Key],
    today: NaiveDate,
) -> Result<Vec<RosterUser>, Refusal> {
    let pupils = show_pupils(db, place, ids(keys, PUPIL).map(StudentId).collect()).await?;
    let staff = show_staff(db, place, ids(keys, STAFF).map(PersonId).collect(), today).await?;
    let shown = pupils.into_iter().chain(staff);
    Ok(in_order(keys, shown.map(|user| (user.sourced_id, user))))
}

fn ids<'k>(keys: &'k [Key], kind: &'static str) -> impl Iterator<Item = Uuid> + 'k {
    keys.iter().filter(move |key| key.kind == kind).map(|key| key.id)
}

async fn show_pupils(
    db: &impl ConnectionTrait,
    place: &Place,
    ids: Vec<StudentId>,
) -> Result<Vec<RosterUser>, Refusal> {
    let rows = student::Entity::find()
        .filter(student::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let classes: HashMap<ClassId, class::Model> = class::Entity::find()
        .filter(class::Column::Id.is_in(rows.iter().filter_map(|row| row.class_id)))
        .all(db)
        .await?
        .into_iter()
        .map(|class| (class.id, class))
        .collect();
    let shown = rows.into_iter().map(|row| {
        let class = row.class_id.and_then(|id| classes.get(&id));
        let (family_name, given_name) = names(&row.name);
        let at_school = row.status == StudentStatus::Enrolled;
        RosterUser {
            sourced_id: row.id.0,
            status: RosterStatus::ended(!at_school),
            date_last_modified: row.updated_at,
            enabled_user: truth(at_school),
            given_name,
            family_name,
            roles: vec![role(place, "primary", "student", row.unit_id)],
            primary_org: place.reference(ReferenceType::Org, row.unit_id),
            identifier: None,
            grades: class.map(|class| vec![levels::of(class.stage, class.grade).code]),
        }
    });
    Ok(shown.collect())
}

async fn show_staff(
    db: &impl ConnectionTrait,
    place: &Place,
    ids: Vec<PersonId>,
    today: NaiveDate,
) -> Result<Vec<RosterUser>, Refusal> {
    let rows = person::Entity::find()
        .filter(person::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let principals = people(db, &rows, with_post(&PRINCIPALS, today)).await?;
    let mut teachers = people(db, &rows, with_lessons(today)).await?;
    teachers.extend(people(db, &rows, with_post(&[Post::Teacher], today)).await?);
    let shown = rows.into_iter().map(|row| {
        let (family_name, given_name) = names(&row.name);
        let at_work = row.employment_status == EmploymentStatus::Active;
        let roles = match (principals.contains(&row.id), teachers.contains(&row.id)) {
            (true, true) => vec![("primary", "principal"), ("secondary", "teacher")],
            (true, false) => vec![("primary", "principal")],
            (false, true) => vec![("primary", "teacher")],
            (false, false) => vec![("primary", "ext:staff")],
        };
        RosterUser {
            sourced_id: row.id.0,
            status: RosterStatus::ended(!at_work),
            date_last_modified: row.updated_at,
            enabled_user: truth(at_work),
            given_name,
            family_name,
            roles: roles
                .into_iter()
                .map(|(kind, name)| role(place, kind, name, row.unit_id))
                .collect(),
            primary_org: place.reference(ReferenceType::Org, row.unit_id),
            identifier: row.staff_number,
            grades: None,
        }
    });
    Ok(shown.collect())
}

/// Those of the people that a select names.
async fn people(
    db: &impl ConnectionTrait,
    of: &[person::Model],
    among: SelectStatement,
) -> Result<HashSet<PersonId>, Refusal> {
    let found: Vec<PersonId> = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.is_in(of.iter().map(|person| person.id)))
        .filter(person::Column::Id.in_subquery(among))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

fn role(place: &Place, role_type: &'static str, role: &'static str, unit: OrgUnitId) -> RosterRole {
    RosterRole {
        role_type,
        role,
        org: place.reference(ReferenceType::Org, unit),
    }
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Family names of two characters.
const COMPOUND: [&str; 20] = [
    "欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "南宫", "独孤", "端木",
    "司徒", "宇文", "长孙", "司空", "闻人", "轩辕",
];

/// Family name and given name of a name as it is written in Chinese, where nothing stands between them. Names with a
/// middle dot (阿依·古丽) are taken apart there.
fn names(name: &str) -> (String, String) {
    if let Some((first, rest)) = name.split_once('·') {
        return (first.to_owned(), rest.to_owned());
    }
    let length = name.chars().count();
    let compound = COMPOUND.iter().any(|known| name.starts_with(known)) && length > 2;
    let family = if compound { 2 } else { 1 };
    (name.chars().take(family).collect(), name.chars().skip(family).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart_after_the_family_name() {
        let apart = |name| {
            let (family, given) = names(name);
            format!("{family}|{given}")
        };
        assert_eq!(apart("杨秀英"), "杨|秀英");
        assert_eq!(apart("欧阳丽"), "欧阳|丽");
        assert_eq!(apart("司马"), "司|马");
        assert_eq!(apart("阿依·古丽"), "阿依|古丽");
        assert_eq!(apart("王"), "王|");
    }
}
