use actix_web::{get, web};

use super::{
    dto::{BlankForm, BlankFormQuery},
    print,
};
use crate::{
    auth::{Allow, Permission, permission::ActivitiesRecord},
    error::{Problems, Result},
    http::{Path, PrintedForm, Query, Routes},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(print_blank_form);
}

/// Prints a blank form (空白表格) to be filled in by hand.
///
/// It has the fields of the form that is printed of a record, and in its corner a code that leads to the page on which
/// it is keyed in, with kind and unit filled in.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("form" = inline(BlankForm), Path, description = "Which form", example = "home_visit"), BlankFormQuery),
    responses((status = 200, description = "The form", body = [u8], content_type = "application/pdf"), Problems))]
#[get("/blank-forms/{form}/form")]
async fn print_blank_form(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(form): Path<BlankForm>,
    Query(query): Query<BlankFormQuery>,
) -> Result<PrintedForm> {
    print::print(&state, &actor, form, &query).await
}
