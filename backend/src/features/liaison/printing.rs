//! Lists with families on them leave a note in the audit log when they are printed.

use crate::{
    auth::Actor,
    db::audit::{self, Printing},
    entities::{ids::OrgUnitId, liaison_scheme::LiaisonTargetKind},
    error::{Error, Result},
    state::State,
};

/// Notes who printed a form of a scheme that leads to families or pupils; other schemes are not noted.
pub async fn note_families(
    state: &State,
    actor: &Actor,
    form: &str,
    leads_to: LiaisonTargetKind,
    unit_id: Option<OrgUnitId>,
) -> Result<()> {
    if !matches!(leads_to, LiaisonTargetKind::Household | LiaisonTargetKind::Student) {
        return Ok(());
    }
    let unit = unit_id.or(super::own_unit(actor)).ok_or(Error::NotFound)?;
    let printing = Printing {
        name: form,
        object_id: unit.0,
        unit_id: Some(unit),
    };
    audit::printed(&state.db, &state.vault, actor.account_id, printing, state.clock.now()).await
}
