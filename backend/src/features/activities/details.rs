//! The rules between the fields of one kind.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::{
    entities::activity_details::{
        ActivityDetails, CanteenCheck, CanteenPoint, LessonObservation, Meeting, ParentsMeeting, Reception, StayIn,
    },
    error::FieldError,
    language::{Text, text},
};

/// Longer rows of digits are phone or identity numbers.
const LONGEST_NUMBER: usize = 6;

/// What is wrong with the details of a record of that day.
pub fn problems(details: &ActivityDetails, on: NaiveDate) -> Vec<FieldError> {
    let mut found = Found(Vec::new());
    match details {
        ActivityDetails::LessonObservation(lesson) => found.lesson(lesson, on),
        ActivityDetails::ParentsMeeting(meeting) => found.parents_meeting(meeting),
        ActivityDetails::StayIn(stay) => found.stay(stay),
        ActivityDetails::Reception(reception) => found.reception(reception),
        ActivityDetails::CanteenCheck(check) => found.canteen(check),
        _ => {}
    }
    if let Some((meeting, kind)) = details.meeting() {
        found.meeting(meeting, kind, on);
    }
    found.0
}

struct Found(Vec<FieldError>);

impl Found {
    fn add(&mut self, field: &str, code: &str, detail: Text) {
        self.0.push(FieldError {
            pointer: format!("#/details/{field}"),
            code: code.to_owned(),
            detail,
        });
    }

    fn lesson(&mut self, lesson: &LessonObservation, on: NaiveDate) {
        if lesson.discussed_on.is_some_and(|day| day < on) {
            self.add(
                "lesson_observation/discussed_on",
                "before_the_lesson",
                text("议课不能早于观课", "must not be before the lesson"),
            );
        }
    }

    fn meeting(&mut self, meeting: &Meeting, kind: &str, on: NaiveDate) {
        if let (Some(due), Some(present)) = (meeting.due, meeting.present)
            && present > due
        {
            self.add(
                &format!("{kind}/meeting/present"),
                "more_than_due",
                text("实到人数不能多于应到人数", "must not be more than were due"),
            );
        }
        for (index, decision) in meeting.decisions.iter().enumerate() {
            if decision.due_on.is_some_and(|day| day < on) {
                self.add(
                    &format!("{kind}/meeting/decisions/{index}/due_on"),
                    "before_the_meeting",
                    text("完成日期不能早于会议日期", "must not be before the meeting"),
                );
            }
        }
    }

    /// Numbers beside a list must be those of the list.
    fn parents_meeting(&mut self, meeting: &ParentsMeeting) {
        if meeting.attendance.is_empty() {
            return;
        }
        let (due, present) = meeting.turnout();
        for (field, written, listed) in [
            ("due", meeting.meeting.due, due),
            ("present", meeting.meeting.present, present),
        ] {
            if written.is_some() && written != listed {
                self.add(
                    &format!("parents_meeting/meeting/{field}"),
                    "differs_from_the_list",
                    text("与签到名单的人数不一致", "differs from the list of who came"),
                );
            }
        }
    }

    fn stay(&mut self, stay: &StayIn) {
        if stay.receipt_number.is_some() && !stay.paid {
            self.add(
                "stay_in/receipt_number",
                "not_paid",
                text("未付款时没有收据", "there is no receipt before it is paid"),
            );
        }
        if stay.amount_cents > 0 && stay.meals == 0 {
            self.add(
                "stay_in/amount_cents",
                "without_meals",
                text("没有用餐时不应有伙食费", "there is nothing to pay without meals"),
            );
        }
    }

    fn reception(&mut self, reception: &Reception) {
        let longest = reception
            .visitors
            .split(|sign: char| !sign.is_ascii_digit())
            .map(str::len)
            .max();
        if longest.is_some_and(|length| length > LONGEST_NUMBER) {
            self.add(
                "reception/visitors",
                "identity",
                text(
                    "这里不写电话和身份证号；来访人身份请在民情台账中登记",
                    "no phone or identity numbers here: who it was is registered in the ledger",
                ),
            );
        }
    }

    fn canteen(&mut self, check: &CanteenCheck) {
        let mut seen = HashSet::new();
        for (index, item) in check.items.iter().enumerate() {
            let other = item.item == CanteenPoint::Other;
            if !other && !seen.insert(item.item) {
                self.add(
                    &format!("canteen_check/items/{index}/item"),
                    "duplicate",
                    text("此项已检查", "is checked already"),
                );
            }
            if (other || !item.ok) && item.remark.is_none() {
                self.add(
                    &format!("canteen_check/items/{index}/remark"),
                    "required",
                    text(
                        "不合格项和其他项须说明",
                        "say what is not in order, or what else was checked",
                    ),
                );
            }
        }
    }
}
