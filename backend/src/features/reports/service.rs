//! Making, changing and freezing reports.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{
    draw::{self, Subject},
    dto::{NewReport, Report, ReportPatch},
    moves::{self, ReportMove},
    period::Period,
    queries,
};
use crate::{
    auth::{Actor, policy::reports as policy, scope},
    clock::local_date,
    db::{
        audit::{self, Entry},
        changes,
    },
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        ids::{OrgUnitId, PersonId, ReportId},
        org_unit, person,
        report::{self, ReportKind, ReportLanguage, ReportState, Section, Sections},
    },
    error::{Error, FieldError, Result},
    http::{IfMatch, patch},
    language::{Language, text},
    vault::Vault,
};

/// The longest text of a section, in characters.
const LONGEST_TEXT: usize = 10_000;

/// What a new report would say: counted before the transaction, which is kept short.
#[derive(Debug)]
pub struct Drawn {
    id: ReportId,
    subject: Subject,
    sections: Vec<Section>,
}

/// Draws a new report from the records.
pub async fn prepare(db: &DatabaseConnection, actor: &Actor, new: NewReport, now: DateTime<Utc>) -> Result<Drawn> {
    let subject = subject(db, actor, &new, now).await?;
    let sections = draw::draw(db, actor, &subject, now).await?;
    Ok(Drawn {
        id: new.id.unwrap_or_default(),
        subject,
        sections,
    })
}

async fn subject(db: &impl ConnectionTrait, actor: &Actor, new: &NewReport, now: DateTime<Utc>) -> Result<Subject> {
    let (unit_id, person) = if new.kind == ReportKind::PersonSummary {
        let person_id = new.person_id.map_or_else(|| actor.person(), Ok)?;
        if new.unit_id.is_some() {
            return Err(Error::invalid(
                "unit_id",
                "not_allowed",
                text("个人小结不选单位", "a person's summary has no unit of its own"),
            ));
        }
        let found: Option<person::Model> = person::Entity::find_by_id(person_id).one(db).await?;
        let person = found.ok_or_else(|| Error::unknown_reference("person_id"))?;
        (person.unit_id, Some((person.id, person.name)))
    } else {
        if new.person_id.is_some() {
            return Err(Error::invalid(
                "person_id",
                "not_allowed",
                text("单位的报告不选个人", "a unit's report is about no person"),
            ));
        }
        let unit_id = new
            .unit_id
            .ok_or_else(|| Error::invalid("unit_id", "required", text("请选择单位", "choose the unit")))?;
        (unit_id, None)
    };
    let unit_name = visible_unit(db, actor, unit_id).await?;
    let subject = Subject {
        kind: new.kind,
        unit_id,
        unit_name,
        person,
        period: Period::of(db, new.kind, unit_id, (new.starts_on, new.ends_on), local_date(now)).await?,
    };
    if policy::may_write(actor, unit_id, subject.person.as_ref().map(|(id, _)| *id)) {
        return Ok(subject);
    }
    Err(Error::forbidden(
        "只能写本人的小结和本单位的报告。",
        "You may write your own summary and the reports of your own units.",
    ))
}

async fn visible_unit(db: &impl ConnectionTrait, actor: &Actor, unit_id: OrgUnitId) -> Result<String> {
    let unit: Option<org_unit::Model> = org_unit::Entity::find_by_id(unit_id)
        .filter(scope::org_units(actor))
        .one(db)
        .await?;
    unit.map(|unit| unit.name)
        .ok_or_else(|| Error::unknown_reference("unit_id"))
}

/// Keeps a drawn report as a draft.
pub async fn create(tx: &DatabaseTransaction, actor: &Actor, drawn: Drawn, now: DateTime<Utc>) -> Result<Report> {
    let Drawn { id, subject, sections } = drawn;
    let person_id = subject.person.as_ref().map(|(id, _)| *id);
    refuse_second_draft(tx, &subject, person_id).await?;
    report::Entity::insert(report::ActiveModel {
        id: Set(id),
        kind: Set(subject.kind),
        unit_id: Set(subject.unit_id),
        person_id: Set(person_id),
        starts_on: Set(subject.period.from),
        ends_on: Set(subject.period.until),
        title: Set(subject.title()),
        language: Set(written_in()),
        state: Set(ReportState::Draft),
        sections: Set(Sections(sections)),
        generated_at: Set(now),
        created_by: Set(actor.account_id),
        frozen_at: Set(None),
        frozen_by: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "reports", id.0, ChangeOperation::Created, subject.unit_id, now).await?;
    queries::find(tx, actor, id).await
}

fn written_in() -> ReportLanguage {
    match Language::current() {
        Language::Chinese => ReportLanguage::Zh,
        Language::English => ReportLanguage::En,
    }
}

/// Two drafts of the same would both be edited, and one lost.
async fn refuse_second_draft(tx: &impl ConnectionTrait, subject: &Subject, person_id: Option<PersonId>) -> Result<()> {
    let mut same = report::Entity::find()
        .filter(report::Column::Kind.eq(subject.kind))
        .filter(report::Column::UnitId.eq(subject.unit_id))
        .filter(report::Column::StartsOn.eq(subject.period.from))
        .filter(report::Column::EndsOn.eq(subject.period.until))
        .filter(report::Column::State.eq(ReportState::Draft));
    same = match person_id {
        Some(person) => same.filter(report::Column::PersonId.eq(person)),
        None => same.filter(report::Column::PersonId.is_null()),
    };
    if same.one(tx).await?.is_none() {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "duplicate",
        detail: text(
            "同一时段已有一份草稿，请接着写，或先删除它。",
            "There is a draft of the same period: go on with it, or delete it first.",
        ),
    })
}

/// The report, if the caller may do this to it now: 404 outside the scope, 403 without the right, 409 when frozen.
pub async fn open(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ReportId,
    wanted: ReportMove,
    expected: IfMatch,
    edit: &impl serde::Serialize,
) -> Result<report::Model> {
    let row = queries::find_to_change(tx, actor, id).await?;
    if !policy::may_write(actor, row.unit_id, row.person_id) {
        return Err(Error::forbidden(
            "只能修改本人或本单位的报告。",
            "You may only change reports of your own.",
        ));
    }
    moves::check(row.state, wanted)?;
    let mut current = serde_json::to_value(queries::find(tx, actor, id).await?)?;
    // As the edit names them, so that both sides can be shown text by text.
    let texts = row
        .sections
        .0
        .iter()
        .map(|section| (section.code.clone(), section.text.clone().into()));
    current["texts"] = serde_json::Value::Object(texts.collect());
    patch::check_version(expected, row.version, &current, edit)?;
    Ok(row)
}

/// Changes the title and texts of a draft; its figures stay as they were counted.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ReportId,
    expected: IfMatch,
    edit: ReportPatch,
    now: DateTime<Utc>,
) -> Result<Report> {
    let row = open(tx, actor, id, ReportMove::Edit, expected, &edit).await?;
    let mut sections = row.sections.clone();
    for (code, text) in edit.texts {
        let section = sections.0.iter_mut().find(|section| section.code == code);
        section.ok_or_else(|| unknown_section(&code))?.text = checked(&code, text)?;
    }
    save(
        tx,
        &row,
        report::ActiveModel {
            title: Set(edit.title.unwrap_or_else(|| row.title.clone())),
            sections: Set(sections),
            ..Default::default()
        },
        now,
    )
    .await?;
    queries::find(tx, actor, id).await
}

fn unknown_section(code: &str) -> Error {
    Error::Invalid(vec![FieldError {
        pointer: format!("#/texts/{code}"),
        code: "unknown".to_owned(),
        detail: text("报告没有这一部分", "the report has no such section"),
    }])
}

fn checked(code: &str, written: String) -> Result<String> {
    if written.chars().count() <= LONGEST_TEXT {
        return Ok(written);
    }
    Err(Error::Invalid(vec![FieldError {
        pointer: format!("#/texts/{code}"),
        code: "length".to_owned(),
        detail: text(
            format!("最多 {LONGEST_TEXT} 个字"),
            format!("at most {LONGEST_TEXT} characters"),
        ),
    }]))
}

/// Freezes a draft (定稿): text, figures, their queries and the time they were counted stay as they are.
pub async fn freeze(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: ReportId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<Report> {
    let row = open(tx, actor, id, ReportMove::Freeze, expected, &json!({})).await?;
    let frozen = report::ActiveModel {
        state: Set(ReportState::Frozen),
        frozen_at: Set(Some(now)),
        frozen_by: Set(Some(actor.account_id)),
        ..Default::default()
    };
    save(tx, &row, frozen, now).await?;
    let entry = Entry {
        object_id: Some(id.0),
        unit_id: Some(row.unit_id),
        details: json!({"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on}),
        ..Entry::new(Some(actor.account_id), AuditAction::ReportFrozen)
    };
    audit::record(tx, vault, now, entry).await?;
    queries::find(tx, actor, id).await
}

/// Throws a draft away.
pub async fn discard(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ReportId,
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = open(tx, actor, id, ReportMove::Discard, expected, &json!({})).await?;
    report::Entity::delete_many()
        .filter(report::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "reports", id.0, ChangeOperation::Deleted, row.unit_id, now).await
}

pub async fn save(
    tx: &impl ConnectionTrait,
    row: &report::Model,
    mut fields: report::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    fields.version = Set(row.version + 1);
    fields.updated_at = Set(now);
    report::Entity::update_many()
        .set(fields)
        .filter(report::Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    changes::record(tx, "reports", row.id.0, ChangeOperation::Updated, row.unit_id, now).await
}
