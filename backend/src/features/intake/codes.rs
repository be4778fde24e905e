//! Codes to keep (查询码): whoever has it follows the concern and speaks for whoever raised it. Only a keyed digest is
//! kept, so that a copy of the database opens none.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::OnConflict};

use crate::{
    code::Code,
    entities::{
        follow_code,
        ids::{AccountId, LedgerEntryId},
    },
    error::{Error, Result},
    vault::Vault,
};

/// More than 85 bits and a check sign.
pub type FollowCode = Code<20>;

const CONTEXT: &str = "follow_codes.digest";

/// The same code every time for the same secret of a phone: an answer that got lost on the way can be given again
/// although the code is kept nowhere.
pub fn of_sending(vault: &Vault, key: &[u8], fingerprint: &[u8]) -> FollowCode {
    let secret = vault.digest("follow_codes.of_sending", &[key, fingerprint].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&secret[..16]);
    FollowCode::from_secret(&bytes)
}

fn digest(vault: &Vault, code: &FollowCode) -> Vec<u8> {
    vault.digest(CONTEXT, code.as_bytes())
}

/// The entry of a code. What cannot be a code takes the same way as an unknown one: same answer, same time.
///
/// # Errors
/// [`Error::NotFound`]
pub async fn entry_of(db: &impl ConnectionTrait, vault: &Vault, typed: &str) -> Result<LedgerEntryId> {
    let digests = match FollowCode::read(typed) {
        Some(code) => vault.digests(CONTEXT, code.as_bytes()),
        None => vault.digests(CONTEXT, typed.as_bytes()),
    };
    follow_code::Entity::find()
        .select_only()
        .column(follow_code::Column::EntryId)
        .filter(follow_code::Column::Digest.is_in(digests))
        .into_tuple()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// Makes a code the one of an entry; the one before leads nowhere from now on.
pub async fn issue(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    entry_id: LedgerEntryId,
    code: &FollowCode,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<()> {
    let replace = OnConflict::column(follow_code::Column::EntryId)
        .update_columns([
            follow_code::Column::Digest,
            follow_code::Column::IssuedAt,
            follow_code::Column::IssuedBy,
        ])
        .to_owned();
    follow_code::Entity::insert(follow_code::ActiveModel {
        entry_id: Set(entry_id),
        digest: Set(digest(vault, code)),
        issued_at: Set(now),
        issued_by: Set(by),
    })
    .on_conflict(replace)
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sending_has_one_code_and_another_one_another() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let code = of_sending(&vault, b"key", b"content");
        assert_eq!(code, of_sending(&vault, b"key", b"content"));
        assert_ne!(code, of_sending(&vault, b"other", b"content"));
    }
}
