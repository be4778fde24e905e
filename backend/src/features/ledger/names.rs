//! Names beside ids, read in the same select.

use sea_orm::{
    ColumnTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, SimpleExpr, SubQueryStatement},
};

use crate::entities::{account, ledger_category, org_unit, person};

/// The name of the unit in a column.
pub fn of_unit(column: impl ColumnTrait) -> SimpleExpr {
    name_in::<org_unit::Entity>(org_unit::Column::Name, org_unit::Column::Id, column)
}

/// The name of the person in a column.
pub fn of_person(column: impl ColumnTrait) -> SimpleExpr {
    name_in::<person::Entity>(person::Column::Name, person::Column::Id, column)
}

/// The name of the account in a column.
pub fn of_account(column: impl ColumnTrait) -> SimpleExpr {
    name_in::<account::Entity>(account::Column::DisplayName, account::Column::Id, column)
}

/// The name of the category in a column.
pub fn of_category(column: impl ColumnTrait) -> SimpleExpr {
    name_in::<ledger_category::Entity>(ledger_category::Column::Name, ledger_category::Column::Id, column)
}

fn name_in<E: EntityTrait>(name: E::Column, id: E::Column, column: impl ColumnTrait) -> SimpleExpr {
    let name = E::find()
        .select_only()
        .column(name)
        .filter(id.into_simple_expr().eq(column.into_simple_expr()))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(name)))
}
