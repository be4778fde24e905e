//! Names beside ids, read in the same select.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SimpleExpr, SubQueryStatement},
};

use crate::{
    entities::{
        account,
        ids::{OrgUnitId, PersonId},
        ledger_category, org_unit, person,
    },
    error::Result,
};

/// The names of a unit and perhaps of a person.
pub async fn of_unit_and_person(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    person_id: Option<PersonId>,
) -> Result<(String, Option<String>)> {
    let unit = org_unit::Entity::find_by_id(unit_id).one(db).await?;
    let person = match person_id {
        None => None,
        Some(person_id) => person::Entity::find_by_id(person_id).one(db).await?,
    };
    Ok((
        unit.map(|unit| unit.name).unwrap_or_default(),
        person.map(|person| person.name),
    ))
}

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
        .filter(id.into_simple_expr().eq(Expr::col(column.as_column_ref())))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(name)))
}
