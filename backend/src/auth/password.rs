//! Passwords: argon2id behind a semaphore, and the rules a new one must meet.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};
use tokio::sync::Semaphore;

use crate::{
    error::{Error, Result},
    language::text,
};

/// 46 MiB, one pass, one lane (OWASP).
const MEMORY_KIB: u32 = 47_104;
const LONGEST: usize = 128;
const SHORTEST: usize = 10;

/// Hashes and checks passwords, no more at once than there are cores.
#[derive(Debug)]
pub struct Passwords {
    slots: Semaphore,
    /// Checked when the user does not exist, so that the answer takes the same time.
    decoy: String,
}

impl Passwords {
    pub fn new() -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self {
            slots: Semaphore::new(cores),
            decoy: hash_now("a decoy that is nobody's password")?,
        })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: String) -> Result<String> {
        let _slot = self
            .slots
            .acquire()
            .await
            .map_err(|closed| Error::Internal(closed.to_string()))?;
        blocking(move || hash_now(&password)).await?
    }

    /// Whether the password fits; `None` (no such user) takes as long and never fits.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let _slot = self
            .slots
            .acquire()
            .await
            .map_err(|closed| Error::Internal(closed.to_string()))?;
        let exists = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        let fits = blocking(move || {
            PasswordHash::new(&hash).is_ok_and(|parsed| {
                hasher().is_ok_and(|argon| argon.verify_password(password.as_bytes(), &parsed).is_ok())
            })
        })
        .await?;
        Ok(fits && exists)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Error::Internal(error.to_string()))
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, 1, 1, None).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> Result<String> {
    let hash = hasher()?
        .hash_password(password.as_bytes())
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(hash.to_string())
}

/// The rules of the `mlps` profile (等保): at least 10 characters, three kinds of them, not a well-known one, not the
/// user's own name. `field` is where the password stands in the body.
pub fn check_rules(field: &str, password: &str, username: &str) -> Result<()> {
    let length = password.chars().count();
    let refuse = |code, zh: &'static str, en: &'static str| Err(Error::invalid(field, code, text(zh, en)));
    if length < SHORTEST {
        return refuse(
            "too_short",
            "密码至少 10 个字符",
            "a password has at least 10 characters",
        );
    }
    if length > LONGEST {
        return refuse(
            "too_long",
            "密码最多 128 个字符",
            "a password has at most 128 characters",
        );
    }
    let kinds = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(char::is_numeric),
        password.chars().any(|c| !c.is_alphanumeric()),
        password
            .chars()
            .any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()),
    ];
    if kinds.iter().filter(|present| **present).count() < 3 {
        return refuse(
            "too_simple",
            "密码须包含小写字母、大写字母、数字、符号中的至少三种",
            "a password mixes at least three of lower case, upper case, digits and symbols",
        );
    }
    let lower = password.to_lowercase();
    if lower.contains(&username.to_lowercase()) {
        return refuse(
            "contains_username",
            "密码不能包含用户名",
            "a password must not contain the user name",
        );
    }
    if WELL_KNOWN.iter().any(|known| lower.contains(known)) {
        return refuse("well_known", "密码过于常见", "this password is well known");
    }
    Ok(())
}

/// Cores of passwords that every attacker tries first.
const WELL_KNOWN: &[&str] = &[
    "password",
    "passw0rd",
    "p@ssw0rd",
    "123456789",
    "qwertyuiop",
    "1q2w3e4r",
    "admin123",
    "woaini1314",
    "iloveyou",
    "abcd1234",
    "lianxin",
    "xiaoxue",
    "88888888",
    "00000000",
    "66668888",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_a_new_password() {
        let code = |password| match check_rules("new_password", password, "zhangwei") {
            Err(Error::Invalid(fields)) => fields[0].code.clone(),
            Err(error) => error.to_string(),
            Ok(()) => "ok".into(),
        };
        assert_eq!(code("Ab1!"), "too_short");
        assert_eq!(code("abcdefghijkl"), "too_simple");
        assert_eq!(code("Zhangwei-2026"), "contains_username");
        assert_eq!(code("Password-2026"), "well_known");
        assert_eq!(code("山上有棵Pine-7"), "ok");
    }

    #[tokio::test]
    async fn a_password_fits_only_its_own_hash() {
        let passwords = Passwords::new().unwrap();
        let hash = passwords.hash("Mountain-7-pine".into()).await.unwrap();
        assert!(
            passwords
                .verify("Mountain-7-pine".into(), Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.verify("Mountain-8-pine".into(), Some(hash)).await.unwrap());
        assert!(
            !passwords
                .verify("a decoy that is nobody's password".into(), None)
                .await
                .unwrap()
        );
    }
}
