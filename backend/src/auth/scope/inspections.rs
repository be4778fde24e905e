//! Inspections: overseers see those of their units; what was opened for inspectors only those who open it.

use sea_orm::sea_query::SimpleExpr;

use super::{Actor, Permission, Reach};
use crate::entities::{inspection, inspection_access};

/// The inspections the caller may see.
pub fn inspections(actor: &Actor) -> SimpleExpr {
    Reach::overseeing(actor, Permission::InspectionsRead).covers(inspection::Column::UnitId)
}

/// What was opened for inspectors in the units the caller answers for.
pub fn accesses(actor: &Actor) -> SimpleExpr {
    Reach::overseeing(actor, Permission::InspectionAccessManage).covers(inspection_access::Column::UnitId)
}
