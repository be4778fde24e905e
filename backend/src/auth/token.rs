//! Access tokens: JWT signed with Ed25519, keys by `kid`, public halves as JWKS.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use aws_lc_rs::{
    encoding::AsDer,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    db,
    entities::{
        ids::{AccountId, ServiceAccountId, SessionId},
        role_grant::Role,
        signing_key,
    },
    error::{AuthFailure, Error, Result},
    vault::Vault,
};

const ISSUER: &str = "lianxin";
const AUDIENCE: &str = "lianxin-api";
const SEALED_AS: &str = "signing_keys.private_key";
/// Life of an access token.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);

/// What an access token says. `roles` is a hint for readers; what counts is read afresh from the database.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    /// The account; that of a system has the id of its service account.
    pub sub: AccountId,
    #[serde(flatten)]
    pub holder: Holder,
    pub iat: i64,
    pub nbf: i64,
    pub exp: i64,
    pub jti: Uuid,
}

/// For whom a token was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Holder {
    /// Somebody who logged in.
    Person { sid: SessionId, roles: Vec<Role> },
    /// Another system (RFC 9068): its scopes, separated by blanks.
    System { client_id: String, scope: String },
}

/// Issues and checks access tokens.
#[derive(Clone)]
pub struct Tokens {
    ring: Arc<RwLock<Arc<KeyRing>>>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(…)")
    }
}

struct KeyRing {
    kid: String,
    signing: EncodingKey,
    verifying: HashMap<String, DecodingKey>,
    public: Vec<Jwk>,
}

/// A public key (RFC 7517, RFC 8037).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Jwk {
    /// Key type: an octet key pair.
    #[schema(example = "OKP")]
    pub kty: &'static str,
    /// The curve.
    #[schema(example = "Ed25519")]
    pub crv: &'static str,
    /// What the key signs with.
    #[schema(example = "EdDSA")]
    pub alg: &'static str,
    /// What the key is for: signatures.
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    pub usage: &'static str,
    /// Which key it is: tokens name it in the header `kid`.
    pub kid: String,
    /// The public key in unpadded URL-safe Base64.
    pub x: String,
}

impl Tokens {
    /// Loads the signing keys; makes the first one when there is none.
    pub async fn load(db: &DatabaseConnection, vault: &Vault, now: DateTime<Utc>) -> Result<Self> {
        if live_keys(db).await?.is_empty() {
            let key = new_key(vault, now)?;
            db::write(db, async |tx| {
                signing_key::Entity::insert(key).exec_without_returning(tx).await?;
                Ok(())
            })
            .await?;
        }
        let ring = read_ring(db, vault).await?;
        Ok(Self {
            ring: Arc::new(RwLock::new(Arc::new(ring))),
        })
    }

    /// Signs a token that lives for [`LIFETIME`].
    pub fn issue(
        &self,
        account: AccountId,
        session: SessionId,
        roles: Vec<Role>,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let holder = Holder::Person { sid: session, roles };
        self.sign(account, holder, LIFETIME, now)
    }

    /// Signs a token for another system; `scope` are the scopes it asked for, separated by blanks.
    pub fn issue_to_system(
        &self,
        system: ServiceAccountId,
        client_id: String,
        scope: String,
        lifetime: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<String> {
        self.sign(system.account(), Holder::System { client_id, scope }, lifetime, now)
    }

    fn sign(&self, account: AccountId, holder: Holder, lifetime: TimeDelta, now: DateTime<Utc>) -> Result<String> {
        let ring = self.ring();
        let header = Header {
            typ: Some("at+jwt".into()),
            kid: Some(ring.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        let claims = Claims {
            iss: ISSUER.into(),
            aud: AUDIENCE.into(),
            sub: account,
            holder,
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + lifetime).timestamp(),
            jti: Uuid::now_v7(),
        };
        jsonwebtoken::encode(&header, &claims, &ring.signing).map_err(|error| Error::Internal(error.to_string()))
    }

    /// The claims of a token that is ours, unaltered and in force at `now`.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<Claims, AuthFailure> {
        const LEEWAY_SECONDS: i64 = 30;
        let header = jsonwebtoken::decode_header(token).map_err(|_| AuthFailure::InvalidToken)?;
        let ring = self.ring();
        let key = header
            .kid
            .and_then(|kid| ring.verifying.get(&kid))
            .ok_or(AuthFailure::InvalidToken)?;
        if header.typ.as_deref() != Some("at+jwt") {
            return Err(AuthFailure::InvalidToken);
        }
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[ISSUER]);
        rules.set_audience(&[AUDIENCE]);
        rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // Times are compared with our own clock below, so that tests can move it.
        rules.validate_exp = false;
        rules.validate_nbf = false;
        let claims = jsonwebtoken::decode::<Claims>(token, key, &rules)
            .map_err(|_| AuthFailure::InvalidToken)?
            .claims;
        let now = now.timestamp();
        if claims.exp + LEEWAY_SECONDS < now || claims.nbf - LEEWAY_SECONDS > now {
            return Err(AuthFailure::InvalidToken);
        }
        Ok(claims)
    }

    /// The public keys, for systems that check our tokens themselves.
    pub fn public_keys(&self) -> Vec<Jwk> {
        self.ring().public.clone()
    }

    fn ring(&self) -> Arc<KeyRing> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn live_keys(db: &DatabaseConnection) -> Result<Vec<signing_key::Model>> {
    Ok(signing_key::Entity::find()
        .filter(signing_key::Column::RetiredAt.is_null())
        .order_by_asc(signing_key::Column::CreatedAt)
        .order_by_asc(signing_key::Column::Kid)
        .all(db)
        .await?)
}

fn new_key(vault: &Vault, now: DateTime<Utc>) -> Result<signing_key::ActiveModel> {
    let unusable = |_| Error::Internal("no Ed25519 key could be made".into());
    let pair = Ed25519KeyPair::generate().map_err(unusable)?;
    let private: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().map_err(unusable)?;
    Ok(signing_key::ActiveModel {
        kid: Set(Uuid::now_v7().to_string()),
        public_key: Set(pair.public_key().as_ref().to_vec()),
        sealed_private_key: Set(vault.seal(SEALED_AS, private.as_ref())?),
        created_at: Set(now),
        retired_at: Set(None),
    })
}

async fn read_ring(db: &DatabaseConnection, vault: &Vault) -> Result<KeyRing> {
    let keys = live_keys(db).await?;
    let newest = keys
        .last()
        .ok_or_else(|| Error::Internal("there is no signing key".into()))?;
    let signing = EncodingKey::from_ed_der(&vault.open(SEALED_AS, &newest.sealed_private_key)?);
    let kid = newest.kid.clone();
    let mut verifying = HashMap::new();
    let mut public = Vec::new();
    for key in keys {
        let x = BASE64_URL_SAFE_NO_PAD.encode(&key.public_key);
        let decoding = DecodingKey::from_ed_components(&x).map_err(|error| Error::Internal(error.to_string()))?;
        public.push(Jwk {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            usage: "sig",
            kid: key.kid.clone(),
            x,
        });
        verifying.insert(key.kid, decoding);
    }
    Ok(KeyRing {
        kid,
        signing,
        verifying,
        public,
    })
}
