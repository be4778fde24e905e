use actix_web::{get, web};
use sea_orm::sea_query::ExprTrait;

use super::{
    answer::Segment,
    classes,
    dto::{
        RosterClassSet, RosterCourseSet, RosterEnrollmentSet, RosterOrgSet, RosterSessionSet, RosterSingleClass,
        RosterSingleCourse, RosterSingleEnrollment, RosterSingleOrg, RosterSingleSession, RosterSingleUser,
        RosterUserSet,
    },
    enrollments, orgs, pages,
    query::{Asked, AskedFields, Permitted, RosterFields, RosterParams},
    refusal::{Refusal, StatusInfo},
    sessions,
    source::{column, found},
    users,
};
use crate::{
    auth::{
        Actor, Permission,
        permission::{FamiliesRead, OrganisationRead, PersonnelRead},
    },
    entities::ids::OrgUnitId,
    error::Problems,
    http::{Path, Routes},
    state::State,
};

/// The operations differ in nothing but their names and the records they begin with.
macro_rules! collection {
    ($(#[$doc:meta])* $name:ident at $path:tt for $guard:ident, $page:ident as $set:ident:
     |$actor:ident, $today:ident| $source:expr) => {
        $(#[$doc])*
        #[utoipa::path(tag = "oneroster", security(("bearer" = [Permission::$guard])), params(RosterParams),
            responses((status = 200, description = "A part of the collection", body = $set, headers(
                ("X-Total-Count" = u64, description = "How many records match in all"),
                ("Link" = String, description = "Where the first, previous, next and last part is"))),
                (status = 400, description = "A filter or a field that cannot be used", body = StatusInfo),
                (status = 401, description = "No token, or one that is no longer good", body = StatusInfo),
                (status = 403, description = "The token lacks the scope", body = StatusInfo),
                (status = 404, description = "There is no such record in the caller's scope", body = StatusInfo),
                (status = 503, description = "The database cannot be reached", body = StatusInfo),
            Problems))]
        #[get($path)]
        async fn $name(
            Permitted(allowed): Permitted<$guard>,
            state: web::Data<State>,
            asked: Asked,
        ) -> Result<Segment<$set>, Refusal> {
            let ($actor, $today): (&Actor, _) = (&allowed, state.clock.today());
            pages::$page(&state, $actor, $source, asked).await
        }
    };
}

macro_rules! below {
    ($(#[$doc:meta])* $name:ident at $path:tt for $guard:ident, $page:ident as $set:ident:
     |$actor:ident, $today:ident| $id:ident of $parent:expr => $source:expr) => {
        $(#[$doc])*
        #[utoipa::path(tag = "oneroster", security(("bearer" = [Permission::$guard])),
            params(("sourcedId" = String, Path, description = "The record it belongs to"), RosterParams),
            responses((status = 200, description = "A part of the collection", body = $set, headers(
                ("X-Total-Count" = u64, description = "How many records match in all"),
                ("Link" = String, description = "Where the first, previous, next and last part is"))),
                (status = 400, description = "A filter or a field that cannot be used", body = StatusInfo),
                (status = 401, description = "No token, or one that is no longer good", body = StatusInfo),
                (status = 403, description = "The token lacks the scope", body = StatusInfo),
                (status = 404, description = "There is no such record in the caller's scope", body = StatusInfo),
                (status = 503, description = "The database cannot be reached", body = StatusInfo),
            Problems))]
        #[get($path)]
        async fn $name(
            Permitted(allowed): Permitted<$guard>,
            state: web::Data<State>,
            Path(id): Path<String>,
            asked: Asked,
        ) -> Result<Segment<$set>, Refusal> {
            let ($actor, $today): (&Actor, _) = (&allowed, state.clock.today());
            let $id = found(&state.db, &$parent, &id).await?.id;
            pages::$page(&state, $actor, $source, asked).await
        }
    };
}

macro_rules! single {
    ($(#[$doc:meta])* $name:ident at $path:tt for $guard:ident, $page:ident as $set:ident:
     |$actor:ident, $today:ident| $source:expr) => {
        $(#[$doc])*
        #[utoipa::path(tag = "oneroster", security(("bearer" = [Permission::$guard])),
            params(("sourcedId" = String, Path, description = "The record"), RosterFields),
            responses((status = 200, description = "The record", body = $set),
                (status = 400, description = "A filter or a field that cannot be used", body = StatusInfo),
                (status = 401, description = "No token, or one that is no longer good", body = StatusInfo),
                (status = 403, description = "The token lacks the scope", body = StatusInfo),
                (status = 404, description = "There is no such record in the caller's scope", body = StatusInfo),
                (status = 503, description = "The database cannot be reached", body = StatusInfo),
            Problems))]
        #[get($path)]
        async fn $name(
            Permitted(allowed): Permitted<$guard>,
            state: web::Data<State>,
            Path(id): Path<String>,
            AskedFields(fields): AskedFields,
        ) -> Result<web::Json<$set>, Refusal> {
            let ($actor, $today): (&Actor, _) = (&allowed, state.clock.today());
            pages::$page(&state, $actor, $source, &id, fields.as_deref()).await
        }
    };
}

collection! {
    /// OneRoster: all units as orgs.
    roster_orgs at "/oneroster/v1p2/orgs" for OrganisationRead, orgs as RosterOrgSet:
    |actor, today| orgs::source(actor, today)
}
single! {
    /// OneRoster: one unit as an org.
    roster_org at "/oneroster/v1p2/orgs/{sourcedId}" for OrganisationRead, org as RosterSingleOrg:
    |actor, today| orgs::source(actor, today)
}
collection! {
    /// OneRoster: the orgs that are schools or kindergartens.
    roster_schools at "/oneroster/v1p2/schools" for OrganisationRead, orgs as RosterOrgSet:
    |actor, today| orgs::schools(actor, today)
}
single! {
    /// OneRoster: one school.
    roster_school at "/oneroster/v1p2/schools/{sourcedId}" for OrganisationRead, org as RosterSingleOrg:
    |actor, today| orgs::schools(actor, today)
}
collection! {
    /// OneRoster: school years and terms as academic sessions.
    roster_academic_sessions at "/oneroster/v1p2/academicSessions" for OrganisationRead, sessions as RosterSessionSet:
    |actor, _today| sessions::source(actor)
}
single! {
    /// OneRoster: one academic session.
    roster_academic_session at "/oneroster/v1p2/academicSessions/{sourcedId}" for OrganisationRead,
    session as RosterSingleSession: |actor, _today| sessions::source(actor)
}
collection! {
    /// OneRoster: the academic sessions that are terms.
    roster_terms at "/oneroster/v1p2/terms" for OrganisationRead, sessions as RosterSessionSet:
    |actor, _today| sessions::only_terms(actor)
}
single! {
    /// OneRoster: one term.
    roster_term at "/oneroster/v1p2/terms/{sourcedId}" for OrganisationRead, session as RosterSingleSession:
    |actor, _today| sessions::only_terms(actor)
}
collection! {
    /// OneRoster: grading periods; there are none.
    roster_grading_periods at "/oneroster/v1p2/gradingPeriods" for OrganisationRead, sessions as RosterSessionSet:
    |actor, _today| sessions::grading_periods(actor)
}
single! {
    /// OneRoster: one grading period; there is none.
    roster_grading_period at "/oneroster/v1p2/gradingPeriods/{sourcedId}" for OrganisationRead,
    session as RosterSingleSession: |actor, _today| sessions::grading_periods(actor)
}
collection! {
    /// OneRoster: courses, one for each grade of the curriculum.
    roster_courses at "/oneroster/v1p2/courses" for FamiliesRead, courses as RosterCourseSet:
    |_actor, _today| classes::courses()
}
single! {
    /// OneRoster: one course.
    roster_course at "/oneroster/v1p2/courses/{sourcedId}" for FamiliesRead, course as RosterSingleCourse:
    |_actor, _today| classes::courses()
}
collection! {
    /// OneRoster: all classes.
    roster_classes at "/oneroster/v1p2/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| classes::source(actor, today)
}
single! {
    /// OneRoster: one class.
    roster_class at "/oneroster/v1p2/classes/{sourcedId}" for FamiliesRead, class as RosterSingleClass:
    |actor, today| classes::source(actor, today)
}
collection! {
    /// OneRoster: pupils and staff as users.
    roster_users at "/oneroster/v1p2/users" for FamiliesRead, users as RosterUserSet:
    |actor, today| users::source(actor, today)
}
single! {
    /// OneRoster: one user.
    roster_user at "/oneroster/v1p2/users/{sourcedId}" for FamiliesRead, user as RosterSingleUser:
    |actor, today| users::source(actor, today)
}
collection! {
    /// OneRoster: pupils.
    roster_students at "/oneroster/v1p2/students" for FamiliesRead, users as RosterUserSet:
    |actor, today| users::students(actor, today)
}
single! {
    /// OneRoster: one pupil.
    roster_student at "/oneroster/v1p2/students/{sourcedId}" for FamiliesRead, user as RosterSingleUser:
    |actor, today| users::students(actor, today)
}
collection! {
    /// OneRoster: staff that teaches.
    roster_teachers at "/oneroster/v1p2/teachers" for PersonnelRead, users as RosterUserSet:
    |actor, today| users::teachers(actor, today)
}
single! {
    /// OneRoster: one teacher.
    roster_teacher at "/oneroster/v1p2/teachers/{sourcedId}" for PersonnelRead, user as RosterSingleUser:
    |actor, today| users::teachers(actor, today)
}
collection! {
    /// OneRoster: who is in which class, as a pupil or a teacher.
    roster_enrollments at "/oneroster/v1p2/enrollments" for FamiliesRead, enrollments as RosterEnrollmentSet:
    |actor, today| enrollments::source(actor, today)
}
single! {
    /// OneRoster: one enrollment.
    roster_enrollment at "/oneroster/v1p2/enrollments/{sourcedId}" for FamiliesRead, enrollment as RosterSingleEnrollment:
    |actor, today| enrollments::source(actor, today)
}
below! {
    /// OneRoster: the classes of a school.
    roster_school_classes at "/oneroster/v1p2/schools/{sourcedId}/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| school of orgs::schools(actor, today) =>
    classes::source(actor, today).only(column("school.sourcedId").eq(school))
}
below! {
    /// OneRoster: the pupils of a school.
    roster_school_students at "/oneroster/v1p2/schools/{sourcedId}/students" for FamiliesRead, users as RosterUserSet:
    |actor, today| school of orgs::schools(actor, today) =>
    users::students(actor, today).only(column("primaryOrg.sourcedId").eq(school))
}
below! {
    /// OneRoster: the teachers of a school.
    roster_school_teachers at "/oneroster/v1p2/schools/{sourcedId}/teachers" for PersonnelRead, users as RosterUserSet:
    |actor, today| school of orgs::schools(actor, today) =>
    users::teachers(actor, today).only(column("primaryOrg.sourcedId").eq(school))
}
below! {
    /// OneRoster: who is in which class of a school.
    roster_school_enrollments at "/oneroster/v1p2/schools/{sourcedId}/enrollments" for FamiliesRead,
    enrollments as RosterEnrollmentSet:
    |actor, today| school of orgs::schools(actor, today) =>
    enrollments::source(actor, today).only(column("school.sourcedId").eq(school))
}
below! {
    /// OneRoster: the terms that hold for a school.
    roster_school_terms at "/oneroster/v1p2/schools/{sourcedId}/terms" for OrganisationRead, sessions as RosterSessionSet:
    |actor, today| school of orgs::schools(actor, today) =>
    sessions::of_school(actor, OrgUnitId(school))
}
below! {
    /// OneRoster: the pupils of a class.
    roster_class_students at "/oneroster/v1p2/classes/{sourcedId}/students" for FamiliesRead, users as RosterUserSet:
    |actor, today| class of classes::source(actor, today) =>
    users::students(actor, today).only(users::in_class(class, today))
}
below! {
    /// OneRoster: the teachers of a class.
    roster_class_teachers at "/oneroster/v1p2/classes/{sourcedId}/teachers" for FamiliesRead, users as RosterUserSet:
    |actor, today| class of classes::source(actor, today) =>
    users::source(actor, today).only(users::teaching_class(class))
}
below! {
    /// OneRoster: the classes of a user.
    roster_user_classes at "/oneroster/v1p2/users/{sourcedId}/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| user of users::source(actor, today) =>
    classes::of_user(actor, today, user)
}
below! {
    /// OneRoster: the classes of a pupil.
    roster_student_classes at "/oneroster/v1p2/students/{sourcedId}/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| user of users::students(actor, today) =>
    classes::of_user(actor, today, user)
}
below! {
    /// OneRoster: the classes of a teacher.
    roster_teacher_classes at "/oneroster/v1p2/teachers/{sourcedId}/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| user of users::teachers(actor, today) =>
    classes::of_user(actor, today, user)
}
below! {
    /// OneRoster: the classes of a term's school year.
    roster_term_classes at "/oneroster/v1p2/terms/{sourcedId}/classes" for FamiliesRead, classes as RosterClassSet:
    |actor, today| term of sessions::only_terms(actor) =>
    classes::of_term(actor, today, term)
}

/// The routes of OneRoster.
pub fn routes(config: &mut Routes) {
    config
        .service(roster_orgs)
        .service(roster_org)
        .service(roster_schools)
        .service(roster_school)
        .service(roster_academic_sessions)
        .service(roster_academic_session)
        .service(roster_terms)
        .service(roster_term)
        .service(roster_grading_periods)
        .service(roster_grading_period)
        .service(roster_courses)
        .service(roster_course)
        .service(roster_classes)
        .service(roster_class)
        .service(roster_users)
        .service(roster_user)
        .service(roster_students)
        .service(roster_student)
        .service(roster_teachers)
        .service(roster_teacher)
        .service(roster_enrollments)
        .service(roster_enrollment)
        .service(roster_school_classes)
        .service(roster_school_students)
        .service(roster_school_teachers)
        .service(roster_school_enrollments)
        .service(roster_school_terms)
        .service(roster_class_students)
        .service(roster_class_teachers)
        .service(roster_user_classes)
        .service(roster_student_classes)
        .service(roster_teacher_classes)
        .service(roster_term_classes);
}
