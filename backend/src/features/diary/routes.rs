use actix_web::{get, put, web};
use chrono::NaiveDate;

use super::{
    dto::{DiaryRemark, DiaryRemarks, NewDiaryRemark, RemarkFilter},
    remarks,
};
use crate::{
    auth::{Allow, Permission, permission::ActivitiesRecord},
    entities::ids::PersonId,
    error::{Problems, Result},
    http::{Etagged, IfMatch, Json, Path, Query, Routes, Write, Written},
    state::State,
};

/// The routes of this feature.
pub fn routes(config: &mut Routes) {
    config
        .service(list_diary_remarks)
        .service(get_diary_remark)
        .service(write_diary_remark);
}

/// Lists the remarks (随笔) that the caller noted in his own diary; 400 at most.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = PersonId, Path, description = "The caller himself"), RemarkFilter),
    responses((status = 200, description = "The remarks", body = DiaryRemarks), Problems))]
#[get("/personnel/{id}/diary-remarks")]
async fn list_diary_remarks(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path(id): Path<PersonId>,
    Query(filter): Query<RemarkFilter>,
) -> Result<web::Json<DiaryRemarks>> {
    Ok(web::Json(remarks::list(&state.db, &actor, id, filter).await?))
}

/// Shows the remark of a day; version 0 and no text where nothing was noted.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = PersonId, Path, description = "The caller himself"), ("day" = NaiveDate, Path, description = "The day", example = "2026-11-20")),
    responses((status = 200, description = "The remark", body = DiaryRemark), Problems))]
#[get("/personnel/{id}/diary-remarks/{day}")]
async fn get_diary_remark(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path((id, day)): Path<(PersonId, NaiveDate)>,
) -> Result<Etagged<DiaryRemark>> {
    Ok(Etagged(remarks::find(&state.db, &actor, id, day).await?))
}

/// Notes something for oneself on a day that is not in the future; an empty text removes it.
#[utoipa::path(tag = "activities", security(("bearer" = [Permission::ActivitiesRecord])),
    params(("id" = PersonId, Path, description = "The caller himself"), ("day" = NaiveDate, Path, description = "The day", example = "2026-11-20"),
        ("If-Match" = String, Header, description = "Its version as `ETag`; `\"v0\"` for the first note of a day", example = "\"v0\"")),
    responses((status = 200, description = "The remark as it is now", body = DiaryRemark), Problems))]
#[put("/personnel/{id}/diary-remarks/{day}")]
async fn write_diary_remark(
    actor: Allow<ActivitiesRecord>,
    state: web::Data<State>,
    Path((id, day)): Path<(PersonId, NaiveDate)>,
    expected: IfMatch,
    write: Write,
    Json(new): Json<NewDiaryRemark>,
) -> Result<Written> {
    let (now, today) = (state.clock.now(), state.clock.today());
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            Ok(Etagged(
                remarks::write(tx, &actor, (id, day), expected, new, (now, today)).await?,
            ))
        })
        .await
}
