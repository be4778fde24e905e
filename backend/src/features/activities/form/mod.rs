//! The printed form of a record (联系记录表).

mod blank;
mod kinds;
mod layout;
mod tables;
mod words;

use chrono::NaiveDate;
use forms::{Block, Fact, Sheet, Signature};
use serde_json::Value;

use self::{
    kinds::layout,
    layout::{Field, Label, Layout, Shape},
    words::{status_word, tag_word},
};
use super::{
    dto::{Activity, Amendment},
    queries,
};
use crate::{
    auth::Actor,
    clock::local_date,
    db::audit::{self, Printing},
    entities::{activity::ActivityKind, activity_details::ActivityDetails, ids::ActivityId},
    error::Result,
    http::PrintedForm,
    language::{day, say, text, yuan},
    state::State,
};
pub use blank::blank;
pub use words::kind_word;

/// Prints a record the caller may see, and notes it in the audit log.
pub async fn print(state: &State, actor: &Actor, id: ActivityId) -> Result<PrintedForm> {
    let activity = queries::find(&state.db, actor, id, state.clock.today()).await?;
    let amendments = queries::amendments(&state.db, actor, id, state.clock.today())
        .await?
        .items;
    let sheet = PrintedForm::sheet(
        say_label(layout(activity.kind).title),
        &actor.display_name,
        state.clock.today(),
    );
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
    let mut whole = serde_json::to_value(activity)?;
    if let ActivityDetails::ParentsMeeting(meeting) = &activity.details {
        let (due, present) = meeting.turnout();
        whole["details"]["parents_meeting"]["meeting"]["due"] = due.into();
        whole["details"]["parents_meeting"]["meeting"]["present"] = present.into();
    }
    let own = whole["details"].as_object().and_then(|kinds| kinds.values().next());
    let own = own.unwrap_or(&Value::Null);
    let mut facts = head(activity, layout.actor);
    facts.extend(layout.fields.iter().filter_map(|field| fact(field, own)));
    let mut blocks = vec![Block::Facts { facts }];
    blocks.extend(layout.aims.iter().filter_map(|field| body(field, own, &whole)));
    blocks.push(room(layout.text, &activity.text, 5));
    blocks.extend(layout.fields.iter().filter_map(|field| body(field, own, &whole)));
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
    let pupils = names(activity.students.iter().map(|pupil| pupil.name.as_str()).collect());
    add(say("同行人", "Companions"), Some(&companions));
    add(say("家庭", "Family"), activity.household_label.as_deref());
    if activity.kind != ActivityKind::ParentsMeeting {
        add(say("学生", "Pupils"), Some(&pupils));
    }
    add(say("班级", "Class"), activity.class_name.as_deref());
    add(
        say("授课教师", "Teacher observed"),
        activity.observed_person_name.as_deref(),
    );
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
        Shape::Fact => shown(value),
        Shape::Word(known) => {
            let value = value.as_str().unwrap_or_default();
            let word = known.iter().find(|(name, _)| *name == value);
            word.map_or_else(String::new, |(_, label)| say_label(*label).to_owned())
        }
        Shape::Family => {
            let members = value.as_array().into_iter().flatten().map(family_member);
            members.collect::<Vec<_>>().join(say("、", ", "))
        }
        Shape::Money => value.as_i64().map(yuan).unwrap_or_default(),
        Shape::Room(_) | Shape::Decisions | Shape::Attendance | Shape::Checks(_) => return None,
    };
    Some(Fact::new(say_label(field.label), shown))
}

/// What takes a row of its own.
fn body(field: &Field, own: &Value, whole: &Value) -> Option<Block> {
    let value = at(field, own);
    match field.shape {
        Shape::Room(lines) => Some(room(field.label, value.as_str().unwrap_or_default(), lines)),
        Shape::Decisions => Some(tables::decisions(field.label, value)),
        Shape::Attendance => tables::attendance(field.label, &whole["attendance"]),
        Shape::Checks(points) => Some(tables::checks(field.label, value, points)),
        Shape::Fact | Shape::Word(_) | Shape::Family | Shape::Money => None,
    }
}

fn at<'a>(field: &Field, own: &'a Value) -> &'a Value {
    field.place.split('.').fold(own, |value, name| &value[name])
}

fn shown(value: &Value) -> String {
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
                format!("{name}　{on}系统内确认"),
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
