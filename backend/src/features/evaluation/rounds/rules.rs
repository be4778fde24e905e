//! What a round must keep to, between its fields and with each move.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    dto::{EvaluationRoundPatch, MoveEvaluationRound},
    moves::RoundPart,
    opening,
};
use crate::{
    error::{Error, FieldError, Result},
    language::text,
};

pub fn check_period(from: NaiveDate, to: NaiveDate) -> Result<()> {
    if to < from {
        return Err(Error::invalid(
            "period_to",
            "before_begin",
            text("结束日期不能早于开始日期", "must not be before the first day"),
        ));
    }
    Ok(())
}

pub fn check_closing(closes_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<()> {
    match closes_at {
        Some(closes_at) if closes_at <= now => Err(Error::invalid("closes_at", "in_the_past", opening::past())),
        _ => Ok(()),
    }
}

/// A round that is open closes later than it said, never earlier: whoever was told a time can rely on it.
pub fn check_extension(
    closes_at: Option<DateTime<Utc>>,
    before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    let Some(closes_at) = closes_at else {
        return Err(Error::invalid("closes_at", "required", text("必填", "is required")));
    };
    if before.is_some_and(|before| closes_at <= before) {
        return Err(Error::invalid(
            "closes_at",
            "not_later",
            text("须晚于原来的截止时间", "must be later than it was"),
        ));
    }
    check_closing(Some(closes_at), now)?;
    Ok(closes_at)
}

/// Each move takes what it needs and nothing else.
pub fn check_move(wanted: &MoveEvaluationRound) -> Result<()> {
    if wanted.closes_at.is_some() && !wanted.wanted.sets_closing() {
        return Err(Error::invalid(
            "closes_at",
            "not_used",
            text("此操作不用这一项", "this move does not take it"),
        ));
    }
    Ok(())
}

/// Refuses the fields of an edit that are frozen in the state of the round.
pub fn check_edit(edit: &EvaluationRoundPatch, may_change: &[RoundPart], is_draft: bool) -> Result<()> {
    let fields = [
        ("title", edit.title.is_some(), RoundPart::Title),
        ("notes", edit.notes.is_some(), RoundPart::Notes),
        ("scheme_id", edit.scheme_id.is_some(), RoundPart::Scheme),
        ("period_from", edit.period_from.is_some(), RoundPart::Period),
        ("period_to", edit.period_to.is_some(), RoundPart::Period),
    ];
    let frozen = fields
        .into_iter()
        .filter(|(_, given, part)| *given && !may_change.contains(part));
    let mut found: Vec<FieldError> = frozen
        .map(|(field, ..)| FieldError {
            pointer: format!("#/{field}"),
            code: "frozen".to_owned(),
            detail: text("考评启动后不能再改这一项", "cannot be changed once the round is open"),
        })
        .collect();
    if edit.closes_at.is_some() && !is_draft {
        found.push(FieldError {
            pointer: "#/closes_at".to_owned(),
            code: "frozen".to_owned(),
            detail: text(
                "考评启动后只能延期（extend）",
                "once the round is open it can only be extended",
            ),
        });
    }
    if found.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(found))
}
