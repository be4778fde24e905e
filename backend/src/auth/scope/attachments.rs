//! Attachments: whoever sees the record sees what is attached to it.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Actor, activities::activities};
use crate::entities::{
    activity,
    attachment::{AttachmentOwner, Column},
};

/// The attachments a caller may see.
pub fn attachments(actor: &Actor, today: NaiveDate) -> Condition {
    let records = activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(activities(actor, today))
        .into_query();
    Condition::all()
        .add(Column::OwnerKind.eq(AttachmentOwner::Activity))
        .add(Column::OwnerId.in_subquery(records))
}
