//! Reading reminders: one's own and nobody else's; every select starts at [`visible_to`].

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::dto::{DutyReminder, DutyReminderFilter, DutyReminderSort};
use crate::{
    auth::{Actor, scope},
    entities::{
        duty_reminder,
        ids::{DutyReminderId, PersonId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

fn visible_to(actor: &Actor) -> Select<duty_reminder::Entity> {
    duty_reminder::Entity::find().filter(scope::plan::own_reminders(actor))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<DutyReminderFilter>,
) -> Result<Paged<DutyReminder>> {
    let DutyReminderFilter { duty_code, sort: _ } = query.filter;
    let mut select = visible_to(actor);
    if let Some(code) = duty_code {
        select = select.filter(duty_reminder::Column::DutyCode.eq(code));
    }
    let column = |sort| match sort {
        DutyReminderSort::DutyCode => duty_reminder::Column::DutyCode,
    };
    query.page.fetch(db, select, column, duty_reminder::Column::Id).await
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: DutyReminderId) -> Result<DutyReminder> {
    visible_to(actor)
        .filter(duty_reminder::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Those of a person, for his own day.
pub async fn of_person(db: &impl ConnectionTrait, person_id: PersonId) -> Result<Vec<duty_reminder::Model>> {
    Ok(duty_reminder::Entity::find()
        .filter(duty_reminder::Column::PersonId.eq(person_id))
        .all(db)
        .await?)
}
