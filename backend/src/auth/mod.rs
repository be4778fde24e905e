//! Who is asking, and what they may see and do: every permission question is answered in this room.

mod actor;
mod authenticate;
pub mod password;
pub mod permission;
pub mod policy;
pub mod scope;
mod systems;
pub mod throttle;
pub mod token;

pub use actor::{Actor, Allow, Grant, Guard, LoggedIn, System, Within};
pub use authenticate::{actors, authenticate, in_force};
pub use permission::Permission;
pub use systems::{every_scope, scopes_for, service_actor};

pub use crate::entities::service_account::ServiceScope;
