//! What a record must keep to: who, when, and between its fields.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    details,
    dto::{ActivityPatch, NewActivity},
    references::{self, Place},
};
use crate::{
    auth::{Actor, policy::activities::oversees},
    entities::{
        activity_details::ActivityDetails,
        ids::{OrgUnitId, PersonId},
        org_unit_closure, person, school_year,
    },
    error::{Error, FieldError, Result},
    language::text,
};

/// Who did it: the caller, or another for whose unit he answers or with whom he went (代填).
pub async fn main_actor(tx: &impl ConnectionTrait, actor: &Actor, new: &NewActivity) -> Result<PersonId> {
    let Some(person_id) = new.person_id.filter(|person| actor.person_id != Some(*person)) else {
        return actor.person();
    };
    let unit_id = person::Entity::find_by_id(person_id)
        .select_only()
        .column(person::Column::UnitId)
        .into_tuple::<OrgUnitId>()
        .one(tx)
        .await?;
    let unknown = || Error::unknown_reference("person_id");
    let unit_id = unit_id.ok_or_else(unknown)?;
    if !references::are_colleagues(tx, actor, &[person_id]).await? {
        return Err(unknown());
    }
    let together = actor.person_id.is_some_and(|me| new.companion_ids.contains(&me));
    if together || oversees(actor, unit_id) {
        return Ok(person_id);
    }
    Err(Error::forbidden(
        "只能为本单位的人员代填，或与其同行时记录。",
        "You may record for others only in your own units, or when you went along.",
    ))
}

pub async fn check_companions(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    person_id: PersonId,
    companions: &[PersonId],
    known: &[PersonId],
) -> Result<()> {
    let new: Vec<PersonId> = companions.iter().copied().filter(|id| !known.contains(id)).collect();
    let all_seen = new.is_empty() || references::are_colleagues(tx, actor, &new).await?;
    for (index, companion) in companions.iter().enumerate() {
        let field = format!("companion_ids/{index}");
        if *companion == person_id || companions[..index].contains(companion) {
            return Err(Error::invalid(
                &field,
                "duplicate",
                text("此人已在参与人中", "takes part already"),
            ));
        }
        if !all_seen && !known.contains(companion) && !references::are_colleagues(tx, actor, &[*companion]).await? {
            return Err(Error::unknown_reference(&field));
        }
    }
    Ok(())
}

/// Not in the future, not before the school year.
pub async fn check_day(tx: &impl ConnectionTrait, unit_id: OrgUnitId, day: NaiveDate, today: NaiveDate) -> Result<()> {
    check_not_in_future(day, today)?;
    match school_year_begun(tx, unit_id, today).await? {
        Some(begun) if day < begun => Err(Error::invalid(
            "happened_on",
            "before_the_school_year",
            text(
                format!("不能早于本学年开始的 {begun}"),
                format!("must not be before the school year began on {begun}"),
            ),
        )),
        _ => Ok(()),
    }
}

pub fn check_not_in_future(day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day > today {
        return Err(Error::invalid(
            "happened_on",
            "in_the_future",
            text("日期不能晚于今天", "must not be in the future"),
        ));
    }
    Ok(())
}

/// The first day of the school year that runs at a unit today, or of the last one.
pub async fn school_year_begun(
    tx: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    today: NaiveDate,
) -> Result<Option<NaiveDate>> {
    let above = org_unit_closure::Entity::find()
        .filter(org_unit_closure::Column::DescendantId.eq(unit_id))
        .all(tx)
        .await?
        .into_iter()
        .map(|link| link.ancestor_id);
    Ok(school_year::Entity::find()
        .select_only()
        .column(school_year::Column::StartsOn)
        .filter(school_year::Column::UnitId.is_in(above))
        .filter(school_year::Column::StartsOn.lte(today))
        .order_by_desc(school_year::Column::StartsOn)
        .into_tuple::<NaiveDate>()
        .one(tx)
        .await?)
}

/// The rules between the fields.
pub fn check_content(content: &NewActivity, person_id: PersonId, place: &Place) -> Result<()> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code: &str, detail| {
        problems.push(FieldError {
            pointer: format!("#/{field}"),
            code: code.to_owned(),
            detail,
        });
    };
    if let (Some(from), Some(until)) = (content.started_at, content.ended_at)
        && until < from
    {
        refuse(
            "ended_at",
            "before_the_start",
            text("不能早于开始时间", "must not be before the start"),
        );
    }
    if let Some(until) = content.follow_up_on {
        if content.follow_up.is_none() {
            refuse("follow_up", "required", text("请写明约定的事项", "say what was agreed"));
        }
        if until < content.happened_on {
            refuse(
                "follow_up_on",
                "before_it_happened",
                text("不能早于记录日期", "must not be before the day it happened"),
            );
        }
    }
    if let Some(observed) = place.observed_person_id
        && (observed == person_id || content.companion_ids.contains(&observed))
    {
        let (field, detail) = match &content.details {
            ActivityDetails::StaffTalk(_) => (
                "details/staff_talk/person_id",
                text("谈心对象不能是谈话人", "one does not talk with oneself"),
            ),
            _ => (
                "details/lesson_observation/observed_person_id",
                text("观课人不能是授课教师", "the teacher observed cannot be an observer"),
            ),
        };
        refuse(field, "confirms_himself", detail);
    }
    problems.extend(details::problems(&content.details, content.happened_on));
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

/// What a record must say to be handed in.
pub fn check_complete(content: &NewActivity) -> Result<()> {
    if content.text.chars().count() >= 2 {
        return Ok(());
    }
    Err(Error::invalid(
        "text",
        "required",
        text("提交前请写一两句话", "write a sentence or two before handing it in"),
    ))
}

/// An edit carries only fields of the record's own kind.
pub fn check_kind(details: &ActivityDetails, edit: &ActivityPatch) -> Result<()> {
    let own = serde_json::to_value(details)?;
    let foreign = edit
        .details
        .iter()
        .flat_map(serde_json::Map::keys)
        .find(|name| own.get(name).is_none());
    foreign.map_or(Ok(()), |name| {
        Err(Error::invalid(
            &format!("details/{name}"),
            "other_kind",
            text(
                "记录的类别不能改变，这里只能填本类别的内容",
                "the kind of a record stays; only its own fields fit here",
            ),
        ))
    })
}
