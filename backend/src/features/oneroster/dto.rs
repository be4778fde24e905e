//! Wire types of the standard, named by it. Every field may be left out by `fields`, so none is required here.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// A record after `fields` chose of it.
pub type Chosen = Map<String, Value>;

/// A reference to another record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RosterReference {
    /// Where it is read.
    #[schema(example = "https://lianxin.example/api/v1/oneroster/v1p2/orgs/0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002")]
    pub href: String,
    /// Its id.
    #[serde(rename = "sourcedId")]
    #[schema(example = "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002")]
    pub sourced_id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ReferenceType,
}

/// What a reference refers to.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ReferenceType {
    /// A unit.
    Org,
    /// A school year or a term.
    AcademicSession,
    /// A course.
    Course,
    /// A class.
    Class,
    /// A pupil or a member of staff.
    User,
}

/// Whether a record still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RosterStatus {
    /// It holds.
    Active,
    /// It has ended: closed, left, over.
    ToBeDeleted,
}

impl RosterStatus {
    pub fn ended(ended: bool) -> Self {
        if ended { Self::ToBeDeleted } else { Self::Active }
    }
}

/// A unit as an `org`: bureaus are districts; central schools, village schools and kindergartens are schools.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterOrg {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false)]
    pub sourced_id: Uuid,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// Its name.
    #[schema(required = false, example = "者力完小")]
    pub name: String,
    /// `district`, `school` or `department`.
    #[serde(rename = "type")]
    #[schema(required = false, example = "school")]
    pub kind: &'static str,
    /// 学校标识码, or the unit's own code where it has none.
    #[schema(required = false, example = "2153230102")]
    pub identifier: String,
    /// What it belongs to; left out at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parent: Option<RosterReference>,
    /// What belongs to it.
    #[schema(required = false)]
    pub children: Vec<RosterReference>,
}

/// A school year or a term as an `academicSession`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterSession {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false)]
    pub sourced_id: Uuid,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// Its title.
    #[schema(required = false, example = "第一学期")]
    pub title: String,
    /// Its first day.
    #[schema(required = false, example = "2026-09-01")]
    pub start_date: NaiveDate,
    /// The first day after it, as the standard counts.
    #[schema(required = false, example = "2027-02-16")]
    pub end_date: NaiveDate,
    /// `schoolYear` or `term`.
    #[serde(rename = "type")]
    #[schema(required = false, example = "term")]
    pub kind: &'static str,
    /// The year in which the school year ends.
    #[schema(required = false, example = "2027")]
    pub school_year: String,
    /// What it belongs to; left out at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parent: Option<RosterReference>,
    /// What belongs to it.
    #[schema(required = false)]
    pub children: Vec<RosterReference>,
}

/// A class. Its pupils have all subjects together, so that it is a `homeroom` of the standard.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterClass {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false)]
    pub sourced_id: Uuid,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// Its title.
    #[schema(required = false, example = "三年级1班")]
    pub title: String,
    /// 班号.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "202401")]
    pub class_code: Option<String>,
    /// Always `homeroom`.
    #[schema(required = false, example = "homeroom")]
    pub class_type: &'static str,
    /// `PR`, `PK`, `KG` for the kindergarten, `01` to `09` for the grades.
    #[schema(required = false, example = json!(["03"]))]
    pub grades: Vec<&'static str>,
    /// The course: the grade of the curriculum.
    #[schema(required = false)]
    pub course: RosterReference,
    /// The school.
    #[schema(required = false)]
    pub school: RosterReference,
    /// The terms of its school year; the school year itself while it has none.
    #[schema(required = false)]
    pub terms: Vec<RosterReference>,
}

/// A course: a grade of the national curriculum, the same for all schools.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterCourse {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false, example = "primary-3")]
    pub sourced_id: &'static str,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// Its title.
    #[schema(required = false, example = "小学三年级")]
    pub title: &'static str,
    /// The same as `sourcedId`.
    #[schema(required = false, example = "primary-3")]
    pub course_code: &'static str,
    /// The grade, as `01` to `09`, `PR`, `PK`, `KG`.
    #[schema(required = false, example = json!(["03"]))]
    pub grades: Vec<&'static str>,
}

/// A pupil or a member of staff as a `user`. Phone numbers, pupil numbers, birth dates and families are left out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterUser {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false)]
    pub sourced_id: Uuid,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// `true` while at the school.
    #[schema(required = false, example = "true")]
    pub enabled_user: &'static str,
    /// Given name.
    #[schema(required = false, example = "秀英")]
    pub given_name: String,
    /// Family name: the first character of a Chinese name, or two of a compound one.
    #[schema(required = false, example = "杨")]
    pub family_name: String,
    /// What he is in his unit.
    #[schema(required = false)]
    pub roles: Vec<RosterRole>,
    /// His home unit.
    #[schema(required = false)]
    pub primary_org: RosterReference,
    /// 教职工号 of staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "DDJ0066")]
    pub identifier: Option<String>,
    /// The grade of a pupil's class.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = json!(["03"]))]
    pub grades: Option<Vec<&'static str>>,
}

/// What somebody is in a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterRole {
    /// `primary`, one for each unit, or `secondary`.
    #[schema(example = "primary")]
    pub role_type: &'static str,
    /// `student`, `teacher`, `principal`, or `ext:staff` for others.
    #[schema(example = "teacher")]
    pub role: &'static str,
    /// The unit.
    pub org: RosterReference,
}

/// A pupil in a class, or a teacher of one subject in a class, as an `enrollment`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RosterEnrollment {
    /// Its id; it never changes and says nothing of the person.
    #[schema(required = false)]
    pub sourced_id: Uuid,
    /// Whether it still holds.
    #[schema(required = false)]
    pub status: RosterStatus,
    /// When it was last changed, for asking what changed since.
    #[schema(required = false)]
    pub date_last_modified: DateTime<Utc>,
    /// The pupil or the teacher.
    #[schema(required = false)]
    pub user: RosterReference,
    /// The class.
    #[schema(required = false)]
    pub class: RosterReference,
    /// The school.
    #[schema(required = false)]
    pub school: RosterReference,
    /// `student` or `teacher`.
    #[schema(required = false, example = "teacher")]
    pub role: &'static str,
    /// For teachers: whether he is the homeroom teacher (班主任).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "true")]
    pub primary: Option<&'static str>,
    /// The first day.
    #[schema(required = false, example = "2026-09-01")]
    pub begin_date: NaiveDate,
    /// The first day after it; left out while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "2027-02-16")]
    pub end_date: Option<NaiveDate>,
    /// What the standard has no field for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub metadata: Option<RosterSubject>,
}

/// What the standard has no field for.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterSubject {
    /// The subject that is taught.
    #[schema(example = "语文")]
    pub subject: String,
}

macro_rules! payloads {
    ($($(#[$doc:meta])* $set:ident { $many:ident }, $single:ident { $one:ident } of $item:ty;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct $set {
            /// The records.
            #[schema(value_type = Vec<$item>)]
            pub $many: Vec<Chosen>,
        }

        impl From<Vec<Chosen>> for $set {
            fn from($many: Vec<Chosen>) -> Self {
                Self { $many }
            }
        }

        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct $single {
            /// The record.
            #[schema(value_type = $item)]
            pub $one: Chosen,
        }

        impl From<Chosen> for $single {
            fn from($one: Chosen) -> Self {
                Self { $one }
            }
        }
    )+};
}

payloads! {
    /// Units.
    RosterOrgSet { orgs }, RosterSingleOrg { org } of RosterOrg;
    /// School years and terms.
    RosterSessionSet { academic_sessions }, RosterSingleSession { academic_session } of RosterSession;
    /// Classes.
    RosterClassSet { classes }, RosterSingleClass { class } of RosterClass;
    /// Courses.
    RosterCourseSet { courses }, RosterSingleCourse { course } of RosterCourse;
    /// Pupils and staff.
    RosterUserSet { users }, RosterSingleUser { user } of RosterUser;
    /// Who is in which class.
    RosterEnrollmentSet { enrollments }, RosterSingleEnrollment { enrollment } of RosterEnrollment;
}
