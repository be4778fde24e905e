//! Progress in words, in both languages.

use chrono::{Datelike, NaiveDate};

use super::{arithmetic::ProgressState, dto::Explanation, measure::Measured};
use crate::{
    entities::duty::{CountingUnit, Coverage, DutyMetric, DutyPeriod, DutySubject},
    language::{Text, text},
};

/// A period as people say it: "本学期" while it lasts, its name afterwards.
fn period(measured: &Measured<'_>) -> Text {
    let name = measured.period.name.clone();
    match measured.period.kind {
        _ if measured.past => text(name.clone(), name),
        DutyPeriod::Month => text("本月", "This month"),
        DutyPeriod::TeachingMonth => text("本教学月", "This teaching month"),
        DutyPeriod::Term => text("本学期", "This term"),
        DutyPeriod::SchoolYear => text("本学年", "This school year"),
        DutyPeriod::Week => text("每周", "Weekly"),
        DutyPeriod::Standing => text("", "At any time"),
        DutyPeriod::Plan => text("方案期内", "In the time of the plan"),
    }
}

/// One sentence that says how a duty stands.
pub fn sentence(measured: &Measured<'_>) -> String {
    let duty = measured.duty;
    let title = &duty.title;
    let Text { zh, en } = period(measured);
    let unit = duty.unit_label.clone().unwrap_or_default();
    let said = match (measured.actual, measured.target) {
        (None, _) => text(
            format!("{title}：尚不能从记录得出。"),
            format!("{title}: cannot be derived from records yet."),
        ),
        (Some(actual), _) if duty.metric == DutyMetric::YesNo => {
            let done = actual > 0;
            text(
                format!("{title}：{}。", if done { "已做到" } else { "尚未做到" }),
                format!("{title}: {}.", if done { "yes" } else { "not yet" }),
            )
        }
        (Some(actual), None) => text(
            format!("{zh}{title} {actual} {unit}（方案未定）。"),
            format!("{en}: {title} {actual} (the plan sets no number)."),
        ),
        (Some(actual), Some(target)) if duty.metric == DutyMetric::WeeklyLessons => text(
            format!("{zh}任课 {actual} {unit}，要求不少于 {target} {unit}。"),
            format!("{en}: {actual} lessons taught, {target} at least."),
        ),
        (Some(actual), Some(target)) => {
            let (ending_zh, ending_en) = ending(measured, actual, target, &unit);
            text(
                format!("{zh}{title} {actual}/{target} {unit}{ending_zh}。"),
                format!("{en}: {title} {actual} of {target}{ending_en}."),
            )
        }
    };
    said.show().to_owned()
}

fn ending(measured: &Measured<'_>, actual: i32, target: i32, unit: &str) -> (String, String) {
    if measured.state == ProgressState::Met {
        return ("，已完成".to_owned(), ", done".to_owned());
    }
    let left = target - actual;
    match measured.forecast {
        _ if measured.over => (format!("，差 {left} {unit}"), format!(", {left} short")),
        Some(forecast) if actual > 0 && !measured.duty.options.everyone => {
            let (month, day) = (forecast.on.month(), forecast.on.day());
            (
                format!("，按现在的进度到 {month} 月 {day} 日约 {} {unit}", forecast.value),
                format!(
                    ", at this pace about {} by {}",
                    forecast.value,
                    forecast.on.format("%-d %B")
                ),
            )
        }
        _ => (format!("，还有 {left} {unit}"), format!(", {left} to go")),
    }
}

/// Rule, period and exclusions.
pub fn explanation(measured: &Measured<'_>) -> Explanation {
    let period = &measured.period;
    let span = days(period.starts_on, period.ends_on);
    let (total, gone) = (period.teaching_days, period.teaching_days_gone);
    let when = if total > 0 {
        text(
            format!("{}（{span}），教学日已过 {gone}/{total} 天", period.name),
            format!("{} ({span}), {gone} of {total} teaching days gone", period.name),
        )
    } else {
        text(
            format!("{}（{span}）", period.name),
            format!("{} ({span})", period.name),
        )
    };
    Explanation {
        rule: rule(measured).show().to_owned(),
        period: when.show().to_owned(),
        exclusions: exclusions(measured)
            .iter()
            .map(|reason| reason.show().to_owned())
            .collect(),
    }
}

fn rule(measured: &Measured<'_>) -> Text {
    let duty = measured.duty;
    let target = match measured.target {
        None => text("方案未定数量，只计数。", "The plan sets no number: counted only."),
        Some(_) if duty.options.everyone => text("每一位都要覆盖。", "Every one is to be covered."),
        Some(target) => text(format!("指标 {target}。"), format!("Target {target}.")),
    };
    let counted = match duty.metric {
        DutyMetric::ActivityCount if duty.subject_selector.subject == DutySubject::Unit => {
            text("统计本单位的记录。", "Counts the records of the unit.")
        }
        DutyMetric::ActivityCount => text(
            "统计本人参加的记录，主要参与人和同行人都计入。",
            "Counts the records this person took part in, as main actor or companion.",
        ),
        DutyMetric::TargetsCovered if duty.options.everyone => {
            covered(duty.options.counting_unit, duty.options.coverage)
        }
        DutyMetric::TargetsCovered => text(
            "统计记录中不同的对象，同一对象只计一次。",
            "Counts the different targets of the records, each once.",
        ),
        DutyMetric::WeeklyLessons => text(
            "由本学期任课安排的周课时合计得出。",
            "The weekly lessons of the term's teaching assignments added up.",
        ),
        DutyMetric::YesNo => text(
            "由本学期任课安排得出：任课并担任班主任。",
            "From the term's teaching assignments: teaches a class and is its homeroom teacher.",
        ),
        DutyMetric::Deliverable => text(
            "统计已认可的成果：本人提交，由办公室或校长认可。",
            "Counts what was accepted: the person hands it in, the office or the principal accepts it.",
        ),
    };
    let informational = if duty.informational {
        text("只作参考，不作考核。", "For information, not judged.")
    } else {
        text("", "")
    };
    text(
        format!("{}{}{}", counted.zh, target.zh, informational.zh),
        format!("{} {} {}", counted.en, target.en, informational.en)
            .trim_end()
            .to_owned(),
    )
}

fn covered(unit: CountingUnit, coverage: Coverage) -> Text {
    let (unit_zh, unit_en) = match unit {
        CountingUnit::Pupil => (
            "按学生计数：记录中写明在场的学生算已访。",
            "Counted by pupils: those named in a record are visited.",
        ),
        CountingUnit::Household => (
            "按家庭计数：一次家访覆盖该家庭的所有孩子。",
            "Counted by households: one visit covers all children of the household.",
        ),
    };
    let (who_zh, who_en) = match coverage {
        Coverage::AnyTeacher => (
            "任一任课教师家访即算。",
            "A visit by any of the pupil's teachers counts.",
        ),
        Coverage::EachTeacher => ("须本人家访。", "Only the person's own visits count."),
    };
    text(format!("{unit_zh}{who_zh}"), format!("{unit_en} {who_en}"))
}

fn exclusions(measured: &Measured<'_>) -> Vec<Text> {
    let duty = measured.duty;
    if duty.metric == DutyMetric::Deliverable {
        return vec![text(
            "待认可和已退回的不计",
            "What waits to be accepted or was returned does not count",
        )];
    }
    if !matches!(duty.metric, DutyMetric::ActivityCount | DutyMetric::TargetsCovered) {
        return Vec::new();
    }
    let mut reasons = vec![text(
        "草稿、已退回、已作废和待确认的记录不计",
        "Drafts and records that were returned, made void or wait to be confirmed do not count",
    )];
    if duty.period == DutyPeriod::Term {
        reasons.push(text(
            "假期中的记录不属于任何学期",
            "Records of the holidays belong to no term",
        ));
    }
    if duty.options.discussed_only {
        reasons.push(text(
            "未议课的听课不计",
            "Observations without a discussion do not count",
        ));
    }
    if duty.options.village_schools_only {
        reasons.push(text("只计完小的课", "Only lessons in village schools count"));
    }
    if duty.options.everyone {
        reasons.push(text(
            "已离开本班的学生不计",
            "Pupils who have left the class do not count",
        ));
    }
    reasons
}

pub fn month(first: NaiveDate) -> String {
    let said = text(
        format!("{} 年 {} 月", first.year(), first.month()),
        first.format("%B %Y").to_string(),
    );
    said.show().to_owned()
}

pub fn days(from: NaiveDate, to: Option<NaiveDate>) -> String {
    let said = match to {
        Some(to) => text(format!("{from} 至 {to}"), format!("{from} to {to}")),
        None => text(format!("{from} 起"), format!("since {from}")),
    };
    said.show().to_owned()
}
