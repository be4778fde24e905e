//! What a finding must keep to: who owns it, where it lies, and between its fields.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    dto::{MoveFinding, NewFinding},
    inspections,
    moves::FindingMove,
};
use crate::{
    auth::{
        Actor,
        scope::{Reach, activities::in_own_schools, findings as rows},
    },
    entities::{
        finding::FindingSource,
        ids::{InspectionId, OrgUnitId, PersonId},
        org_unit,
    },
    error::{Error, Result},
    features::personnel::colleague_unit,
    language::text,
};

/// The owner and the unit: one's own gap, or one of the units one answers for.
pub async fn owner_and_unit(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    owner_id: Option<PersonId>,
    unit_id: Option<OrgUnitId>,
    source: FindingSource,
) -> Result<(PersonId, OrgUnitId)> {
    let owner = owner_id.map_or_else(|| actor.person(), Ok)?;
    let home = colleague_unit(tx, actor, owner, "owner_id").await?;
    let unit = unit_id.unwrap_or(home);
    let known = org_unit::Entity::find_by_id(unit)
        .filter(in_own_schools(actor, org_unit::Column::Id))
        .one(tx)
        .await?;
    if known.is_none() {
        return Err(Error::unknown_reference("unit_id"));
    }
    let own = actor.person_id == Some(owner) && unit == home;
    if own || rows::answered_for(actor, source).includes(unit) {
        return Ok((owner, unit));
    }
    Err(Error::forbidden(
        "只能登记自己的问题，或所负责单位的问题。",
        "You may record your own gaps, or those of the units you answer for.",
    ))
}

pub fn check_new(new: &NewFinding, today: NaiveDate) -> Result<()> {
    match (new.source == FindingSource::StudyTheme, new.theme) {
        (true, None) => {
            return Err(Error::invalid(
                "theme",
                "required",
                text("请选择对照的主题", "say which theme it was found by"),
            ));
        }
        (false, Some(_)) => {
            return Err(Error::invalid(
                "theme",
                "not_used",
                text("只有学习查摆才填主题", "only what was found by a study theme has one"),
            ));
        }
        _ => {}
    }
    if new.inspection_id.is_some() && new.source != FindingSource::Inspection {
        return Err(Error::invalid(
            "inspection_id",
            "not_used",
            text(
                "只有督查发现的问题才填所属督查",
                "only what an inspection found has one",
            ),
        ));
    }
    if new.found_on > today {
        return Err(Error::invalid(
            "found_on",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ));
    }
    check_due(new.found_on, new.due_on)
}

pub fn check_due(found_on: NaiveDate, due_on: NaiveDate) -> Result<()> {
    if due_on < found_on {
        return Err(Error::invalid(
            "due_on",
            "before_found",
            text("整改时限不能早于发现日期", "must not be before the day it was found"),
        ));
    }
    Ok(())
}

/// Each move takes what it needs and nothing else.
pub fn check_move(wanted: &MoveFinding, has_measure: bool) -> Result<()> {
    let MoveFinding {
        wanted,
        measure,
        result,
        note,
    } = wanted;
    let by_owner = matches!(wanted, FindingMove::Start | FindingMove::Finish);
    let fields = [
        ("measure", measure.is_some(), by_owner && !has_measure, by_owner),
        (
            "result",
            result.is_some(),
            *wanted == FindingMove::Finish,
            *wanted == FindingMove::Finish,
        ),
        ("note", note.is_some(), *wanted == FindingMove::Reopen, !by_owner),
    ];
    for (field, given, needed, taken) in fields {
        if needed && !given {
            return Err(Error::invalid(field, "required", text("必填", "is required")));
        }
        if given && !taken {
            return Err(Error::invalid(
                field,
                "not_used",
                text("此操作不用这一项", "this move does not take it"),
            ));
        }
    }
    Ok(())
}

/// The inspection that found it has been or is going on, in the unit of the finding or above it.
pub async fn check_inspection(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    inspection_id: Option<InspectionId>,
    unit_id: OrgUnitId,
) -> Result<()> {
    let Some(id) = inspection_id else { return Ok(()) };
    let inspection = inspections::of_finding(tx, actor, id).await?;
    if Reach::below(tx, inspection.unit_id).await?.includes(unit_id) {
        return Ok(());
    }
    Err(Error::invalid(
        "unit_id",
        "not_inspected",
        text("不在被督查单位范围内", "does not belong to the unit that was inspected"),
    ))
}
