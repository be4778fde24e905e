//! Opening records to an inspector, and ending it.

use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    super::inspections,
    choose,
    dto::{InspectionAccess, InspectionAccessWithCode, NewInspectionAccess},
    queries,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::{audit, changes},
    entities::{
        audit_event::AuditAction,
        change_event::ChangeOperation,
        ids::{InspectionAccessId, InspectionId, OrgUnitId},
        inspection_access, inspection_access_record,
    },
    error::{Error, Result},
    language::text,
    state::State,
    vault::Vault,
};

/// Without letters and digits that look alike.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// 32^16 codes: nobody finds one by guessing.
const CODE_LENGTH: usize = 16;

/// Opens chosen records for a limited time; the code is shown once and only its digest is kept.
pub async fn open(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: NewInspectionAccess,
    now: DateTime<Utc>,
) -> Result<InspectionAccessWithCode> {
    let unit_id = unit_of(tx, actor, &new).await?;
    choose::check(tx, actor, unit_id, &new.records, local_date(now)).await?;
    let code = new_code();
    let row = inspection_access::Model {
        id: InspectionAccessId::new(),
        unit_id,
        inspection_id: new.inspection_id,
        holder: new.holder,
        code_digest: digest(&state.vault, &code),
        expires_at: now + TimeDelta::days(new.days.into()),
        ended_at: None,
        ended_by: None,
        created_by: actor.account_id,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = row.id;
    inspection_access::Entity::insert(row.into_active_model())
        .exec_without_returning(tx)
        .await?;
    let chosen = new
        .records
        .iter()
        .zip(1..)
        .map(|(record, place)| inspection_access_record::ActiveModel {
            access_id: Set(id),
            place: Set(place),
            kind: Set(record.kind),
            record_id: Set(record.id),
        });
    inspection_access_record::Entity::insert_many(chosen)
        .exec_without_returning(tx)
        .await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(unit_id),
        details: json!({"records": new.records.len(), "days": new.days}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::InspectionAccessCreated)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    changes::record(tx, "inspection_accesses", id.0, ChangeOperation::Created, unit_id, now).await?;
    Ok(InspectionAccessWithCode {
        access: queries::find(tx, actor, id, now).await?,
        url: format!("{}/inspection#{code}", state.config.public_url.trim_end_matches('/')),
        code: spaced(&code),
    })
}

/// The school whose records are opened: named, that of the inspection, or the caller's own.
async fn unit_of(tx: &DatabaseTransaction, actor: &Actor, new: &NewInspectionAccess) -> Result<OrgUnitId> {
    let inspected = match new.inspection_id {
        None => None,
        Some(id) => Some(inspected_unit(tx, actor, id).await?),
    };
    let own = || {
        let managing = actor
            .grants
            .iter()
            .find(|grant| Permission::InspectionAccessManage.is_given_to(grant.role));
        managing.and_then(|grant| grant.unit_id)
    };
    let unit_id = new.unit_id.or(inspected).or_else(own);
    unit_id
        .filter(|unit| policy::oversees_unit(actor, Permission::InspectionAccessManage, *unit))
        .ok_or_else(|| Error::unknown_reference("unit_id"))
}

async fn inspected_unit(tx: &DatabaseTransaction, actor: &Actor, id: InspectionId) -> Result<OrgUnitId> {
    inspections::unit_of(tx, actor, id)
        .await?
        .ok_or_else(|| Error::unknown_reference("inspection_id"))
}

/// Ends an access before its time: its code opens nothing from now on.
pub async fn end(
    state: &State,
    tx: &DatabaseTransaction,
    actor: &Actor,
    id: InspectionAccessId,
    now: DateTime<Utc>,
) -> Result<InspectionAccess> {
    let stored = queries::find_to_change(tx, actor, id).await?;
    if stored.ended_at.is_some() || stored.expires_at <= now {
        return Err(Error::Conflict {
            code: "already_ended",
            detail: text("此阅览已经结束。", "This access has ended already."),
        });
    }
    inspection_access::Entity::update_many()
        .set(inspection_access::ActiveModel {
            ended_at: Set(Some(now)),
            ended_by: Set(Some(actor.account_id)),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            inspection_access::Column::Version,
            Expr::col(inspection_access::Column::Version).add(1),
        )
        .filter(inspection_access::Column::Id.eq(id))
        .exec(tx)
        .await?;
    let entry = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(stored.unit_id),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::InspectionAccessEnded)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    changes::record(
        tx,
        "inspection_accesses",
        id.0,
        ChangeOperation::Updated,
        stored.unit_id,
        now,
    )
    .await?;
    queries::find(tx, actor, id, now).await
}

const CONTEXT: &str = "inspection_accesses.code";

/// How a code is kept.
fn digest(vault: &Vault, code: &str) -> Vec<u8> {
    vault.digest(CONTEXT, plain(code).as_bytes())
}

/// How a typed code may be kept.
pub fn digests(vault: &Vault, typed: &str) -> Vec<Vec<u8>> {
    vault.digests(CONTEXT, plain(typed).as_bytes())
}

/// People type spaces, hyphens and small letters.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|sign| sign.to_ascii_uppercase())
        .collect()
}

fn new_code() -> String {
    let mut random = rand::rng();
    (0..CODE_LENGTH)
        .map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())]))
        .collect()
}

/// In groups of four, to be typed from paper.
fn spaced(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    let groups = signs.chunks(4).map(String::from_iter);
    groups.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let code = new_code();
        assert_eq!(code.len(), CODE_LENGTH);
        assert_eq!(spaced("ABCDEFGH23456789"), "ABCD-EFGH-2345-6789");
        let typed = spaced(&code).to_lowercase().replace('-', " ");
        assert_eq!(digest(&vault, &code), digest(&vault, &typed));
        assert_ne!(digest(&vault, &code), digest(&vault, &new_code()));
    }
}
