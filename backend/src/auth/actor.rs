//! The caller of a request, loaded afresh for each one so that a revocation takes effect at once.

use std::{future::Ready, marker::PhantomData, ops::Deref, rc::Rc};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, http::Method};

use super::{Permission, systems};
use crate::{
    entities::{
        ids::{AccountId, OrgUnitId, PersonId, SessionId},
        role_grant::Role,
        service_account::ServiceScope,
    },
    error::{AuthFailure, Error, Result},
};

/// A logged-in account with the grants that are in force today.
#[derive(Debug, Clone)]
pub struct Actor {
    pub account_id: AccountId,
    pub session_id: SessionId,
    /// The person behind the account; an administrator may be nobody of the staff.
    pub person_id: Option<PersonId>,
    pub display_name: String,
    pub must_change_password: bool,
    pub grants: Vec<Grant>,
    /// Set when no person asks but another system: its scopes bound what the role carries.
    pub system: Option<System>,
}

/// What another system may do, besides what the role it acts in carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    pub scopes: Vec<ServiceScope>,
}

/// A role in a subtree; without a unit it holds for the whole system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub unit_id: Option<OrgUnitId>,
    pub within: Within,
}

/// Where a grant holds, as the tree of units stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// Everywhere: it names no unit, or the only root of the tree.
    Everything,
    /// In its unit and all units below.
    Units(Vec<OrgUnitId>),
}

impl Actor {
    pub fn has_role(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether any of the roles carries the permission and, for a system, a scope opens it; which records it reaches
    /// is the scope's question.
    pub fn can(&self, permission: Permission) -> bool {
        let opened = self.system.as_ref().is_none_or(|system| system.may(permission));
        opened && self.grants.iter().any(|grant| permission.is_given_to(grant.role))
    }

    /// Refuses a caller whose roles do not carry the permission.
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.must_change_password {
            return Err(Error::PasswordChangeRequired);
        }
        if self.can(permission) {
            return Ok(());
        }
        if self.system.is_some() {
            return Err(systems::lacks_scope(permission));
        }
        Err(Error::forbidden(
            "您的角色不能进行此操作。",
            "Your role does not allow this.",
        ))
    }

    /// The person behind the account, for work that only staff can do.
    pub fn person(&self) -> Result<PersonId> {
        self.person_id.ok_or_else(|| {
            Error::forbidden(
                "此账号没有对应的教职工，不能记录工作。",
                "This account belongs to no member of staff.",
            )
        })
    }
}

/// A permission named in the type of a handler's first argument.
pub trait Guard {
    const PERMISSION: Permission;
}

/// The caller, who has the permission of `G`. Ready at once: 401 and 403 come before anything is parsed.
#[derive(Debug)]
pub struct Allow<G> {
    actor: Rc<Actor>,
    guard: PhantomData<G>,
}

impl<G> Deref for Allow<G> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl<G: Guard> FromRequest for Allow<G> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let allowed = caller(request)
            .and_then(|actor| systems::acting(actor, G::PERMISSION, is_reading(request)))
            .and_then(|actor| {
                actor.require(G::PERMISSION).map(|()| Self {
                    actor,
                    guard: PhantomData,
                })
            });
        std::future::ready(allowed)
    }
}

fn is_reading(request: &HttpRequest) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Any person who is logged in, also one who still has to set a password. Systems have no login.
#[derive(Debug)]
pub struct LoggedIn(Rc<Actor>);

impl Deref for LoggedIn {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for LoggedIn {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let person = caller(request).and_then(|actor| match actor.system {
            None => Ok(Self(actor)),
            Some(_) => Err(Error::forbidden(
                "这是供个人登录使用的接口，系统账号不能使用。",
                "This is for people who are logged in; systems have no use for it.",
            )),
        });
        std::future::ready(person)
    }
}

/// What [`super::authenticate`] found out about the caller.
pub(super) type Identified = Result<Rc<Actor>, AuthFailure>;

fn caller(request: &HttpRequest) -> Result<Rc<Actor>> {
    request
        .extensions()
        .get::<Identified>()
        .cloned()
        .unwrap_or(Err(AuthFailure::Missing))
        .map_err(Error::Unauthenticated)
}
