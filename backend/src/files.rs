//! Where uploaded files are kept: a folder, or a bucket that speaks S3. Each is sealed under the master key and named
//! by the SHA-256 of what is stored, so that a missing or altered one is noticed, and never written twice.

use std::{fmt, fs, io, path::Path, sync::Arc};

use aws_lc_rs::digest;
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem, path::Path as Place,
    prefix::PrefixStore,
};

use crate::{config::FilesConfig, vault::Vault};

/// Sealing context.
const CONTEXT: &str = "files";

/// The kept files.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    vault: Vault,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the place of the files cannot be used: {0}")]
    Unusable(#[from] object_store::Error),
    #[error("the folder of the files cannot be used: {0}")]
    Folder(#[from] io::Error),
    #[error("{0} is missing")]
    Missing(String),
    #[error("{0} is not as it was written")]
    Altered(String),
}

impl Files {
    /// Opens the place that the settings name; a folder is made when there is none.
    ///
    /// # Errors
    /// When the folder cannot be made or the bucket's address cannot be read. Whether a bucket answers shows later.
    pub fn open(config: &FilesConfig, vault: Vault) -> Result<Self, Failure> {
        let Some(address) = config.files.strip_prefix("s3://") else {
            return Self::in_folder(Path::new(&config.files), vault);
        };
        let (bucket, prefix) = address.split_once('/').unwrap_or((address, ""));
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&config.s3_region)
            .with_virtual_hosted_style_request(config.s3_virtual_host);
        if let Some(endpoint) = &config.s3_endpoint {
            builder = builder
                .with_endpoint(endpoint)
                .with_allow_http(endpoint.starts_with("http:"));
        }
        if let (Some(id), Some(secret)) = (&config.s3_access_key, &config.s3_secret_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        Ok(Self {
            store: Arc::new(PrefixStore::new(builder.build()?, prefix)),
            vault,
        })
    }

    /// The files of a folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn in_folder(folder: &Path, vault: Vault) -> Result<Self, Failure> {
        fs::create_dir_all(folder)?;
        Ok(Self {
            store: Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true)),
            vault,
        })
    }

    /// Seals and keeps a file; its name is the answer. It is on the disk when this returns.
    ///
    /// # Errors
    /// When the place cannot be written.
    pub async fn keep(&self, content: &[u8]) -> Result<String, Failure> {
        let sealed = self
            .vault
            .seal(CONTEXT, content)
            .map_err(|_| io::Error::other("it cannot be sealed"))?;
        let name = name_of(&sealed);
        self.store.put(&place(&name), PutPayload::from(sealed)).await?;
        Ok(name)
    }

    /// The content of a kept file.
    ///
    /// # Errors
    /// When it is missing or altered, or the place does not answer.
    pub async fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let sealed = self.stored(name).await?;
        self.vault
            .open(CONTEXT, &sealed)
            .map_err(|_| Failure::Altered(name.to_owned()))
    }

    /// Removes a file; one that is not there is no failure.
    ///
    /// # Errors
    /// When the place does not answer.
    pub async fn remove(&self, name: &str) -> Result<(), Failure> {
        match self.store.delete(&place(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads a file through and compares it with its name.
    ///
    /// # Errors
    /// When it is missing or altered, or the place does not answer.
    pub async fn check(&self, name: &str) -> Result<(), Failure> {
        self.stored(name).await.map(|_| ())
    }

    /// Copies a file as it is stored, unless it is there already.
    ///
    /// # Errors
    /// When it is missing here or cannot be written there.
    pub async fn copy_to(&self, other: &Self, name: &str) -> Result<(), Failure> {
        if other.store.head(&place(name)).await.is_ok() {
            return Ok(());
        }
        let sealed = self.stored(name).await?;
        other.store.put(&place(name), PutPayload::from(sealed)).await?;
        Ok(())
    }

    /// Seals a file anew under the key of another place, keeps it there and reads it back; its name there is the answer.
    ///
    /// # Errors
    /// When it is missing or altered here or cannot be written there.
    pub async fn reseal_to(&self, other: &Self, name: &str) -> Result<String, Failure> {
        let content = self.read(name).await?;
        let kept = other.keep(&content).await?;
        if other.read(&kept).await? == content {
            Ok(kept)
        } else {
            Err(Failure::Altered(kept))
        }
    }

    async fn stored(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let found = match self.store.get(&place(name)).await {
            Err(object_store::Error::NotFound { .. }) => return Err(Failure::Missing(name.to_owned())),
            found => found?,
        };
        let sealed = found.bytes().await?;
        if name_of(&sealed) == name {
            Ok(sealed.into())
        } else {
            Err(Failure::Altered(name.to_owned()))
        }
    }
}

/// `ab/ab12…`: no folder grows too large.
fn place(name: &str) -> Place {
    Place::from_iter([name.get(..2).unwrap_or_default(), name])
}

fn name_of(sealed: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, sealed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        Vault::new(&[7; 32]).unwrap()
    }

    #[actix_web::test]
    async fn a_file_is_kept_sealed_and_an_altered_one_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(folder.path(), vault()).unwrap();
        let name = files.keep("家访照片".as_bytes()).await.unwrap();
        assert_eq!(files.read(&name).await.unwrap(), "家访照片".as_bytes());
        let stored = folder.path().join(&name[..2]).join(&name);
        let mut bytes = fs::read(&stored).unwrap();
        assert!(!bytes.windows(12).any(|part| part == "家访照片".as_bytes()));
        bytes[20] ^= 1;
        fs::write(&stored, bytes).unwrap();
        assert!(matches!(files.check(&name).await, Err(Failure::Altered(_))));
        files.remove(&name).await.unwrap();
        files.remove(&name).await.unwrap();
        assert!(matches!(files.read(&name).await, Err(Failure::Missing(_))));
    }
}
