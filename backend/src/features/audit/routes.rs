use actix_web::{get, web};

use super::{
    dto::{AuditEvent, AuditEventFilter},
    queries,
};
use crate::{
    auth::{Allow, Permission, permission::AuditRead},
    error::{Problems, Result},
    http::{ListQuery, Paged, Routes, list::PageParams},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config.service(list_audit_events);
}

/// Lists the audit log (审计日志), newest first.
#[utoipa::path(tag = "audit", security(("bearer" = [Permission::AuditRead])), params(PageParams, AuditEventFilter),
    responses((status = 200, description = "A page of entries", body = Paged<AuditEvent>), Problems))]
#[get("/audit-events")]
async fn list_audit_events(
    actor: Allow<AuditRead>,
    state: web::Data<State>,
    query: ListQuery<AuditEventFilter>,
) -> Result<Paged<AuditEvent>> {
    queries::list(&state.db, &actor, query).await
}
