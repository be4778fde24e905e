//! What a record is called that a column refers to, read as a column of the same select.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};

/// `shown` of the row of `E` whose `id` the column `refers` holds.
pub fn named<E: EntityTrait>(_: E, shown: E::Column, id: E::Column, refers: impl ColumnTrait) -> SimpleExpr {
    E::find()
        .select_only()
        .column(shown)
        .filter(Expr::col(id.as_column_ref()).equals(refers.as_column_ref()))
        .into_query()
        .into()
}
