//! Accounts, role grants and the audit log belong to no unit: only roles that hold for the whole system see them.

use sea_orm::sea_query::{Expr, SimpleExpr};

use super::{Actor, Permission, Reach};

/// All rows for a system-wide role that carries `permission`, none for anybody else.
pub fn system_wide(actor: &Actor, permission: Permission) -> SimpleExpr {
    Expr::value(Reach::of(actor, |role| permission.is_given_to(role)) == Reach::Everything)
}
