//! Imports: those of the units for which the caller may run imports.

use sea_orm::sea_query::SimpleExpr;

use super::Reach;
use crate::{
    auth::{Actor, Permission},
    entities::import,
};

pub fn imports(actor: &Actor) -> SimpleExpr {
    Reach::of(actor, |role| Permission::ImportsRun.is_given_to(role)).covers(import::Column::UnitId)
}
