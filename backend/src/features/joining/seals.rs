//! Sealed values: opened with the school's key, sealed with the bureau's, and what is looked up by a keyed digest.
//!
//! Digests of what is kept nowhere (ID numbers, codes that were handed out) come as they are: a server that is given the
//! school's key as a former one goes on finding them.

use std::any::Any;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    entities::{
        ballot_box, export_file, family_committee_member, guardian, household,
        import_change::{self, ImportedRecord},
        import_row, ledger_identity, liaison_handover, student, webhook_secret,
    },
    features::{
        ballots::{CONTENT_KEY, SIGNING_KEY},
        families::{ADDRESS, GUARDIAN_PHONE, PUPIL_NUMBER},
        ledger::identity_context,
        liaison::SEALED_PACK,
        transfer::{SEALED_BEFORE, SEALED_CELLS, SEALED_FILE},
        webhooks::SEALED_SECRET,
    },
    vault::{Unreadable, Vault},
};

/// Opens every sealed value of a row in place.
pub fn open(vault: &Vault, row: &mut dyn Any) -> Result<(), Unreadable> {
    each(row, &mut |context, value| {
        *value = vault.open(context, value)?;
        Ok(())
    })?;
    within_change(row, &mut |before| open(vault, before))
}

/// Seals in place what [`open`] opened.
pub fn seal(vault: &Vault, row: &mut dyn Any) -> Result<(), Unreadable> {
    within_change(row, &mut |before| seal(vault, before))?;
    each(row, &mut |context, value| {
        *value = vault.seal(context, value)?;
        Ok(())
    })
}

/// Computes the digests of an opened row anew, where what they are of is there.
pub fn digest(vault: &Vault, row: &mut dyn Any) -> Result<(), Unreadable> {
    let anew = |context: &str, plain: &Option<Vec<u8>>| plain.as_ref().map(|plain| vault.digest(context, plain));
    if let Some(row) = row.downcast_mut::<student::Model>() {
        row.pupil_number_digest = anew(PUPIL_NUMBER, &row.pupil_number_sealed);
    } else if let Some(row) = row.downcast_mut::<guardian::Model>() {
        row.phone_digest = anew(GUARDIAN_PHONE, &row.phone_sealed);
    }
    within_change(row, &mut |before| digest(vault, before))
}

/// What is done with the sealed values of a row.
type Work<'a> = &'a mut dyn FnMut(&mut dyn Any) -> Result<(), Unreadable>;

/// What an import changed is kept as it was before, with sealed values of its own.
fn within_change(row: &mut dyn Any, work: Work<'_>) -> Result<(), Unreadable> {
    let Some(change) = row.downcast_mut::<import_change::Model>() else {
        return Ok(());
    };
    let Some(before) = &mut change.sealed else {
        return Ok(());
    };
    match change.record {
        ImportedRecord::Students => within::<student::Model>(before, work),
        ImportedRecord::Guardians => within::<guardian::Model>(before, work),
        ImportedRecord::Households => within::<household::Model>(before, work),
        _ => Ok(()),
    }
}

fn within<M>(json: &mut Vec<u8>, work: Work<'_>) -> Result<(), Unreadable>
where
    M: Serialize + DeserializeOwned + 'static,
{
    let mut record: M = serde_json::from_slice(json).map_err(|_| Unreadable)?;
    work(&mut record)?;
    *json = serde_json::to_vec(&record).map_err(|_| Unreadable)?;
    Ok(())
}

/// What is done with a sealed value and the context it is sealed in.
type With<'a> = &'a mut dyn FnMut(&str, &mut Vec<u8>) -> Result<(), Unreadable>;

/// Calls `with` for every sealed value of a row and the context it is sealed in.
fn each(row: &mut dyn Any, with: With<'_>) -> Result<(), Unreadable> {
    let mut maybe = |context: &str, value: &mut Option<Vec<u8>>| match value {
        Some(value) => with(context, value),
        None => Ok(()),
    };
    if let Some(row) = row.downcast_mut::<student::Model>() {
        maybe(PUPIL_NUMBER, &mut row.pupil_number_sealed)
    } else if let Some(row) = row.downcast_mut::<household::Model>() {
        maybe(ADDRESS, &mut row.address_sealed)
    } else if let Some(row) = row.downcast_mut::<guardian::Model>() {
        maybe(GUARDIAN_PHONE, &mut row.phone_sealed)
    } else if let Some(row) = row.downcast_mut::<family_committee_member::Model>() {
        maybe(GUARDIAN_PHONE, &mut row.phone_sealed)
    } else if let Some(row) = row.downcast_mut::<import_change::Model>() {
        maybe(SEALED_BEFORE, &mut row.sealed)
    } else if let Some(row) = row.downcast_mut::<ballot_box::Model>() {
        maybe(CONTENT_KEY, &mut row.content_key)?;
        maybe(SIGNING_KEY, &mut row.signing_key)
    } else if let Some(row) = row.downcast_mut::<ledger_identity::Model>() {
        with(&identity_context(row.entry_id), &mut row.sealed)
    } else if let Some(row) = row.downcast_mut::<liaison_handover::Model>() {
        with(SEALED_PACK, &mut row.pack_sealed)
    } else if let Some(row) = row.downcast_mut::<import_row::Model>() {
        with(SEALED_CELLS, &mut row.sealed)
    } else if let Some(row) = row.downcast_mut::<export_file::Model>() {
        with(SEALED_FILE, &mut row.sealed)
    } else if let Some(row) = row.downcast_mut::<webhook_secret::Model>() {
        with(SEALED_SECRET, &mut row.secret_sealed)
    } else {
        Ok(())
    }
}
