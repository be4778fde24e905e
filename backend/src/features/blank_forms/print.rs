//! Setting blank forms: each as the feature it is keyed into has it, with unit and code.

use forms::{Block, Sheet};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter};

use super::dto::{BlankForm, BlankFormQuery};
use crate::{
    auth::{Actor, scope},
    entities::{activity::ActivityKind, ids::OrgUnitId, org_unit},
    error::{Error, Result},
    features::{activities, ledger},
    http::{PrintedForm, qr_code},
    language::say,
    state::State,
};

pub async fn print(state: &State, actor: &Actor, form: BlankForm, query: &BlankFormQuery) -> Result<PrintedForm> {
    let own = || actor.grants.iter().find_map(|grant| grant.unit_id);
    let unit_id = query.unit_id.or_else(own).ok_or(Error::NotFound)?;
    let unit = org_unit::Entity::find()
        .filter(scope::org_units(actor))
        .filter(org_unit::Column::Id.eq(unit_id))
        .one(&state.db)
        .await?
        .ok_or(Error::NotFound)?;
    let today = state.clock.today();
    let mut sheet = match form.activity() {
        Some(kind) => activities::blank_form(kind, &actor.display_name, today),
        None => ledger::blank_form(&actor.display_name, today),
    };
    sheet.blocks.push(Block::Note {
        text: say(
            "手写后扫右上角的码逐条录入；录入后以系统里的记录为准，纸质表归档。",
            "Scan the code at the top right to key it in; from then on the record in the system counts, and the paper is filed.",
        )
        .to_owned(),
    });
    let sheet = Sheet {
        left: format!("{}{}", say("单位：", "Unit: "), unit.name),
        code: qr_code(&address(&state.config.public_url, form, unit_id))?,
        ..sheet
    };
    let name = format!("{} {}", sheet.title, unit.name);
    PrintedForm::pack(&name, vec![sheet; query.count.unwrap_or(1).into()]).await
}

/// The page on which the form is keyed in.
fn address(public_url: &str, form: BlankForm, unit_id: OrgUnitId) -> String {
    let site = public_url.trim_end_matches('/');
    match form.activity() {
        // Point by point, which a row of the grid has no room for.
        Some(ActivityKind::CanteenCheck) => format!("{site}/record?kind=canteen_check&unit_id={unit_id}"),
        Some(kind) => format!("{site}/activities/paper?kind={}&unit_id={unit_id}", kind.to_value()),
        None => format!("{site}/ledger/paper?unit_id={unit_id}"),
    }
}
