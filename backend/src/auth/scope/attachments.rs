//! Attachments: whoever sees the record sees what is attached to it.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::{Actor, activities::activities, ledger::ledger_entries};
use crate::entities::{
    activity,
    attachment::{AttachmentOwner, Column},
    ledger_entry,
};

/// The attachments a caller may see.
pub fn attachments(actor: &Actor, today: NaiveDate) -> Condition {
    let records = activity::Entity::find()
        .select_only()
        .column(activity::Column::Id)
        .filter(activities(actor, today))
        .into_query();
    let entries = ledger_entry::Entity::find()
        .select_only()
        .column(ledger_entry::Column::Id)
        .filter(ledger_entries(actor, today))
        .into_query();
    let of_activity = Condition::all()
        .add(Column::OwnerKind.eq(AttachmentOwner::Activity))
        .add(Column::OwnerId.in_subquery(records));
    let of_entry = Condition::all()
        .add(Column::OwnerKind.eq(AttachmentOwner::LedgerEntry))
        .add(Column::OwnerId.in_subquery(entries));
    Condition::any().add(of_activity).add(of_entry)
}
