//! The body of a move: each with its own fields.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidateLength, ValidationError, ValidationErrors};

use super::facts::is_answer;
use crate::entities::{
    ids::{CoHandlerId, LedgerEntryId, LedgerTopicId, OrgUnitId, PersonId},
    ledger_callback::CallbackMethod,
    ledger_entry::{HandlingWay, LedgerFinding, LedgerOutcome, Satisfaction},
    ledger_event::LedgerMove,
};

/// Longer than any category lets an extension be; how long this one may be, its limits say.
const MOST_EXTENSION_DAYS: i16 = 30;

/// A move of an entry (办理动作): one of its `allowed_moves`, with the fields it asks for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "move", rename_all = "snake_case", deny_unknown_fields)]
#[schema(example = json!({"move": "route", "to_unit_id": "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "note": "请总务处核实保温箱"}))]
pub enum LedgerEntryMove {
    /// 受理: take it on.
    Accept {
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 不予受理: do not take it on.
    Decline {
        #[schema(min_length = 2, max_length = 1000, example = "不属于学校职责，已告知反映人")]
        reason: String,
    },
    /// 并案: merge it into another entry of the school, which is answered for both.
    Merge {
        /// An open entry that concerns at least the same persons.
        into_entry_id: LedgerEntryId,
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 撤回: the submitter withdraws it; the first receiver writes it down for him.
    Withdraw {
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
    },
    /// 当场办结: settle it at once.
    Settle {
        /// What the submitter is told.
        #[schema(min_length = 2, max_length = 4000)]
        reply: String,
        /// `resolved`, `explained`, `referred_up` or `unsubstantiated`.
        outcome: LedgerOutcome,
        handling_way: Option<HandlingWay>,
        /// Only where persons are concerned.
        finding: Option<LedgerFinding>,
    },
    /// 转办: send it to the competent office (归口).
    Route {
        to_unit_id: OrgUnitId,
        to_person_id: Option<PersonId>,
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 裁定: the office rules finally who handles it, after two returns.
    Rule {
        to_unit_id: OrgUnitId,
        to_person_id: Option<PersonId>,
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 上报: hand it to the central school above.
    Escalate {
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
    },
    /// 下交: hand it back from the central school to the school that manages it.
    HandBack {
        #[schema(min_length = 2, max_length = 1000, example = "属完小职责，由完小办理，学校配合")]
        reason: String,
    },
    /// 签收: sign for it; the signer becomes its handler (承办人).
    Sign {
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 退回: send it back.
    Return {
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
        /// Who should handle it instead.
        proposed_unit_id: OrgUnitId,
    },
    /// 申请延期: ask for more time, once.
    AskExtension {
        /// Days; how many at most, the limits of the category say (15 when nothing else is set).
        #[schema(minimum = 1, maximum = 30, example = 10)]
        days: i16,
        #[schema(min_length = 2, max_length = 1000, example = "保温箱需采购，预计两周到货")]
        reason: String,
    },
    /// 准予延期: grant the time that was asked for. The submitter can see it.
    Extend {
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 不予延期: leave the limit as it is.
    RefuseExtension {
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
    },
    /// 中止: stop the clock. The submitter can see it.
    Suspend {
        #[schema(min_length = 2, max_length = 1000, example = "等待第三方检测结果")]
        reason: String,
    },
    /// 恢复: let the clock go on; the limits move by the days it stood still.
    Resume {
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 增加协办: ask a unit, or a person of it, to help. The handler answers for all.
    AddCoHandler {
        unit_id: OrgUnitId,
        person_id: Option<PersonId>,
        /// What is asked of them.
        #[schema(min_length = 1, max_length = 1000, example = "核实去年的采购合同")]
        task: Option<String>,
    },
    /// 取消协办: let a co-handler go.
    RemoveCoHandler {
        co_handler_id: CoHandlerId,
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
    },
    /// 协办完成: a co-handler says what he did.
    CoHandlerDone {
        /// What came of it.
        #[schema(min_length = 2, max_length = 4000, example = "合同已核对，供货商同意更换保温箱")]
        result: String,
    },
    /// 答复: answer the submitter.
    Reply {
        /// What the submitter is told.
        #[schema(min_length = 2, max_length = 4000)]
        reply: String,
        /// `resolved`, `explained`, `referred_up` or `unsubstantiated`.
        outcome: LedgerOutcome,
        handling_way: Option<HandlingWay>,
        /// Only where persons are concerned.
        finding: Option<LedgerFinding>,
    },
    /// 回访: somebody other than the handler asks the submitter; closes the entry or opens it again.
    CallBack {
        method: CallbackMethod,
        /// Left out when nobody was reached.
        satisfaction: Option<Satisfaction>,
        /// Only when unsatisfied, and only from the office, which says why in `note`: with reason the work goes on,
        /// without it the entry is closed. From anybody else a dissatisfaction waits for the office.
        reasonable: Option<bool>,
        /// 授意: the submitter had been told what to say.
        #[serde(default)]
        told_to_say: bool,
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
    /// 重办: take it up again at the submitter's wish, at most 30 days after it was closed.
    Reopen {
        #[schema(min_length = 2, max_length = 1000, example = "家长来电：这周又凉了")]
        reason: String,
    },
    /// 补充: add a note for those who see the entry.
    Note {
        #[schema(min_length = 1, max_length = 1000)]
        note: String,
    },
    /// 归入一类事: put it among those of a topic, instead of any other.
    JoinTopic { topic_id: LedgerTopicId },
    /// 移出一类事: take it out of its topic.
    LeaveTopic {},
}

/// The same move for many entries.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "entry_ids": ["0197a5f0-3c1e-7b52-9d3e-5a1f0c9be001", "0197a5f0-3c1e-7b52-9d3e-5a1f0c9be002"],
    "step": {"move": "accept"}
}))]
pub struct LedgerEntryMoves {
    /// The entries that are moved; each succeeds or fails by itself.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub entry_ids: Vec<LedgerEntryId>,
    /// The move that each of them makes.
    #[validate(nested)]
    pub step: LedgerEntryMove,
}

impl LedgerEntryMove {
    /// The move without its fields.
    pub fn wanted(&self) -> LedgerMove {
        match self {
            Self::Accept { .. } => LedgerMove::Accept,
            Self::Decline { .. } => LedgerMove::Decline,
            Self::Withdraw { .. } => LedgerMove::Withdraw,
            Self::Settle { .. } => LedgerMove::Settle,
            Self::Route { .. } => LedgerMove::Route,
            Self::Rule { .. } => LedgerMove::Rule,
            Self::Escalate { .. } => LedgerMove::Escalate,
            Self::Sign { .. } => LedgerMove::Sign,
            Self::Return { .. } => LedgerMove::Return,
            Self::Reply { .. } => LedgerMove::Reply,
            Self::CallBack { .. } => LedgerMove::CallBack,
            Self::Merge { .. } => LedgerMove::Merge,
            Self::HandBack { .. } => LedgerMove::HandBack,
            Self::AskExtension { .. } => LedgerMove::AskExtension,
            Self::Extend { .. } => LedgerMove::Extend,
            Self::RefuseExtension { .. } => LedgerMove::RefuseExtension,
            Self::Suspend { .. } => LedgerMove::Suspend,
            Self::Resume { .. } => LedgerMove::Resume,
            Self::AddCoHandler { .. } => LedgerMove::AddCoHandler,
            Self::RemoveCoHandler { .. } => LedgerMove::RemoveCoHandler,
            Self::CoHandlerDone { .. } => LedgerMove::CoHandlerDone,
            Self::Reopen { .. } => LedgerMove::Reopen,
            Self::Note { .. } => LedgerMove::Note,
            Self::JoinTopic { .. } => LedgerMove::JoinTopic,
            Self::LeaveTopic {} => LedgerMove::LeaveTopic,
        }
    }
}

impl Validate for LedgerEntryMove {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        match self {
            Self::Accept { note }
            | Self::Sign { note }
            | Self::Route { note, .. }
            | Self::Rule { note, .. }
            | Self::Merge { note, .. }
            | Self::Extend { note }
            | Self::Resume { note } => check_length(&mut errors, "note", note.as_deref(), 1, 1000),
            Self::Note { note } => check_length(&mut errors, "note", Some(note), 1, 1000),
            Self::AddCoHandler { task, .. } => check_length(&mut errors, "task", task.as_deref(), 1, 1000),
            Self::CoHandlerDone { result } => check_length(&mut errors, "result", Some(result), 2, 4000),
            Self::JoinTopic { .. } | Self::LeaveTopic {} => {}
            Self::AskExtension { days, reason } => {
                check_length(&mut errors, "reason", Some(reason), 2, 1000);
                if !(1..=MOST_EXTENSION_DAYS).contains(days) {
                    let mut rule = ValidationError::new("range");
                    rule.add_param("min".into(), &1);
                    rule.add_param("max".into(), &MOST_EXTENSION_DAYS);
                    errors.add("days", rule);
                }
            }
            Self::Decline { reason }
            | Self::Withdraw { reason }
            | Self::Escalate { reason }
            | Self::HandBack { reason }
            | Self::RefuseExtension { reason }
            | Self::Suspend { reason }
            | Self::RemoveCoHandler { reason, .. }
            | Self::Reopen { reason }
            | Self::Return { reason, .. } => check_length(&mut errors, "reason", Some(reason), 2, 1000),
            Self::Settle { reply, outcome, .. } | Self::Reply { reply, outcome, .. } => {
                check_length(&mut errors, "reply", Some(reply), 2, 4000);
                check_outcome(&mut errors, *outcome);
            }
            Self::CallBack {
                satisfaction,
                reasonable,
                note,
                ..
            } => {
                check_length(&mut errors, "note", note.as_deref(), 1, 1000);
                if reasonable.is_some() && *satisfaction != Some(Satisfaction::Unsatisfied) {
                    let rule = "不满意时才注明是否合理|say it only when unsatisfied";
                    errors.add(
                        "reasonable",
                        ValidationError::new("only_when_unsatisfied").with_message(rule.into()),
                    );
                }
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

fn check_length(errors: &mut ValidationErrors, field: &'static str, text: Option<&str>, min: u64, max: u64) {
    if text.is_some_and(|text| !text.validate_length(Some(min), Some(max), None)) {
        let mut rule = ValidationError::new("length");
        rule.add_param("min".into(), &min);
        rule.add_param("max".into(), &max);
        errors.add(field, rule);
    }
}

/// An answer ends in one of four ways; the other ends have moves of their own.
fn check_outcome(errors: &mut ValidationErrors, outcome: LedgerOutcome) {
    if is_answer(outcome) {
        return;
    }
    let rule = "答复的结果只能是已解决、已解释说明、已上报或不属实|an answer is resolved, explained, referred_up or \
                unsubstantiated";
    errors.add(
        "outcome",
        ValidationError::new("not_of_an_answer").with_message(rule.into()),
    );
}
