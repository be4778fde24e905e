//! Wire types of concerns from outside.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{LedgerCategoryId, OrgUnitId},
        ledger_entry::{Disclosure, LedgerOutcome, Satisfaction, SubmitterKind},
    },
    features::{intake::proof::Proof, ledger::LedgerIdentity},
    http::Versioned,
};

/// A school or kindergarten that a concern can be raised with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicUnit {
    pub id: OrgUnitId,
    #[schema(example = "者力完小")]
    pub name: String,
    /// The central school it belongs to.
    #[schema(example = "大地基乡中心小学")]
    pub school_name: String,
}

/// What the form offers for choice.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicUnits {
    /// Schools and kindergartens, by central school.
    pub items: Vec<PublicUnit>,
    /// What concerns are about.
    pub categories: Vec<PublicCategory>,
}

/// What a concern is about (类别).
#[derive(Debug, Clone, Serialize, ToSchema, sea_orm::DerivePartialModel)]
#[sea_orm(entity = "crate::entities::ledger_category::Entity")]
pub struct PublicCategory {
    pub id: LedgerCategoryId,
    /// Stable name of those that ship with the product.
    #[schema(example = "canteen")]
    pub code: String,
    #[schema(example = "食堂营养")]
    pub name: String,
}

/// A concern (民情) raised by anybody.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "client_key": "5f0c9be0-015f-4c9b-a001-5f0c9be00122", "unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001",
    "submitter_kind": "parent", "disclosure": "confidential",
    "content": "午饭送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。", "place": "大树村教学点",
    "happened_on": "2026-11-20", "identity": {"name": "张女士", "phone": "13800001111"},
    "proof": {"challenge": "1.1764036800.11.5f0c9be0015f0c9be0015f0c9be00122.0f3c1e7b52d3e5a1f0c9be001aabbccd", "answer": 1234}
}))]
pub struct NewConcern {
    /// Made up by the phone, random, kept to itself: sent again with the same content it gets the same number and code,
    /// and no second entry is made.
    pub client_key: Uuid,
    /// The code of a contact card (民情联系卡): it names the school and whom the concern comes to first. Instead of
    /// `unit_id`.
    #[validate(length(min = 1, max = 40))]
    #[schema(min_length = 1, max_length = 40, example = "7K3M9Q2X5TAC")]
    pub card_code: Option<String>,
    /// A unit of `GET /public/units`. Instead of `card_code`.
    pub unit_id: Option<OrgUnitId>,
    /// One of `GET /public/units`; left out, the school decides.
    pub category_id: Option<LedgerCategoryId>,
    #[validate(length(min = 5, max = 2000))]
    #[schema(
        min_length = 5,
        max_length = 2000,
        example = "午饭送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。"
    )]
    pub content: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "大树村教学点")]
    pub place: Option<String>,
    /// Not in the future.
    pub happened_on: Option<NaiveDate>,
    pub submitter_kind: SubmitterKind,
    /// `named`: those who handle it may know the name. `confidential`: the name is for the office alone. `anonymous`:
    /// nobody learns one.
    pub disclosure: Disclosure,
    /// Who raises it; stored apart and encrypted. Not with `anonymous`, needed otherwise.
    #[validate(nested)]
    pub identity: Option<LedgerIdentity>,
    /// Staff it is about, in words. They are never looked up here: nothing of the answer tells who works at the school.
    /// The concern is then seen by the office alone, until it has said who is meant.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200, example = "食堂的王师傅")]
    pub about_staff: Option<String>,
    #[validate(nested)]
    pub proof: Proof,
}

/// What whoever raised a concern keeps: it is shown once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConcernReceipt {
    /// The number of the ledger entry.
    #[schema(example = "ZL-2026-0001")]
    pub number: String,
    /// The code to follow it with. It is kept nowhere: whoever loses it asks the office for a new one.
    #[schema(example = "7K3M-9W2X-5TAC-D4HN-PR6F")]
    pub code: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    /// When the school must have answered.
    pub due_on: NaiveDate,
}

impl Versioned for ConcernReceipt {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// The code of a concern.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F"}))]
pub struct ConcernCode {
    /// Spaces, hyphens and small letters do not matter.
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60, example = "7K3M-9W2X-5TAC-D4HN-PR6F")]
    pub code: String,
}

/// A remark (补充).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F", "text": "昨天又是凉的。"}))]
pub struct ConcernNewRemark {
    /// The code to follow it with (查询码).
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub code: String,
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, example = "昨天又是凉的。")]
    pub text: String,
}

/// Whose concern a file belongs to.
#[derive(Debug, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
pub struct ConcernFile {
    #[validate(length(min = 1, max = 60))]
    pub code: String,
}

/// A file with its code (`multipart/form-data`), for the API document.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: the form is read as a stream")]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F", "file": "@lunch.jpg"}))]
pub struct ConcernUpload {
    /// The code to follow it with (查询码).
    #[schema(min_length = 1, max_length = 60)]
    pub code: String,
    /// JPEG, PNG or WebP, re-encoded without place and camera; PDF; `.docx` or `.xlsx` without macros. 10 MiB at most.
    #[schema(value_type = String, format = Binary)]
    pub file: Vec<u8>,
}

/// What was raised, said better (更正): everything that can be corrected, as it should be.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F", "content": "午饭送到教学点时已经凉了，汤是冷的。", "place": "大树村教学点"}))]
pub struct ConcernCorrection {
    /// The code to follow it with (查询码).
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub code: String,
    #[validate(length(min = 5, max = 2000))]
    #[schema(min_length = 5, max_length = 2000)]
    pub content: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub place: Option<String>,
    /// Not in the future.
    pub happened_on: Option<NaiveDate>,
}

/// Why something is done: withdrawn, opened again, or not accepted as settled.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F", "reason": "保温箱只用了两天。"}))]
pub struct ConcernReason {
    /// The code to follow it with (查询码).
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub code: String,
    #[validate(length(min = 2, max = 1000))]
    #[schema(min_length = 2, max_length = 1000, example = "保温箱只用了两天。")]
    pub reason: String,
}

/// That the concern is settled (办好了).
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "7K3M-9W2X-5TAC-D4HN-PR6F", "satisfaction": "satisfied"}))]
pub struct ConcernSettled {
    /// The code to follow it with (查询码).
    #[validate(length(min = 1, max = 60))]
    #[schema(min_length = 1, max_length = 60)]
    pub code: String,
    pub satisfaction: Contentment,
    /// What the submitter says to it.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// How far somebody is content (满意度) who says that it is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Contentment {
    /// 满意.
    Satisfied,
    /// 基本满意.
    BasicallySatisfied,
}

impl From<Contentment> for Satisfaction {
    fn from(content: Contentment) -> Self {
        match content {
            Contentment::Satisfied => Self::Satisfied,
            Contentment::BasicallySatisfied => Self::BasicallySatisfied,
        }
    }
}

/// A concern as whoever holds its code sees it. Nothing of it names anybody.
#[expect(clippy::struct_excessive_bools, reason = "each says what its holder may do")]
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Concern {
    #[schema(example = "ZL-2026-0001")]
    pub number: String,
    #[schema(example = "者力完小")]
    pub unit_name: String,
    #[schema(example = "食堂营养")]
    pub category_name: String,
    #[schema(example = "午饭送到教学点时已经凉了，孩子吃了肚子疼，希望学校想办法保温。")]
    pub content: String,
    #[schema(required)]
    pub place: Option<String>,
    #[schema(required)]
    pub happened_on: Option<NaiveDate>,
    pub state: ConcernState,
    /// When it was sent in.
    pub submitted_at: DateTime<Utc>,
    /// When the school must have answered; null once it has.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// What the school answered last.
    #[schema(required)]
    pub answer: Option<ConcernAnswer>,
    /// How it went on, the first step first.
    pub steps: Vec<ConcernStep>,
    /// What was added by code, the first one first.
    pub remarks: Vec<ConcernRemark>,
    /// Whether something can be added.
    pub may_remark: bool,
    /// Whether it can still be corrected: until it is sent to those who handle it.
    pub may_amend: bool,
    /// Whether it can be taken back: until it is closed.
    pub may_withdraw: bool,
    /// Whether the school waits to hear whether it is settled.
    pub may_answer: bool,
    /// Whether it can be taken up again: while the answer waits to be judged, and for 30 days after it was closed.
    pub may_reopen: bool,
    /// Until when a closed one can be taken up again; null otherwise.
    #[schema(required)]
    pub reopen_until: Option<NaiveDate>,
}

impl Versioned for Concern {
    fn version(&self) -> Option<i32> {
        None
    }
}

/// Where a concern stands, as the public is told (办理情况).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConcernState {
    /// 已收到: it has arrived.
    Received,
    /// 已受理: it was taken on.
    Accepted,
    /// 办理中: somebody works on it.
    InHand,
    /// 已答复: answered; the school waits to hear whether it is settled.
    Answered,
    /// 已办结: closed.
    Closed,
}

/// What the school answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConcernAnswer {
    #[schema(example = "保温箱已更换，送到时实测 62 度。")]
    pub text: String,
    #[schema(required)]
    pub outcome: Option<LedgerOutcome>,
    pub at: DateTime<Utc>,
}

/// A step of a concern.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConcernStep {
    pub state: ConcernState,
    /// Whether it was taken up again, because it was not settled.
    pub again: bool,
    pub at: DateTime<Utc>,
}

/// What was added by code.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConcernRemark {
    #[schema(example = "昨天又是凉的。")]
    pub text: String,
    pub at: DateTime<Utc>,
}
