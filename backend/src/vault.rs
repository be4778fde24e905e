//! Sealing of what must not be readable in the database: identities, ID numbers, phone numbers, signing keys.
//!
//! AES-256-GCM with a key that lives outside the database; a keyed digest allows exact look-up.

use std::{fmt, fs, io, io::Write, path::Path, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
    hkdf, hmac, rand,
};
use base64::{Engine, prelude::BASE64_STANDARD};

const FORMAT: u8 = 1;

/// Seals and opens values under the master key.
#[derive(Clone)]
pub struct Vault {
    sealing: Arc<LessSafeKey>,
    digests: hmac::Key,
    /// Of installations that joined this one.
    former: Arc<[hmac::Key]>,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// A sealed value that cannot be opened: wrong key, wrong context or damage.
#[derive(Debug, thiserror::Error)]
#[error("the sealed value cannot be opened with this master key")]
pub struct Unreadable;

impl From<Unspecified> for Unreadable {
    fn from(_: Unspecified) -> Self {
        Self
    }
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Vault {
    /// Derives the working keys from 32 secret bytes.
    pub fn new(master: &[u8; 32]) -> Result<Self, Unreadable> {
        let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, b"lianxin").extract(master);
        let derive = |purpose: &[u8]| -> Result<[u8; 32], Unspecified> {
            let mut key = [0; 32];
            secret.expand(&[purpose], Length(32))?.fill(&mut key)?;
            Ok(key)
        };
        let sealing = UnboundKey::new(&AES_256_GCM, &derive(b"seal")?)?;
        Ok(Self {
            sealing: Arc::new(LessSafeKey::new(sealing)),
            digests: hmac::Key::new(hmac::HMAC_SHA256, &derive(b"digest")?),
            former: Arc::default(),
        })
    }

    /// Reads the master key (32 bytes in Base64) from a file; makes one, readable by the owner only, when there is none.
    pub fn from_file(path: &Path) -> io::Result<Self> {
        let encoded = match fs::read_to_string(path) {
            Ok(encoded) => encoded,
            Err(error) if error.kind() == io::ErrorKind::NotFound => create_key_file(path)?,
            Err(error) => return Err(error),
        };
        Self::from_base64(&encoded).ok_or_else(|| io::Error::other("the master key is not 32 bytes in Base64"))
    }

    /// The vault of a key written in Base64.
    pub fn from_base64(encoded: &str) -> Option<Self> {
        let key: [u8; 32] = BASE64_STANDARD.decode(encoded.trim()).ok()?.try_into().ok()?;
        Self::new(&key).ok()
    }

    /// Knows, too, what was digested under the keys of installations that joined this one.
    #[must_use]
    pub fn with_former(mut self, former: &[Self]) -> Self {
        self.former = former.iter().map(|vault| vault.digests.clone()).collect();
        self
    }

    /// Seals a value; `context` (a table and column) must be given again to open it.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut body = plain.to_vec();
        self.sealing.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(context.as_bytes()),
            &mut body,
        )?;
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + body.len());
        sealed.push(FORMAT);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Opens what [`Vault::seal`] sealed in the same context.
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let (&[FORMAT], rest) = sealed.split_at_checked(1).ok_or(Unreadable)? else {
            return Err(Unreadable);
        };
        let (nonce, body) = rest.split_at_checked(NONCE_LEN).ok_or(Unreadable)?;
        let mut body = body.to_vec();
        let plain = self.sealing.open_in_place(
            Nonce::try_assume_unique_for_key(nonce)?,
            Aad::from(context.as_bytes()),
            &mut body,
        )?;
        Ok(plain.to_vec())
    }

    /// Opens a sealed text.
    pub fn open_text(&self, context: &str, sealed: &[u8]) -> Result<String, Unreadable> {
        String::from_utf8(self.open(context, sealed)?).map_err(|_| Unreadable)
    }

    /// A keyed digest of a value for exact look-up; nobody without the key can compute it.
    pub fn digest(&self, context: &str, value: &[u8]) -> Vec<u8> {
        digest(&self.digests, context, value)
    }

    /// The digests under which a value may be known that is kept nowhere itself: the own one first, then those of
    /// installations that joined this one.
    pub fn digests(&self, context: &str, value: &[u8]) -> Vec<Vec<u8>> {
        let keys = std::iter::once(&self.digests).chain(self.former.iter());
        keys.map(|key| digest(key, context, value)).collect()
    }
}

fn digest(key: &hmac::Key, context: &str, value: &[u8]) -> Vec<u8> {
    let mut signing = hmac::Context::with_key(key);
    signing.update(context.as_bytes());
    signing.update(&[0]);
    signing.update(value);
    signing.sign().as_ref().to_vec()
}

/// Random bytes for secrets.
pub fn random<const N: usize>() -> Result<[u8; N], Unreadable> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes)?;
    Ok(bytes)
}

fn create_key_file(path: &Path) -> io::Result<String> {
    let key: [u8; 32] = random().map_err(io::Error::other)?;
    let encoded = BASE64_STANDARD.encode(key);
    write_secret(path, &encoded)?;
    Ok(encoded)
}

/// Writes a new file that only its owner can read.
pub fn write_secret(path: &Path, content: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(path)?, "{content}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_own_context() {
        let vault = Vault::new(&[7; 32]).unwrap();
        let sealed = vault
            .seal("students.pupil_number", "G532301201503100011".as_bytes())
            .unwrap();
        assert_eq!(
            vault.open_text("students.pupil_number", &sealed).unwrap(),
            "G532301201503100011"
        );
        assert!(vault.open("guardians.phone", &sealed).is_err());
        assert!(
            Vault::new(&[8; 32])
                .unwrap()
                .open("students.pupil_number", &sealed)
                .is_err()
        );
        let mut damaged = sealed.clone();
        damaged[20] ^= 1;
        assert!(vault.open("students.pupil_number", &damaged).is_err());
        assert!(vault.open("students.pupil_number", &[]).is_err());
    }

    #[test]
    fn digests_repeat_but_differ_by_context() {
        let vault = Vault::new(&[7; 32]).unwrap();
        assert_eq!(vault.digest("a", b"x"), vault.digest("a", b"x"));
        assert_ne!(vault.digest("a", b"x"), vault.digest("b", b"x"));
    }

    #[test]
    fn what_a_former_key_digested_is_known() {
        let (vault, former) = (Vault::new(&[7; 32]).unwrap(), Vault::new(&[8; 32]).unwrap());
        let digest = vault.digest("a", b"x");
        let known = [digest.clone(), former.digest("a", b"x")];
        let vault = vault.with_former(&[former]);
        assert_eq!(vault.digests("a", b"x"), known);
        assert_eq!(vault.digest("a", b"x"), digest);
    }
}
