//! Codes to keep (查询码): whoever has it follows the concern and speaks for whoever raised it. Only a keyed digest is
//! kept, so that a copy of the database opens none.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::OnConflict};

use crate::{
    entities::{
        follow_code,
        ids::{AccountId, LedgerEntryId},
    },
    error::{Error, Result},
    vault::{self, Vault},
};

/// Signs that nobody takes for another, also in handwriting. Their number is a prime, so that the check sign finds
/// every wrong sign and every two that changed places.
const ALPHABET: &[u8; 23] = b"23456789ACDEFHJKMNPRTWX";
/// What people write for a sign of the alphabet.
const READ_AS: [(char, char); 4] = [('B', '8'), ('G', '6'), ('S', '5'), ('Z', '2')];
const PRIME: u32 = 23;
/// 23^19 codes: more than 85 bits; the last sign is the check sign.
const LENGTH: usize = 20;
const GROUP: usize = 4;
const CONTEXT: &str = "follow_codes.digest";

/// A code with its check sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowCode(String);

impl FollowCode {
    /// A fresh one.
    pub fn random() -> Result<Self> {
        Ok(Self::from_secret(&vault::random::<16>()?))
    }

    /// The same code every time for the same secret of a phone: an answer that got lost on the way can be given again
    /// although the code is kept nowhere.
    pub fn of_sending(vault: &Vault, key: &[u8], fingerprint: &[u8]) -> Self {
        let secret = vault.digest("follow_codes.of_sending", &[key, fingerprint].concat());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&secret[..16]);
        Self::from_secret(&bytes)
    }

    fn from_secret(secret: &[u8; 16]) -> Self {
        let mut rest = u128::from_be_bytes(*secret);
        let mut signs: Vec<u32> = Vec::with_capacity(LENGTH);
        for _ in 1..LENGTH {
            signs.push(u32::try_from(rest % u128::from(PRIME)).unwrap_or_default());
            rest /= u128::from(PRIME);
        }
        signs.push(check_sign(&signs));
        Self(signs.into_iter().map(sign).collect())
    }

    /// Reads a code as people type it: small letters, spaces, hyphens, and letters for the digits they look like.
    /// `None` when it cannot be one.
    pub fn read(typed: &str) -> Option<Self> {
        let signs: Vec<u32> = typed
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .map(place_of)
            .collect::<Option<_>>()?;
        let (check, rest) = signs.split_last()?;
        (signs.len() == LENGTH && *check == check_sign(rest)).then(|| Self(signs.into_iter().map(sign).collect()))
    }

    /// In groups of four: `7K3M-9W2X-5TAC-D4HN-PR6F`.
    pub fn grouped(&self) -> String {
        let groups = self.0.as_bytes().chunks(GROUP).map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join("-")
    }

    fn digest(&self, vault: &Vault) -> Vec<u8> {
        vault.digest(CONTEXT, self.0.as_bytes())
    }
}

fn sign(place: u32) -> char {
    char::from(ALPHABET[usize::try_from(place).unwrap_or_default() % ALPHABET.len()])
}

fn place_of(typed: char) -> Option<u32> {
    let typed = typed.to_ascii_uppercase();
    let meant = READ_AS
        .iter()
        .find(|(written, _)| *written == typed)
        .map_or(typed, |(_, meant)| *meant);
    let place = ALPHABET.iter().position(|sign| char::from(*sign) == meant)?;
    u32::try_from(place).ok()
}

/// Makes the weighted sum of all signs a multiple of the prime; weights are 1, 2, 3 … from the left.
fn check_sign(signs: &[u32]) -> u32 {
    let sum: u32 = (1..).zip(signs).map(|(weight, sign)| weight * sign).sum();
    let last = u32::try_from(LENGTH).unwrap_or_default();
    (0..PRIME)
        .find(|check| (sum + last * check).is_multiple_of(PRIME))
        .unwrap_or_default()
}

/// The entry of a code. What cannot be a code takes the same way as an unknown one: same answer, same time.
///
/// # Errors
/// [`Error::NotFound`]
pub async fn entry_of(db: &impl ConnectionTrait, vault: &Vault, typed: &str) -> Result<LedgerEntryId> {
    let digest = match FollowCode::read(typed) {
        Some(code) => code.digest(vault),
        None => vault.digest(CONTEXT, typed.as_bytes()),
    };
    follow_code::Entity::find()
        .select_only()
        .column(follow_code::Column::EntryId)
        .filter(follow_code::Column::Digest.eq(digest))
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
        digest: Set(code.digest(vault)),
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
    use proptest::prelude::*;

    use super::*;

    fn any_code() -> impl Strategy<Value = FollowCode> {
        any::<[u8; 16]>().prop_map(|secret| FollowCode::from_secret(&secret))
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_people_write_it(code in any_code()) {
            let grouped = code.grouped();
            prop_assert_eq!(grouped.len(), LENGTH + LENGTH / GROUP - 1);
            let written = grouped.to_lowercase().replace('-', " ").replace('8', "b").replace('5', "S");
            prop_assert_eq!(FollowCode::read(&grouped), Some(code.clone()));
            prop_assert_eq!(FollowCode::read(&written), Some(code));
        }

        #[test]
        fn one_wrong_sign_is_found(code in any_code(), at in 0..LENGTH, other in 0..ALPHABET.len()) {
            let mut signs = code.0.clone().into_bytes();
            prop_assume!(signs[at] != ALPHABET[other]);
            signs[at] = ALPHABET[other];
            prop_assert_eq!(FollowCode::read(&String::from_utf8(signs).unwrap()), None);
        }

        #[test]
        fn two_signs_that_changed_places_are_found(code in any_code(), one in 0..LENGTH, other in 0..LENGTH) {
            let mut signs = code.0.clone().into_bytes();
            prop_assume!(signs[one] != signs[other]);
            signs.swap(one, other);
            prop_assert_eq!(FollowCode::read(&String::from_utf8(signs).unwrap()), None);
        }
    }

    #[test]
    fn there_are_more_codes_than_anybody_can_try() {
        let bits = f64::from(PRIME).log2() * 19.0;
        assert!(bits >= 80.0, "{bits}");
    }

    #[test]
    fn a_sending_has_one_code_and_another_one_another() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let code = FollowCode::of_sending(&vault, b"key", b"content");
        assert_eq!(code, FollowCode::of_sending(&vault, b"key", b"content"));
        assert_ne!(code, FollowCode::of_sending(&vault, b"other", b"content"));
    }
}
