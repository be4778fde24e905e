//! Chosen records as an inspector reads them: their own words, without who raised a concern, names and numbers covered.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::{
    super::words,
    dto::{InspectedEntry, InspectedPart, InspectedRecord},
};
use crate::{
    clock::local_date,
    entities::{
        activity, duty, finding,
        ids::OrgUnitId,
        inspection_access_record::{self, InspectedKind},
        ledger_category, ledger_entry, person, plan, report,
    },
    error::{Error, Result},
    features::{accounts::unit_names, activities, disclosure::PersonalNames, ledger},
    language::{day, say},
    vault::Vault,
};

/// A record that was chosen.
#[derive(Debug)]
enum Record {
    Activity(Box<activity::Model>),
    LedgerEntry(Box<ledger_entry::Model>),
    Report(Box<report::Model>),
    Finding(Box<finding::Model>),
    Plan(Box<plan::Model>),
}

/// What is free text of a record's kind, and how it is called. Who was there and who said it is left out.
const DETAILS: [(&str, &str, &str); 21] = [
    ("purpose", "目的", "Purpose"),
    ("subject", "学科", "Subject"),
    ("topic", "课题", "Topic"),
    ("topics", "话题", "Topics"),
    ("agenda", "议程", "Agenda"),
    ("matter", "事由", "Matter"),
    ("title", "事项", "Matter"),
    ("material", "材料", "Material"),
    ("work", "劳动内容", "Work"),
    ("at_school", "在校表现", "At school"),
    ("at_home", "在家表现", "At home"),
    ("wishes", "家长意见", "Wishes"),
    ("concerns", "反映的问题", "Concerns"),
    ("answer", "答复", "Answer"),
    ("answers", "答复", "Answers"),
    ("steps", "教学过程", "Teaching steps"),
    ("strengths", "优点", "Strengths"),
    ("problems", "问题", "Problems"),
    ("suggestions", "建议", "Suggestions"),
    ("discussion", "议课", "Discussion"),
    ("measures", "措施", "Measures"),
];

/// The list of chosen records, as the inspector sees it.
pub async fn entries(
    db: &impl ConnectionTrait,
    names: &PersonalNames,
    chosen: &[inspection_access_record::Model],
) -> Result<Vec<InspectedEntry>> {
    let records = load(db, chosen).await?;
    let units = unit_names(db, records.values().map(|record| record.head().0)).await?;
    let entries = chosen.iter().filter_map(|chosen| {
        let record = records.get(&(chosen.kind, chosen.record_id))?;
        Some(entry(chosen, record, names, &units))
    });
    Ok(entries.collect())
}

/// One of the chosen records, to be read.
pub async fn one(
    db: &impl ConnectionTrait,
    vault: &Vault,
    names: &PersonalNames,
    chosen: inspection_access_record::Model,
) -> Result<InspectedRecord> {
    let chosen = [chosen];
    let mut records = load(db, &chosen).await?;
    let [chosen] = &chosen;
    let record = records
        .remove(&(chosen.kind, chosen.record_id))
        .ok_or(Error::NotFound)?;
    let units = unit_names(db, [record.head().0]).await?;
    // Who raised a concern is covered wherever his name or number was written into the text.
    let said_by = match &record {
        Record::LedgerEntry(row) => ledger::words_of_submitter(db, vault, row.id).await?,
        _ => Vec::new(),
    };
    let cover = |text: &str| {
        let covered = said_by
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, "***"));
        names.masked(&covered)
    };
    let mut entry = entry(chosen, &record, names, &units);
    entry.title = cover(&record.head().1);
    let parts = record.parts(db).await?.into_iter();
    Ok(InspectedRecord {
        entry,
        parts: parts
            .filter(|part| !part.text.trim().is_empty())
            .map(|part| InspectedPart {
                text: cover(&part.text),
                ..part
            })
            .collect(),
    })
}

fn entry(
    chosen: &inspection_access_record::Model,
    record: &Record,
    names: &PersonalNames,
    units: &HashMap<OrgUnitId, String>,
) -> InspectedEntry {
    let (unit_id, title, on) = record.head();
    InspectedEntry {
        place: chosen.place,
        kind: chosen.kind,
        title: names.masked(&title),
        unit_name: units.get(&unit_id).cloned().unwrap_or_default(),
        on,
    }
}

async fn load(
    db: &impl ConnectionTrait,
    chosen: &[inspection_access_record::Model],
) -> Result<HashMap<(InspectedKind, Uuid), Record>> {
    let ids = |kind| {
        let chosen = chosen.iter().filter(move |one| one.kind == kind);
        chosen.map(|one| one.record_id).collect::<Vec<_>>()
    };
    let mut records = HashMap::new();
    let activities = activity::Entity::find().filter(activity::Column::Id.is_in(ids(InspectedKind::Activity)));
    for row in activities.all(db).await? {
        records.insert((InspectedKind::Activity, row.id.0), Record::Activity(Box::new(row)));
    }
    let entries = ledger_entry::Entity::find().filter(ledger_entry::Column::Id.is_in(ids(InspectedKind::LedgerEntry)));
    for row in entries.all(db).await? {
        records.insert(
            (InspectedKind::LedgerEntry, row.id.0),
            Record::LedgerEntry(Box::new(row)),
        );
    }
    let reports = report::Entity::find().filter(report::Column::Id.is_in(ids(InspectedKind::Report)));
    for row in reports.all(db).await? {
        records.insert((InspectedKind::Report, row.id.0), Record::Report(Box::new(row)));
    }
    let findings = finding::Entity::find().filter(finding::Column::Id.is_in(ids(InspectedKind::Finding)));
    for row in findings.all(db).await? {
        records.insert((InspectedKind::Finding, row.id.0), Record::Finding(Box::new(row)));
    }
    let plans = plan::Entity::find().filter(plan::Column::Id.is_in(ids(InspectedKind::Plan)));
    for row in plans.all(db).await? {
        records.insert((InspectedKind::Plan, row.id.0), Record::Plan(Box::new(row)));
    }
    Ok(records)
}

impl Record {
    /// Its unit, what it is called, and its day.
    fn head(&self) -> (OrgUnitId, String, NaiveDate) {
        match self {
            Self::Activity(row) => (row.unit_id, activities::kind_word(row.kind).to_owned(), row.happened_on),
            Self::LedgerEntry(row) => (
                row.unit_id,
                format!("{} {}", row.number, row.title),
                local_date(row.registered_at),
            ),
            Self::Report(row) => (row.unit_id, row.title.clone(), row.ends_on),
            Self::Finding(row) => (row.unit_id, row.what.chars().take(60).collect(), row.found_on),
            Self::Plan(row) => (row.unit_id, row.title.clone(), row.effective_from),
        }
    }

    async fn parts(&self, db: &impl ConnectionTrait) -> Result<Vec<InspectedPart>> {
        match self {
            Self::Activity(row) => of_activity(db, row).await,
            Self::LedgerEntry(row) => of_entry(db, row).await,
            Self::Report(row) => Ok(of_report(row)),
            Self::Finding(row) => of_finding(db, row).await,
            Self::Plan(row) => of_plan(db, row).await,
        }
    }
}

fn part(label: &str, text: impl Into<String>) -> InspectedPart {
    InspectedPart {
        label: label.to_owned(),
        text: text.into(),
    }
}

async fn of_activity(db: &impl ConnectionTrait, row: &activity::Model) -> Result<Vec<InspectedPart>> {
    let who = person::Entity::find_by_id(row.person_id).one(db).await?;
    let mut parts = vec![
        part(say("时间", "When"), day(row.happened_on)),
        part(say("记录人", "Who"), who.map(|who| who.name).unwrap_or_default()),
        part(say("内容", "What was done"), &row.text),
    ];
    add_details(&serde_json::to_value(&row.details)?, &mut parts);
    parts.push(part(
        say("约定事项", "Agreed"),
        row.follow_up.clone().unwrap_or_default(),
    ));
    Ok(parts)
}

fn add_details(details: &Value, parts: &mut Vec<InspectedPart>) {
    let Value::Object(fields) = details else { return };
    for (name, zh, en) in DETAILS {
        if let Some(Value::String(text)) = fields.get(name) {
            parts.push(part(say(zh, en), text));
        }
    }
    for inner in fields.values() {
        add_details(inner, parts);
    }
}

async fn of_entry(db: &impl ConnectionTrait, row: &ledger_entry::Model) -> Result<Vec<InspectedPart>> {
    let category = ledger_category::Entity::find_by_id(row.category_id).one(db).await?;
    let handler = match row.handler_unit_id {
        None => String::new(),
        Some(unit) => unit_names(db, [unit]).await?.remove(&unit).unwrap_or_default(),
    };
    let closed = row.closed_at.map(|at| day(local_date(at)));
    Ok(vec![
        part(say("登记日期", "Registered on"), day(local_date(row.registered_at))),
        part(
            say("类别", "Category"),
            category.map(|category| category.name).unwrap_or_default(),
        ),
        part(say("来源渠道", "Channel"), words::channel(row.channel)),
        part(say("反映内容", "What was said"), &row.content),
        part(say("承办单位", "Handled by"), handler),
        part(say("状态", "State"), words::ledger_state(row.state)),
        part(say("答复", "Reply"), row.reply.clone().unwrap_or_default()),
        part(
            say("办理结果", "Outcome"),
            row.outcome.map(words::outcome).unwrap_or_default(),
        ),
        part(
            say("群众意见", "Satisfaction"),
            row.satisfaction.map(words::satisfaction).unwrap_or_default(),
        ),
        part(say("销号日期", "Closed on"), closed.unwrap_or_default()),
    ])
}

fn of_report(row: &report::Model) -> Vec<InspectedPart> {
    let sections = row.sections.0.iter();
    sections.map(|section| part(&section.heading, &section.text)).collect()
}

async fn of_finding(db: &impl ConnectionTrait, row: &finding::Model) -> Result<Vec<InspectedPart>> {
    let owner = person::Entity::find_by_id(row.owner_id).one(db).await?;
    Ok(vec![
        part(say("存在问题", "Finding"), &row.what),
        part(say("发现日期", "Found on"), day(row.found_on)),
        part(
            say("责任人", "Owner"),
            owner.map(|owner| owner.name).unwrap_or_default(),
        ),
        part(say("整改措施", "Measure"), row.measure.clone().unwrap_or_default()),
        part(say("整改时限", "Due"), day(row.due_on)),
        part(say("整改结果", "Result"), row.result.clone().unwrap_or_default()),
        part(say("状态", "State"), words::finding_state(row.state)),
    ])
}

async fn of_plan(db: &impl ConnectionTrait, row: &plan::Model) -> Result<Vec<InspectedPart>> {
    let duties = duty::Entity::find()
        .filter(duty::Column::PlanId.eq(row.id))
        .order_by_asc(duty::Column::Id)
        .all(db)
        .await?;
    let mut parts = vec![
        part(say("文号", "Document"), row.document_number.clone().unwrap_or_default()),
        part(say("施行日期", "In force from"), day(row.effective_from)),
        part(say("依据", "Basis"), row.basis.0.join("\n")),
    ];
    parts.extend(
        duties
            .into_iter()
            .map(|duty| part(&duty.title, duty.source_quote.unwrap_or_default())),
    );
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_there_is_left_out_of_details() {
        let details = serde_json::json!({"reception": {
            "unit_id": "x", "visitors": "张女士", "matter": "午饭凉了", "answer": "已转食堂"
        }});
        let mut parts = Vec::new();
        add_details(&details, &mut parts);
        let texts: Vec<_> = parts.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(texts, ["午饭凉了", "已转食堂"]);
    }
}
