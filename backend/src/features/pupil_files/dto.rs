//! Wire types of the files of pupils with potential.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::moves::FileMove;
use crate::{
    entities::{
        ids::{ClassId, OrgUnitId, PersonId, PupilFileId, PupilFileStageId, StudentId},
        pupil_file::SupportResult,
    },
    http::{Versioned, patch},
};

/// Somebody who supports the pupil (帮扶人).
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Supporter {
    pub person_id: PersonId,
    #[schema(example = "杨丽萍")]
    pub name: String,
}

/// The file of a pupil with potential (潜能生档案), as a list shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PupilFile {
    pub id: PupilFileId,
    pub student_id: StudentId,
    #[schema(example = "李小明")]
    pub student_name: String,
    /// The class the pupil is in now.
    #[schema(required)]
    pub class_id: Option<ClassId>,
    #[schema(required, example = "三年级1班")]
    pub class_name: Option<String>,
    pub unit_id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// 帮扶教师: the teachers who support the pupil.
    pub supporters: Vec<Supporter>,
    /// 分管领导: the assigned leader, who reads it.
    #[schema(required)]
    pub leader_id: Option<PersonId>,
    /// Name of the assigned leader; null while there is none.
    #[schema(required)]
    pub leader_name: Option<String>,
    /// The day it was opened (建档).
    pub opened_on: NaiveDate,
    /// Null while it is open.
    #[schema(required)]
    pub closed_on: Option<NaiveDate>,
    /// How it ended; while it is open, how the latest reviewed stage went.
    #[schema(required)]
    pub result: Option<SupportResult>,
    /// How many stages it has.
    #[schema(example = 2)]
    pub stages_count: u64,
    pub version: i32,
}

/// A file with all that is in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PupilFileDetail {
    #[serde(flatten)]
    pub file: PupilFile,
    /// 建档原因.
    #[schema(example = "数学基础弱，上课不敢发言；父母在外务工，由奶奶照看。")]
    pub reason: String,
    /// 基本情况: where things stood when it was opened.
    #[schema(example = "期中数学 52 分，作业常缺一半；喜欢画画，手工好。")]
    pub situation: String,
    /// 结档小结: what is said at the end.
    #[schema(required)]
    pub conclusion: Option<String>,
    /// The first stage first.
    pub stages: Vec<PupilFileStage>,
    /// Whether the caller may change it and its stages now.
    pub editable: bool,
    /// What the caller can do with it now.
    pub allowed_moves: Vec<FileMove>,
}

impl Versioned for PupilFileDetail {
    fn version(&self) -> Option<i32> {
        Some(self.file.version)
    }
}

/// A stage of the support (帮扶阶段).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PupilFileStage {
    pub id: PupilFileStageId,
    /// 阶段目标.
    #[schema(example = "每天完成数学作业，每周主动发言两次")]
    pub goal: String,
    /// 帮扶措施.
    #[schema(example = "午间面批作业；安排同桌结对；每两周与奶奶通一次电话")]
    pub measures: String,
    pub starts_on: NaiveDate,
    /// Until when; null: open.
    #[schema(required)]
    pub ends_on: Option<NaiveDate>,
    /// Null until it was reviewed.
    #[schema(required)]
    pub result: Option<SupportResult>,
    /// 阶段小结.
    #[schema(required, example = "作业基本按时完成，开始举手。")]
    pub review: Option<String>,
    pub version: i32,
}

impl Versioned for PupilFileStage {
    fn version(&self) -> Option<i32> {
        Some(self.version)
    }
}

/// A new file. A pupil has one open file at a time.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "student_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "opened_on": "2026-09-10",
    "reason": "数学基础弱，上课不敢发言；父母在外务工，由奶奶照看。",
    "situation": "期中数学 52 分，作业常缺一半；喜欢画画，手工好。"
}))]
pub struct NewPupilFile {
    /// A pupil the caller teaches, is tied to, or whose school's office of teaching and research he works in.
    pub student_id: StudentId,
    /// The caller when left out.
    #[serde(default)]
    #[validate(length(max = 6))]
    #[schema(max_items = 6)]
    pub supporter_ids: Vec<PersonId>,
    /// 分管领导.
    pub leader_id: Option<PersonId>,
    /// Not in the future.
    pub opened_on: NaiveDate,
    /// 建档原因.
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000, example = "数学基础弱，上课不敢发言。")]
    pub reason: String,
    /// 基本情况: where things stand now.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub situation: String,
}

/// A change of an open file (JSON Merge Patch).
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"situation": "期中数学 52 分，作业常缺一半。"}))]
pub struct PupilFilePatch {
    /// At least one.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "patch::left_out"
    )]
    #[validate(length(min = 1, max = 6))]
    #[schema(min_items = 1, max_items = 6, nullable = false)]
    pub supporter_ids: Option<Vec<PersonId>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<PersonId>)]
    pub leader_id: Option<Option<PersonId>>,
    /// The day it was opened (建档); not in the future.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub opened_on: Option<NaiveDate>,
    /// 建档原因.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000, nullable = false)]
    pub reason: Option<String>,
    /// 基本情况: where things stood when it was opened.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000, nullable = false)]
    pub situation: Option<String>,
}

/// A move of a file.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "move": "close", "closed_on": "2026-11-20", "result": "transformed", "conclusion": "成绩稳定在 75 分以上，愿意发言。"
}))]
pub struct PupilFileMove {
    /// One of the file's `allowed_moves`.
    #[serde(rename = "move")]
    pub wanted: FileMove,
    /// To close it: not before it was opened, not in the future; today when left out.
    pub closed_on: Option<NaiveDate>,
    /// Needed to close it: `improving`, `transformed` or `stopped`.
    pub result: Option<SupportResult>,
    /// Needed to close it.
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000, example = "成绩稳定在 75 分以上，愿意发言。")]
    pub conclusion: Option<String>,
}

/// A new stage of an open file.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "goal": "每天完成数学作业，每周主动发言两次", "measures": "午间面批作业；安排同桌结对",
    "starts_on": "2026-09-14", "ends_on": "2026-10-30"
}))]
pub struct NewPupilFileStage {
    /// 阶段目标.
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, example = "每天完成数学作业，每周主动发言两次")]
    pub goal: String,
    /// 帮扶措施.
    #[serde(default)]
    #[validate(length(max = 2000))]
    #[schema(max_length = 2000)]
    pub measures: String,
    /// Not before the file was opened.
    pub starts_on: NaiveDate,
    /// Not before `starts_on`.
    pub ends_on: Option<NaiveDate>,
    pub result: Option<SupportResult>,
    /// Needed with `result`, and only with it.
    #[validate(length(min = 2, max = 2000))]
    #[schema(min_length = 2, max_length = 2000)]
    pub review: Option<String>,
}

/// A change of a stage (JSON Merge Patch): its review, too.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"result": "improving", "review": "作业基本按时完成，开始举手。"}))]
pub struct PupilFileStagePatch {
    /// 阶段目标.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(min_length = 2, max_length = 1000, nullable = false)]
    pub goal: Option<String>,
    /// 帮扶措施.
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(max_length = 2000, nullable = false)]
    pub measures: Option<String>,
    #[serde(
        default,
        deserialize_with = "patch::required",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The last day of the stage; null while it is open.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<NaiveDate>)]
    pub ends_on: Option<Option<NaiveDate>>,
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<SupportResult>)]
    pub result: Option<Option<SupportResult>>,
    /// 阶段小结; needed with a `result`, null with none.
    #[serde(
        default,
        deserialize_with = "patch::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(value_type = Option<String>, max_length = 2000)]
    pub review: Option<Option<String>>,
}
