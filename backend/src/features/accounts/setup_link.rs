//! One-time links for the first password (一次性设置链接). The database keeps only a digest of the code.

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr};

use super::dto::SetupLink;
use crate::{
    entities::{
        account_setup_link,
        ids::{AccountId, AccountSetupLinkId},
    },
    error::{Error, Result},
    language::text,
    vault,
};

const LIFETIME: TimeDelta = TimeDelta::days(7);
/// Crockford's Base32: nothing on a printed slip can be mistaken for something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 100 random bits.
const LENGTH: usize = 20;

/// Makes a link for an account; older ones are no longer good.
pub async fn issue(
    tx: &impl ConnectionTrait,
    account_id: AccountId,
    public_url: &str,
    now: DateTime<Utc>,
) -> Result<SetupLink> {
    void(tx, account_id, now).await?;
    let code = new_code()?;
    let expires_at = now + LIFETIME;
    account_setup_link::Entity::insert(account_setup_link::ActiveModel {
        id: Set(AccountSetupLinkId::new()),
        account_id: Set(account_id),
        digest: Set(digest_of(&code)),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(SetupLink {
        setup_url: format!("{}/setup#{code}", public_url.trim_end_matches('/')),
        setup_code: code,
        setup_expires_at: expires_at,
    })
}

/// The unused link of a code.
pub async fn find(db: &impl ConnectionTrait, code: &str, now: DateTime<Utc>) -> Result<account_setup_link::Model> {
    account_setup_link::Entity::find()
        .filter(account_setup_link::Column::Digest.eq(digest_of(code)))
        .filter(account_setup_link::Column::UsedAt.is_null())
        .filter(account_setup_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await?
        .ok_or_else(gone)
}

/// Of all unused links the one that is good for longest.
pub async fn latest_open(tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Option<account_setup_link::Model>> {
    Ok(account_setup_link::Entity::find()
        .filter(account_setup_link::Column::UsedAt.is_null())
        .filter(account_setup_link::Column::ExpiresAt.gt(now))
        .order_by_desc(account_setup_link::Column::ExpiresAt)
        .one(tx)
        .await?)
}

/// Uses a link up; of two at once, one is refused.
pub async fn consume(tx: &impl ConnectionTrait, id: AccountSetupLinkId, now: DateTime<Utc>) -> Result<()> {
    let used = account_setup_link::Entity::update_many()
        .col_expr(account_setup_link::Column::UsedAt, Expr::value(now))
        .filter(account_setup_link::Column::Id.eq(id))
        .filter(account_setup_link::Column::UsedAt.is_null())
        .filter(account_setup_link::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    if used.rows_affected == 1 { Ok(()) } else { Err(gone()) }
}

/// Voids the unused links of an account.
pub async fn void(tx: &impl ConnectionTrait, account_id: AccountId, now: DateTime<Utc>) -> Result<()> {
    account_setup_link::Entity::update_many()
        .col_expr(account_setup_link::Column::ExpiresAt, Expr::value(now))
        .filter(account_setup_link::Column::AccountId.eq(account_id))
        .filter(account_setup_link::Column::UsedAt.is_null())
        .filter(account_setup_link::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// Unknown, used and expired codes get the same answer.
pub fn gone() -> Error {
    Error::Gone(text(
        "此设置码无效、已用过或已过期，请联系管理员重新发放。",
        "This code is unknown, used or expired; ask the administrator for a new one.",
    ))
}

/// `K7QM3-XPA9D-RT52H-VWNEZ`.
fn new_code() -> Result<String> {
    let mut code = String::with_capacity(LENGTH + LENGTH / 5);
    for (index, byte) in vault::random::<LENGTH>()?.into_iter().enumerate() {
        if index > 0 && index % 5 == 0 {
            code.push('-');
        }
        code.push(char::from(ALPHABET[usize::from(byte % 32)]));
    }
    Ok(code)
}

/// The digest of a code as somebody may have typed it from paper.
fn digest_of(code: &str) -> Vec<u8> {
    let plain: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|typed| match typed.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    digest(&SHA256, plain.as_bytes()).as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_from_paper_is_the_same_code() {
        let code = new_code().unwrap();
        assert_eq!(code.len(), 23);
        let typed = code
            .replace('-', " ")
            .to_lowercase()
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(digest_of(&code), digest_of(&typed));
        assert_ne!(digest_of(&code), digest_of(&new_code().unwrap()));
    }
}
