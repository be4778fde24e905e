//! What an inspection must keep to, between its fields and with each move.

use chrono::NaiveDate;

use super::{dto::MoveInspection, moves::InspectionMove};
use crate::{
    error::{Error, Result},
    language::text,
};

pub fn check_days(notice_on: Option<NaiveDate>, begins_on: NaiveDate, ends_on: NaiveDate) -> Result<()> {
    if ends_on < begins_on {
        return Err(Error::invalid(
            "ends_on",
            "before_begin",
            text("结束日期不能早于开始日期", "must not be before the first day"),
        ));
    }
    if notice_on.is_some_and(|notice| notice > begins_on) {
        return Err(Error::invalid(
            "notice_on",
            "after_begin",
            text("通知日期不能晚于开始日期", "must not be after the first day"),
        ));
    }
    Ok(())
}

/// Each move takes what it needs and nothing else.
pub fn check_move(wanted: &MoveInspection) -> Result<()> {
    let MoveInspection {
        wanted,
        notice_on,
        conclusion,
        reason,
    } = wanted;
    let fields = [
        ("notice_on", notice_on.is_some(), false, InspectionMove::Announce),
        ("conclusion", conclusion.is_some(), true, InspectionMove::Finish),
        ("reason", reason.is_some(), true, InspectionMove::Cancel),
    ];
    for (field, given, needed, by) in fields {
        if needed && *wanted == by && !given {
            return Err(Error::invalid(field, "required", text("必填", "is required")));
        }
        if given && *wanted != by {
            return Err(Error::invalid(
                field,
                "not_used",
                text("此操作不用这一项", "this move does not take it"),
            ));
        }
    }
    Ok(())
}
