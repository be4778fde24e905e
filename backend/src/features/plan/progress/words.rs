//! Progress in words, in both languages.

use chrono::{Datelike, NaiveDate};

use super::{
    arithmetic::ProgressState,
    dto::Explanation,
    measure::Measured,
    period::Span,
    trend_dto::{LoadItem, LoadKind, TrendStep},
};
use crate::{
    entities::{
        duty::{self, CountingUnit, Coverage, DutyMetric, DutyPeriod, DutySubject},
        duty_waiver,
    },
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
    let said = match (measured.actual, measured.rest()) {
        (Some(_), _) if measured.state == ProgressState::Waived => {
            text(format!("{zh}{title}：已减免。"), format!("{en}: {title} is waived."))
        }
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
            let (waived_zh, waived_en) = match measured.burden.waived {
                0 => (String::new(), String::new()),
                waived => (format!("（已减免 {waived} {unit}）"), format!(" ({waived} waived)")),
            };
            text(
                format!("{zh}{title} {actual}/{target} {unit}{waived_zh}{ending_zh}。"),
                format!("{en}: {title} {actual} of {target}{waived_en}{ending_en}."),
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

/// Rule, period, share, waivers and exclusions.
pub fn explanation(measured: &Measured<'_>) -> Explanation {
    let period = measured.period;
    let span = days(period.starts_on, period.ends_on);
    let (total, gone) = (period.teaching_weeks, period.teaching_weeks_gone);
    let when = if total > 0 {
        text(
            format!("{}（{span}），教学周已过 {gone}/{total} 周", period.name),
            format!("{} ({span}), {gone} of {total} teaching weeks gone", period.name),
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
        share: share(measured).map(|share| share.show().to_owned()),
        waivers: waivers(measured),
        exclusions: exclusions(measured)
            .iter()
            .map(|reason| reason.show().to_owned())
            .collect(),
    }
}

/// What falls to somebody whom the duty did not bind all the time.
fn share(measured: &Measured<'_>) -> Option<Text> {
    let burden = measured.burden;
    let (bound, weeks, target) = (burden.bound_weeks, burden.weeks, burden.target?);
    let whole = burden.whole?;
    if weeks == 0 || bound == weeks && target == whole {
        return None;
    }
    Some(text(
        format!(
            "职责约束其中 {bound}/{weeks} 个教学周（按任本职级、在本校的时间计，一周以居中的教学日为准），按比例为 {target}"
        ),
        format!(
            "The duty binds in {bound} of {weeks} teaching weeks, by the time in this rank and school (a week counts by its middle teaching day): {target} in proportion"
        ),
    ))
}

/// One sentence for each approved waiver.
fn waivers(measured: &Measured<'_>) -> Vec<String> {
    let said = |waiver: &&duty_waiver::Model| {
        let span = days(waiver.starts_on, Some(waiver.ends_on));
        let reason = &waiver.reason;
        let said = match waiver.amount {
            Some(amount) => text(
                format!("{span} 减免 {amount}：{reason}"),
                format!("{span}: {amount} waived. {reason}"),
            ),
            None => text(
                format!("{span} 按教学周减免：{reason}"),
                format!("{span}: its teaching weeks waived. {reason}"),
            ),
        };
        said.show().to_owned()
    };
    measured.waivers.iter().map(said).collect()
}

fn rule(measured: &Measured<'_>) -> Text {
    let duty = measured.duty;
    let target = match measured.burden.whole {
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
    if measured.burden.target.is_some() && measured.waivers.is_empty() {
        reasons.push(text(
            "请假本身不减少指标，经批准的减免才减少",
            "A leave does not reduce the target, only an approved waiver does",
        ));
    }
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

/// Two rules side by side, with what the shorter one comes to.
pub fn conflict(longer: &duty::Model, shorter: &duty::Model, times: i32, total: i32) -> String {
    let unit = longer.unit_label.clone().unwrap_or_default();
    let (part, part_en) = every(shorter.period);
    let (every, every_en) = every(longer.period);
    let (target, piece) = (longer.target.unwrap_or_default(), shorter.target.unwrap_or_default());
    let said = text(
        format!(
            "方案中两条规定不一致：“{}”{every} {target} {unit}，“{}”{part} {piece} {unit}，{times} 个周期合计 {total} {unit}。两条都显示，以方案的解释为准。",
            longer.title, shorter.title,
        ),
        format!(
            "Two rules of the plan differ: \"{}\" asks for {target} {every_en}, \"{}\" for {piece} {part_en}, which makes {total} in {times} periods. Both are shown.",
            longer.title, shorter.title,
        ),
    );
    said.show().to_owned()
}

fn every(period: DutyPeriod) -> (&'static str, &'static str) {
    match period {
        DutyPeriod::Week => ("每周", "a week"),
        DutyPeriod::Month => ("每月", "a month"),
        DutyPeriod::TeachingMonth => ("每教学月", "a teaching month"),
        DutyPeriod::Term => ("每学期", "a term"),
        DutyPeriod::SchoolYear => ("每学年", "a school year"),
        DutyPeriod::Standing | DutyPeriod::Plan => ("方案期内", "in the time of the plan"),
    }
}

/// A step of a trend.
pub fn step(step: TrendStep, span: Span, number: usize) -> String {
    let said = match step {
        TrendStep::Month => return month(span.starts_on),
        TrendStep::Week => text(format!("第 {number} 周"), format!("Week {number}")),
    };
    said.show().to_owned()
}

/// The load of a week in a sentence.
pub fn load(items: &[LoadItem], total: i64, average: f64) -> String {
    let of = |kind: LoadKind| {
        let item = items.iter().find(|item| item.kind == kind);
        item.map_or(0, |item| item.this_week)
    };
    let (lessons, observations, visits) = (of(LoadKind::Lessons), of(LoadKind::Observations), of(LoadKind::Visits));
    let said = text(
        format!("本周 {total} 节次：上课 {lessons}、听课 {observations}、走访 {visits}；本学期平均每周 {average:.1}。"),
        format!(
            "{total} this week: {lessons} lessons, {observations} observations, {visits} visits; {average:.1} a week on average of the term."
        ),
    );
    said.show().to_owned()
}

pub fn no_load() -> String {
    let said = text(
        "这一天不在学期中，不计工作量。",
        "This day lies in the holidays: nothing is counted.",
    );
    said.show().to_owned()
}
