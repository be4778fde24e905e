//! What an inspector reads with his code: without login, throttled, every look written down before it is answered. A
//! wrong, an expired and an ended code get the same answer.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    dto::{InspectedRecord, InspectionCode, InspectionCodeAndPlace, OpenedInspection},
    queries, records,
    service::digests,
};
use crate::{
    db::{self, audit},
    entities::{audit_event::AuditAction, inspection, inspection_access, inspection_access_record},
    error::{Error, Result},
    features::{accounts::unit_names, disclosure::PersonalNames},
    state::State,
};

/// The list of what a code opens.
pub async fn open(state: &State, asked: &InspectionCode) -> Result<OpenedInspection> {
    let access = db::write(&state.db, async |tx| {
        let access = of_code(state, tx, &asked.code).await?;
        note(state, tx, &access, AuditAction::InspectionAccessOpened, json!({})).await?;
        Ok(access)
    })
    .await?;
    let db = &state.db;
    let names = PersonalNames::of_school(db, access.unit_id).await?;
    let items = records::entries(db, &names, &queries::of_access(db, access.id).await?).await?;
    let inspection = match access.inspection_id {
        None => None,
        Some(id) => inspection::Entity::find_by_id(id).one(db).await?,
    };
    let unit_name = unit_names(db, [access.unit_id]).await?.remove(&access.unit_id);
    Ok(OpenedInspection {
        unit_name: unit_name.unwrap_or_default(),
        inspection_title: inspection.map(|inspection| inspection.title),
        holder: access.holder,
        expires_at: access.expires_at,
        items,
    })
}

/// One of the records that a code opens.
pub async fn read(state: &State, asked: &InspectionCodeAndPlace) -> Result<InspectedRecord> {
    let (access, chosen) = db::write(&state.db, async |tx| {
        let access = of_code(state, tx, &asked.code).await?;
        let chosen = inspection_access_record::Entity::find_by_id((access.id, asked.place))
            .one(tx)
            .await?
            .ok_or(Error::NotFound)?;
        let details = json!({"kind": chosen.kind, "record_id": chosen.record_id, "place": chosen.place});
        note(state, tx, &access, AuditAction::InspectionAccessRead, details).await?;
        Ok((access, chosen))
    })
    .await?;
    let names = PersonalNames::of_school(&state.db, access.unit_id).await?;
    records::one(&state.db, &state.vault, &names, chosen).await
}

async fn of_code(state: &State, tx: &DatabaseTransaction, code: &str) -> Result<inspection_access::Model> {
    inspection_access::Entity::find()
        .filter(inspection_access::Column::CodeDigest.is_in(digests(&state.vault, code)))
        .filter(queries::open_at(state.clock.now()))
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

async fn note(
    state: &State,
    tx: &DatabaseTransaction,
    access: &inspection_access::Model,
    action: AuditAction,
    details: serde_json::Value,
) -> Result<()> {
    let look = audit::Entry {
        object_id: Some(access.id.0),
        unit_id: Some(access.unit_id),
        details,
        ..audit::Entry::new(None, action)
    };
    audit::record(tx, &state.vault, state.clock.now(), look).await
}
