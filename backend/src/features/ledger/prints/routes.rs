use actix_web::{get, web};

use super::{
    list,
    sheets::{self, SheetWanted},
    workbook,
};
use crate::{
    auth::{Allow, Permission, permission::LedgerRead},
    entities::ids::LedgerEntryId,
    error::{Problems, Result},
    features::ledger::filter::LedgerFilter,
    http::{Download, ListQuery, Path, PrintedForm, Query, Routes},
    state::State,
};

/// The routes of what is printed; before those of one entry, whose ids they are not.
pub fn routes(config: &mut Routes) {
    config
        .service(print_ledger)
        .service(get_ledger_workbook)
        .service(print_ledger_entry);
}

/// Prints the entries of a filter as the official list (民情台账, A4 landscape), in the order of their registration.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(LedgerFilter),
    responses((status = 200, description = "The list", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/ledger-entries/form")]
async fn print_ledger(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    query: ListQuery<LedgerFilter>,
) -> Result<PrintedForm> {
    list::print(&state.db, &actor, query.filter, state.clock.now()).await
}

/// Gives the entries of a filter as a workbook in the layout of the official list (民情台账).
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])), params(LedgerFilter),
    responses((status = 200, description = "The list", body = [u8],
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Problems))]
#[get("/ledger-entries/workbook")]
async fn get_ledger_workbook(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    query: ListQuery<LedgerFilter>,
) -> Result<Download> {
    workbook::workbook(&state.db, &actor, query.filter, state.clock.now()).await
}

/// Prints a sheet of an entry: 民情登记办理表, 接访登记表 or 回访单; who printed it is audited.
#[utoipa::path(tag = "ledger", security(("bearer" = [Permission::LedgerRead])),
    params(("id" = LedgerEntryId, Path, description = "The entry"), SheetWanted),
    responses((status = 200, description = "The sheet", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/ledger-entries/{id}/form")]
async fn print_ledger_entry(
    actor: Allow<LedgerRead>,
    state: web::Data<State>,
    Path(id): Path<LedgerEntryId>,
    Query(wanted): Query<SheetWanted>,
) -> Result<PrintedForm> {
    sheets::print(&state, &actor, id, wanted.sheet.unwrap_or_default()).await
}
