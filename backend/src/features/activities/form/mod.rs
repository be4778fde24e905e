//! The printed form of a record (联系记录表).

mod kinds;
mod layout;

use chrono::NaiveDate;
use forms::{Block, Fact, Sheet, Signature};
use serde_json::Value;

use self::layout::{Field, Label, Layout, Shape, layout};
use super::{
    dto::{Activity, Amendment},
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit::{self, Printing},
    entities::{
        activity::{ActivityKind, ActivityStatus, Tag},
        ids::ActivityId,
    },
    error::Result,
    http::PrintedForm,
    language::{day, say, text},
    state::State,
};

/// Prints a record the caller may see, and notes it in the audit log.
pub async fn print(state: &State, actor: &Actor, id: ActivityId) -> Result<PrintedForm> {
    let today = state.clock.today();
    let activity = queries::find(&state.db, actor, id, today).await?;
    let amendments = queries::amendments(&state.db, actor, id, today).await?.items;
    let sheet = PrintedForm::sheet(say_label(layout(activity.kind).title), &actor.display_name, today);
    let sheet = fill(sheet, &activity, &amendments)?;
    let printing = Printing {
        name: "activity",
        object_id: id.0,
        unit_id: Some(activity.unit_id),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, state.clock.now()).await?;
    let about = activity.household_label.as_deref().unwrap_or(&activity.unit_name);
    PrintedForm::of(sheet, &format!("{about} {}", activity.happened_on)).await
}

fn fill(sheet: Sheet, activity: &Activity, amendments: &[Amendment]) -> Result<Sheet> {
    let layout = layout(activity.kind);
    let details = serde_json::to_value(&activity.details)?;
    let own = details.as_object().and_then(|kinds| kinds.values().next());
    let own = own.unwrap_or(&Value::Null);
    let mut facts = head(activity, layout.actor);
    facts.extend(layout.fields.iter().filter_map(|field| fact(field, own)));
    let mut blocks = vec![Block::Facts { facts }, room(layout.text, &activity.text, 6)];
    blocks.extend(layout.fields.iter().filter_map(|field| body(field, own)));
    blocks.push(Block::Facts { facts: foot(activity) });
    blocks.extend(amendments.iter().map(amended));
    Ok(Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), activity.unit_name),
        right: format!("{}{}", say("记录编号：", "Record "), short(activity.id)),
        blocks,
        signatures: signatures(activity, layout),
        ..sheet
    })
}

/// The end of the id: enough to find the record again.
fn short(id: ActivityId) -> String {
    let id = id.to_string();
    id[id.len() - 12..].to_owned()
}

/// Who, when, where and about whom.
fn head(activity: &Activity, actor: Label) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new(say_label(actor), &activity.person_name),
        Fact::new(say("时间", "When"), when(activity)),
    ];
    let mut add = |label, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            facts.push(Fact::new(label, value));
        }
    };
    let names = |names: Vec<&str>| names.join(say("、", ", "));
    let companions = names(activity.companion_names.iter().map(String::as_str).collect());
    // Of a parents' meeting the form names those who did not come.
    let listed = !activity.attendance.is_empty();
    let pupils = activity.students.iter().filter(|_| !listed);
    let pupils = names(pupils.map(|pupil| pupil.name.as_str()).collect());
    add(say("同行人", "Companions"), Some(&companions));
    add(say("家庭", "Family"), activity.household_label.as_deref());
    add(say("学生", "Pupils"), Some(&pupils));
    add(say("班级", "Class"), activity.class_name.as_deref());
    let concerned = match activity.kind {
        ActivityKind::StaffTalk => say("谈心对象", "Talked with"),
        _ => say("授课教师", "Teacher observed"),
    };
    add(concerned, activity.observed_person_name.as_deref());
    let turnout = activity.turnout.map(|turnout| {
        text(
            format!(
                "应到 {}，实到 {}，缺席 {}",
                turnout.due, turnout.present, turnout.absent
            ),
            format!(
                "{} due, {} present, {} absent",
                turnout.due, turnout.present, turnout.absent
            ),
        )
        .show()
        .to_owned()
    });
    add(say("到会", "Turnout"), turnout.as_deref());
    let away = activity.attendance.iter().filter(|entry| !entry.came);
    let away = away.map(|entry| entry.name.as_str()).collect();
    add(say("未到", "Absent"), Some(&names(away)));
    facts
}

fn when(activity: &Activity) -> String {
    let mut when = day(activity.happened_on);
    if let Some(from) = activity.started_at {
        when += &from.format(" %H:%M").to_string();
        if let Some(until) = activity.ended_at {
            when += &until.format("–%H:%M").to_string();
        }
    }
    when
}

/// A short field of the kind; one that is empty keeps its place, to be filled in by hand.
fn fact(field: &Field, own: &Value) -> Option<Fact> {
    let value = at(field, own);
    let shown = match field.shape {
        Shape::Fact => words(value),
        Shape::Word(known) => {
            let value = value.as_str().unwrap_or_default();
            let word = known.iter().find(|(name, _)| *name == value);
            word.map_or_else(String::new, |(_, label)| say_label(*label).to_owned())
        }
        Shape::Family => {
            let members = value.as_array().into_iter().flatten().map(family_member);
            members.collect::<Vec<_>>().join(say("、", ", "))
        }
        Shape::Money => value
            .as_i64()
            .map_or_else(String::new, |cents| format!("{}.{:02}", cents / 100, cents % 100)),
        Shape::Room(_) | Shape::Decisions | Shape::Checks => return None,
    };
    Some(Fact::new(say_label(field.label), shown))
}

fn body(field: &Field, own: &Value) -> Option<Block> {
    match field.shape {
        Shape::Room(lines) => Some(room(field.label, at(field, own).as_str().unwrap_or_default(), lines)),
        Shape::Decisions => Some(lines(field, own, 4, decision)),
        Shape::Checks => Some(lines(field, own, 6, check)),
        _ => None,
    }
}

/// A list, one entry a line.
fn lines(field: &Field, own: &Value, least: u8, show: fn(&Value) -> String) -> Block {
    let entries = at(field, own).as_array().into_iter().flatten().map(show);
    room(field.label, &entries.collect::<Vec<_>>().join("\n"), least)
}

fn decision(value: &Value) -> String {
    let mut shown = words(&value["text"]);
    for name in ["owner", "due_on"] {
        let more = words(&value[name]);
        if !more.is_empty() {
            shown += say("，", ", ");
            shown += &more;
        }
    }
    shown
}

fn check(value: &Value) -> String {
    let point = value["item"].as_str().unwrap_or_default();
    let known = kinds::POINTS.iter().find(|(name, _)| *name == point);
    let name = known.map_or("", |(_, label)| say_label(*label));
    let state = if value["ok"] == true {
        say("合格", "in order")
    } else {
        say("不合格", "not in order")
    };
    let remark = words(&value["remark"]);
    let more = if remark.is_empty() {
        String::new()
    } else {
        format!("{}{remark}", say("，", ", "))
    };
    format!("{name}{}{state}{more}", say("：", ": "))
}

fn at<'a>(field: &Field, own: &'a Value) -> &'a Value {
    field.place.split('.').fold(own, |value, name| &value[name])
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.parse::<NaiveDate>().map_or_else(|_| text.clone(), day),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => say("是", "Yes").to_owned(),
        Value::Bool(false) => say("否", "No").to_owned(),
        _ => String::new(),
    }
}

fn family_member(member: &Value) -> String {
    let relation = member["relation"].as_str().unwrap_or_default();
    match member["name"].as_str() {
        Some(name) => text(format!("{name}（{relation}）"), format!("{name} ({relation})"))
            .show()
            .to_owned(),
        None => relation.to_owned(),
    }
}

fn room(label: Label, text: &str, lines: u8) -> Block {
    Block::Text {
        label: say_label(label).to_owned(),
        text: text.to_owned(),
        lines,
    }
}

/// What was agreed, what it serves, and where the record stands.
fn foot(activity: &Activity) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(agreed) = &activity.follow_up {
        let until = activity.follow_up_on.map(day).unwrap_or_default();
        let done = activity
            .followed_up_at
            .map(|at| day(local_date(at)))
            .unwrap_or_default();
        facts.push(Fact::wide(say("约定事项", "Agreed"), agreed));
        facts.push(Fact::new(say("约定日期", "Until"), until));
        facts.push(Fact::new(say("完成日期", "Done on"), done));
    }
    if !activity.tags.0.is_empty() {
        let tags: Vec<_> = activity.tags.0.iter().map(|tag| tag_word(*tag)).collect();
        facts.push(Fact::wide(say("归类", "Tags"), tags.join(say("、", ", "))));
    }
    let mut state = vec![status_word(activity.status).to_owned()];
    state.extend(activity.status_reason.clone());
    if activity.on_behalf {
        let by = &activity.recorded_by_name;
        state.push(
            text(format!("由{by}代填"), format!("recorded by {by}"))
                .show()
                .to_owned(),
        );
    }
    facts.push(Fact::wide(say("状态", "State"), state.join(say("；", "; "))));
    facts
}

fn amended(amendment: &Amendment) -> Block {
    let (on, by, why) = (
        day(local_date(amendment.amended_at)),
        &amendment.amended_by_name,
        &amendment.reason,
    );
    let note = text(
        format!("{on}由{by}补正：{why}。补正前的内容保留在系统中。"),
        format!("Amended by {by} on {on}: {why}. What was written before is kept in the system."),
    );
    Block::Note {
        text: note.show().to_owned(),
    }
}

/// A confirmation in the product stands in place of a signature; what is not confirmed is signed by hand.
fn signatures(activity: &Activity, layout: &Layout) -> Vec<Signature> {
    let mut lines = vec![Signature::line(say_label(layout.actor))];
    match (&activity.confirmer_name, activity.confirmed_at) {
        (Some(name), Some(at)) => {
            let on = day(local_date(at));
            let confirmed = text(
                format!("{name}　{on}在系统中确认"),
                format!("{name}, in the system on {on}"),
            );
            lines.push(Signature::confirmed(say("确认人", "Confirmed by"), confirmed.show()));
        }
        (Some(name), None) => {
            let label = text(format!("确认人（{name}）"), format!("To be confirmed by {name}"));
            lines.push(Signature::line(label.show()));
        }
        (None, _) => {}
    }
    lines.extend(layout.signs.map(|who| Signature::line(say_label(who))));
    lines
}

fn say_label((zh, en): Label) -> &'static str {
    say(zh, en)
}

fn status_word(status: ActivityStatus) -> &'static str {
    match status {
        ActivityStatus::Draft => say("草稿，未提交", "Draft, not handed in"),
        ActivityStatus::Submitted => say("已提交", "Handed in"),
        ActivityStatus::Confirmed => say("已确认", "Confirmed"),
        ActivityStatus::Returned => say("已退回", "Returned"),
        ActivityStatus::Void => say("已作废", "Void"),
    }
}

fn tag_word(tag: Tag) -> &'static str {
    match tag {
        Tag::VisitPeople => say("访民情", "Hear the people"),
        Tag::CarryOut => say("抓落实", "Carry out"),
        Tag::DoPracticalThings => say("办实事", "Do practical things"),
        Tag::StrengthenOrganisation => say("强组织", "Strengthen the organisation"),
        Tag::PlanDevelopment => say("谋发展", "Plan development"),
        Tag::PromoteHarmony => say("促和谐", "Promote harmony"),
        Tag::TeacherQuality => say("教师素质提升", "Quality of teachers"),
        Tag::PupilConduct => say("学生养成教育", "Conduct of pupils"),
        Tag::CanteenManagement => say("学生食堂规范管理", "Orderly canteens"),
        Tag::SchoolResearch => say("校本教研推进", "Research in the school"),
        Tag::BranchDevelopment => say("完小整体发展", "Development of the village schools"),
    }
}
