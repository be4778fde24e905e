use actix_web::{get, patch, web};

use super::{
    dto::{ActivityKindFilter, ActivityKindPatch, ActivityKindSetting, ActivityKinds},
    service,
};
use crate::{
    auth::{
        Allow, Permission,
        permission::{ActivitiesRead, ActivityKindsWrite},
    },
    entities::activity::ActivityKind,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, Path, Query, Routes, Write, Written},
    state::State,
};

/// The routes of the kinds.
pub fn routes(config: &mut Routes) {
    config.service(list_activity_kinds).service(update_activity_kind);
}

/// Lists the kinds of activities of a school in their order, with who confirms them (确认设置).
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRead])), params(ActivityKindFilter),
    responses((status = 200, description = "All kinds", body = ActivityKinds), Problems))]
#[get("/activity-kinds")]
async fn list_activity_kinds(
    actor: Allow<ActivitiesRead>,
    state: web::Data<State>,
    Query(filter): Query<ActivityKindFilter>,
) -> Result<web::Json<ActivityKinds>> {
    Ok(web::Json(service::list(&state.db, &actor, filter.unit_id).await?))
}

/// Sets who confirms a kind in a school. It holds for records handed in afterwards.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivityKindsWrite])),
    params(("kind" = ActivityKind, Path, description = "The kind"), ActivityKindFilter,
        ("If-Match" = String, Header, description = "Its `ETag`; `\"v0\"` while nothing was set", example = "\"v0\"")),
    responses((status = 200, description = "The kind as it is now", body = ActivityKindSetting), Problems))]
#[patch("/activity-kinds/{kind}")]
async fn update_activity_kind(
    actor: Allow<ActivityKindsWrite>,
    state: web::Data<State>,
    Path(kind): Path<ActivityKind>,
    Query(filter): Query<ActivityKindFilter>,
    expected: IfMatch,
    write: Write,
    Json(edit): Json<ActivityKindPatch>,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                service::set(tx, &actor, filter.unit_id, kind, expected, edit, now).await?,
            ))
        })
        .await
}
