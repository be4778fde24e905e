use actix_web::{delete, get, web};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::{
    dto::{Job, JobFilter},
    queries,
};
use crate::auth::Permission;
use crate::{
    auth::{Allow, permission::JobsRead},
    entities::{
        ids::JobId,
        job::{self, JobState},
    },
    error::{Problems, Result},
    http::{Etagged, ListQuery, Paged, Path, Routes, Write, Written, list::PageParams},
    state::State,
};

/// The routes of jobs.
pub fn routes(config: &mut Routes) {
    config.service(list_jobs).service(get_job).service(cancel_job);
}

/// Lists one's own jobs (任务).
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::JobsRead])), params(PageParams, JobFilter),
    responses((status = 200, description = "A page of jobs", body = Paged<Job>), Problems))]
#[get("/jobs")]
async fn list_jobs(actor: Allow<JobsRead>, state: web::Data<State>, query: ListQuery<JobFilter>) -> Result<Paged<Job>> {
    queries::list(&state.db, &actor, query).await
}

/// Shows how far a job is.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::JobsRead])),
    params(("id" = JobId, Path, description = "The job")),
    responses((status = 200, description = "The job", body = Job), Problems))]
#[get("/jobs/{id}")]
async fn get_job(actor: Allow<JobsRead>, state: web::Data<State>, Path(id): Path<JobId>) -> Result<Etagged<Job>> {
    Ok(Etagged(queries::find(&state.db, &actor, id).await?))
}

/// Cancels a job (取消): it ends at its next portion, and what was written stays.
///
/// Needs no `If-Match`: the version of a running job changes all the time. A job that has ended stays as it is.
#[utoipa::path(tag = "integration", security(("bearer" = [Permission::JobsRead])),
    params(("id" = JobId, Path, description = "The job")),
    responses((status = 200, description = "The job as it is now", body = Job), Problems))]
#[delete("/jobs/{id}")]
async fn cancel_job(
    actor: Allow<JobsRead>,
    state: web::Data<State>,
    Path(id): Path<JobId>,
    write: Write,
) -> Result<Written> {
    let now = state.clock.now();
    write
        .run(&state.db, actor.account_id, now, async |tx| {
            queries::find(tx, &actor, id).await?;
            job::Entity::update_many()
                .set(job::ActiveModel {
                    cancel_requested: Set(true),
                    updated_at: Set(now),
                    ..Default::default()
                })
                .filter(job::Column::Id.eq(id))
                .filter(job::Column::State.is_in([JobState::Queued, JobState::Running]))
                .exec(tx)
                .await?;
            Ok(Etagged(queries::find(tx, &actor, id).await?))
        })
        .await
}
