//! Wire types of activities.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::Move;
use crate::{
    entities::{
        activity::{ActivityKind, ActivityStatus, Tags},
        activity_details::ActivityDetails,
        activity_step::ActivityStepKind,
        ids::{ActivityId, AmendmentId, ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
    },
    http::{Versioned, patch},
};

/// A record of what was done (联系记录).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each answers another question about the record"
)]
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Activity {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub status: ActivityStatus,
    /// Where it happened: the school visited, of the class observed, of the household or pupil.
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    pub happened_on: NaiveDate,
    /// Time of day at which it began, in the school's time zone; null where nobody noted it.
    #[schema(required, example = "14:30:00")]
    pub started_at: Option<NaiveTime>,
    /// Time of day at which it ended; null where nobody noted it.
    #[schema(required, example = "15:10:00")]
    pub ended_at: Option<NaiveTime>,
    /// The main actor.
    pub person_id: PersonId,
    #[schema(example = "张晓梅")]
    pub person_name: String,
    /// Those who went along: one visit by two teachers is one record.
    pub companion_ids: Vec<PersonId>,
    /// The companions by name, in the same order.
    pub companion_names: Vec<String>,
    #[schema(required)]
    pub class_id: Option<ClassId>,
    #[schema(required, example = "三年级1班")]
    pub class_name: Option<String>,
    /// The member of staff it is about: whose lesson was observed, or with whom one talked.
    #[schema(required)]
    pub observed_person_id: Option<PersonId>,
    /// Name of that member of staff.
    #[schema(required)]
    pub observed_person_name: Option<String>,
    #[schema(required)]
    pub household_id: Option<HouseholdId>,
    #[schema(required, example = "李小明家")]
    pub household_label: Option<String>,
    /// The pupils it is about; of a parents' meeting those whose family came.
    pub students: Vec<NamedStudent>,
    /// Of meetings: how many were due, came and did not.
    #[schema(required)]
    pub turnout: Option<Turnout>,
    /// The list of a parents' meeting, by name.
    pub attendance: Vec<Attended>,
    #[schema(example = "奶奶在家照看，孩子作业能按时完成。希望学校多关心午饭。")]
    pub text: String,
    /// What was agreed.
    #[schema(required)]
    pub follow_up: Option<String>,
    /// Until when.
    #[schema(required)]
    pub follow_up_on: Option<NaiveDate>,
    /// When that was done.
    #[schema(required)]
    pub followed_up_at: Option<DateTime<Utc>>,
    /// Who keeps what was agreed since a handover; null for whoever was there.
    #[schema(required)]
    pub follow_up_person_id: Option<PersonId>,
    /// Name of who keeps it since a handover.
    #[schema(required)]
    pub follow_up_person_name: Option<String>,
    pub tags: Tags,
    pub details: ActivityDetails,
    /// Whether it counts for duties: confirmed, or handed in where nobody must confirm it.
    pub counts: bool,
    /// 未议课: a lesson observed and not discussed; it counts and is marked.
    pub not_discussed: bool,
    /// 代填: recorded by another than the main actor.
    pub on_behalf: bool,
    /// Who must confirm it; null where nobody must.
    #[schema(required)]
    pub confirmer_person_id: Option<PersonId>,
    /// Name of who must confirm it; null where nobody must.
    #[schema(required)]
    pub confirmer_name: Option<String>,
    /// When it was confirmed; null until then.
    #[schema(required)]
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Why it was returned or made void.
    #[schema(required)]
    pub status_reason: Option<String>,
    /// Whose account it was recorded with.
    pub recorded_by_name: String,
    /// When it was written into the system, however long ago it happened.
    pub recorded_at: DateTime<Utc>,
    /// What the caller can do with it now.
    pub allowed_moves: Vec<Move>,
    /// Whether the caller can change it with `PATCH`.
    pub may_edit: bool,
    /// Whether the caller can amend it: confirmed records are never edited.
    pub may_amend: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Versioned for Activity {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A pupil by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedStudent {
    pub id: StudentId,
    #[schema(example = "李小明")]
    pub name: String,
}

/// How many came to a meeting (到会情况).
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct Turnout {
    /// 应到.
    #[schema(example = 42)]
    pub due: i16,
    /// 实到.
    #[schema(example = 39)]
    pub present: i16,
    /// 缺席.
    #[schema(example = 3)]
    pub absent: i16,
}

/// A pupil on the list of a parents' meeting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Attended {
    pub student_id: StudentId,
    #[schema(example = "李小明")]
    pub name: String,
    /// Whether somebody of the family came.
    pub came: bool,
}

/// A new record. The kind follows from `details`; its unit from the school, class or household named there.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "happened_on": "2026-11-20", "text": "奶奶在家照看，孩子作业能按时完成。希望学校多关心午饭。", "submit": true,
    "details": {"home_visit": {"household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "student_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"], "family_present": [{"relation": "奶奶"}], "wishes": "希望学校多关心孩子午饭"}}
}))]
pub struct NewActivity {
    /// Made by the client if it likes (UUIDv7); the same content again is answered with 200.
    pub id: Option<ActivityId>,
    /// The main actor; the caller when left out. For another (代填) only with responsibility for his unit.
    pub person_id: Option<PersonId>,
    /// Staff who went along; not the main actor himself.
    #[serde(default)]
    #[validate(length(max = 100))]
    #[schema(max_items = 100)]
    pub companion_ids: Vec<PersonId>,
    /// Not in the future, not before the school year.
    pub happened_on: NaiveDate,
    /// Time of day at which it began, in the school's time zone.
    #[schema(example = "14:30:00")]
    pub started_at: Option<NaiveTime>,
    /// Not before `started_at`.
    #[schema(example = "15:10:00")]
    pub ended_at: Option<NaiveTime>,
    /// Needed to hand it in.
    #[serde(default)]
    #[validate(length(max = 4000))]
    #[schema(
        max_length = 4000,
        example = "奶奶在家照看，孩子作业能按时完成。希望学校多关心午饭。"
    )]
    pub text: String,
    /// What was agreed.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "下周与食堂商量，给孩子留热饭")]
    pub follow_up: Option<String>,
    /// Until when; not before the day it happened, and only with `follow_up`.
    pub follow_up_on: Option<NaiveDate>,
    #[serde(default)]
    pub tags: Tags,
    #[validate(nested)]
    pub details: ActivityDetails,
    /// Hand it in at once; otherwise it is a draft.
    #[serde(default)]
    pub submit: bool,
}

/// A change of a record (JSON Merge Patch).
#[derive(Debug, Clone, Default, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "奶奶在家照看，孩子作业能按时完成。", "follow_up": "下周与食堂商量，给孩子留热饭", "follow_up_on": "2026-11-27"}))]
pub struct ActivityPatch {
    /// Staff who went along, in place of all that were named before.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub companion_ids: Option<Vec<PersonId>>,
    /// Not in the future, not before the school year.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub happened_on: Option<NaiveDate>,
    /// Time of day at which it began, in the school's time zone; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveTime>, example = "14:30:00")]
    pub started_at: Option<Option<NaiveTime>>,
    /// Time of day at which it ended, not before `started_at`; null for none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveTime>, example = "15:10:00")]
    pub ended_at: Option<Option<NaiveTime>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false, max_length = 4000)]
    pub text: Option<String>,
    /// What was agreed; null for nothing.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 500)]
    pub follow_up: Option<Option<String>>,
    /// Until when; not before the day it happened, and only with `follow_up`.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub follow_up_on: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub tags: Option<Tags>,
    /// Merged into the details, under the name of the kind: `{"home_visit": {"wishes": "…"}}`. The kind stays.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = std::collections::HashMap<String, Value>, required = false, example = json!({"home_visit": {"wishes": "希望学校多关心孩子午饭"}}))]
    pub details: Option<Map<String, Value>>,
}

/// A move of a record.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"move": "return", "reason": "日期写错了，是上周五"}))]
pub struct ActivityMove {
    /// One of the record's `allowed_moves`.
    #[serde(rename = "move")]
    pub wanted: Move,
    /// Needed to return a record or make it void, and only there.
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500, example = "日期写错了，是上周五")]
    pub reason: Option<String>,
}

/// New records, many at once: a class's parents' meeting, or what was kept on paper.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"items": [{
    "happened_on": "2026-11-20", "text": "打电话了解孩子没有交作业的情况。", "submit": true,
    "details": {"phone_contact": {"household_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "student_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"], "spoke_with": "母亲"}}
}]}))]
pub struct NewActivities {
    /// Each is read and checked like a single one; one that is refused stops no other.
    #[validate(length(min = 1, max = 200))]
    #[schema(value_type = Vec<NewActivity>, min_items = 1, max_items = 200)]
    pub items: Vec<Value>,
}

/// What was done with a record (办理步骤).
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityStep {
    pub step: ActivityStepKind,
    /// Name of whose account made the step.
    #[schema(example = "罗正明")]
    pub made_by_name: String,
    /// When the step was made.
    pub made_at: DateTime<Utc>,
    /// Why it was returned, made void or amended.
    #[schema(required, example = "日期写错了，是上周五")]
    pub reason: Option<String>,
}

/// The steps of a record, the first one first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivitySteps {
    pub items: Vec<ActivityStep>,
}

/// A new amendment of a confirmed record.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "reason": "补记议课要点", "changes": {"details": {"lesson_observation": {"discussion": "多给学生说的时间"}}}
}))]
pub struct NewAmendment {
    #[validate(length(min = 2, max = 500))]
    #[schema(min_length = 2, max_length = 500, example = "补记议课要点")]
    pub reason: String,
    #[validate(nested)]
    pub changes: ActivityPatch,
}

/// An amendment of a confirmed record (补正): what was written before stays readable.
#[derive(Debug, Serialize, ToSchema)]
pub struct Amendment {
    pub id: AmendmentId,
    /// Name of who amended it.
    pub amended_by_name: String,
    /// When it was amended.
    pub amended_at: DateTime<Utc>,
    pub reason: String,
    /// The changed fields as they were.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub before: Value,
    /// The changed fields as they were then written; null where one was emptied.
    #[schema(value_type = std::collections::HashMap<String, Value>)]
    pub after: Value,
}

/// The amendments of a record, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Amendments {
    pub items: Vec<Amendment>,
}
