//! The body of a move: each with its own fields.

use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidateLength, ValidationError, ValidationErrors};

use crate::entities::{
    ids::{OrgUnitId, PersonId},
    ledger_callback::CallbackMethod,
    ledger_entry::{HandlingWay, LedgerFinding, LedgerOutcome, Satisfaction},
    ledger_event::LedgerMove,
};

/// A move of an entry (办理动作): one of its `allowed_moves`, with the fields it asks for.
#[derive(Debug, Deserialize, ToSchema)]
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
    /// 撤回: the submitter withdraws it.
    Withdraw {
        #[schema(min_length = 2, max_length = 1000)]
        reason: String,
    },
    /// 当场办结: settle it at once.
    Settle {
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
    /// 答复: answer the submitter.
    Reply {
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
        /// Needed when unsatisfied: with reason the work goes on, without it the entry is closed.
        reasonable: Option<bool>,
        /// 授意: the submitter had been told what to say.
        #[serde(default)]
        told_to_say: bool,
        #[schema(min_length = 1, max_length = 1000)]
        note: Option<String>,
    },
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
        }
    }
}

impl Validate for LedgerEntryMove {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        match self {
            Self::Accept { note } | Self::Sign { note } | Self::Route { note, .. } | Self::Rule { note, .. } => {
                check_length(&mut errors, "note", note.as_deref(), 1, 1000);
            }
            Self::Decline { reason }
            | Self::Withdraw { reason }
            | Self::Escalate { reason }
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
                if (*satisfaction == Some(Satisfaction::Unsatisfied)) != reasonable.is_some() {
                    let rule = "不满意时须注明是否合理，其他情况不填|say it when unsatisfied, and only then";
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
    use LedgerOutcome::{Declined, Explained, Merged, ReferredUp, Resolved, Unsubstantiated, Withdrawn};
    match outcome {
        Resolved | Explained | ReferredUp | Unsubstantiated => {}
        Declined | Withdrawn | Merged => {
            let rule = "答复的结果只能是已解决、已解释说明、已上报或不属实|an answer is resolved, explained, \
                        referred_up or unsubstantiated";
            errors.add(
                "outcome",
                ValidationError::new("not_of_an_answer").with_message(rule.into()),
            );
        }
    }
}
