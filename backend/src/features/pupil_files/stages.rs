//! Writes of stages: they change the version of their file, too.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};
use serde_json::json;

use super::{
    dto::{NewPupilFileStage, PupilFileDetail, PupilFileStagePatch},
    queries, rules,
    service::{save, to_change},
};
use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        ids::{PupilFileId, PupilFileStageId},
        pupil_file, pupil_file_stage,
    },
    error::Result,
    http::{IfMatch, patch},
};

/// Begins a stage.
pub async fn add(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    file: PupilFileId,
    new: NewPupilFileStage,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let today = local_date(now);
    let stored = to_change(tx, actor, today, file).await?;
    rules::check_stage(&new, &stored)?;
    pupil_file_stage::Entity::insert(pupil_file_stage::ActiveModel {
        id: Set(PupilFileStageId::new()),
        pupil_file_id: Set(file),
        version: Set(1),
        created_at: Set(now),
        ..row_of(new, now)
    })
    .exec_without_returning(tx)
    .await?;
    save(tx, file, pupil_file::ActiveModel::default(), now).await?;
    queries::find(tx, actor, today, file).await
}

/// Changes or reviews a stage; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    (file, id): (PupilFileId, PupilFileStageId),
    expected: IfMatch,
    edit: PupilFileStagePatch,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let today = local_date(now);
    let kept = to_change(tx, actor, today, file).await?;
    let stored = queries::stage(tx, file, id).await?;
    patch::check_version(expected, stored.version, &queries::shown(stored.clone()), &edit)?;
    let before = NewPupilFileStage {
        goal: stored.goal,
        measures: stored.measures,
        starts_on: stored.starts_on,
        ends_on: stored.ends_on,
        result: stored.result,
        review: stored.review,
    };
    let after: NewPupilFileStage = patch::merged(&before, &edit)?;
    rules::check_stage(&after, &kept)?;
    pupil_file_stage::Entity::update_many()
        .set(row_of(after, now))
        .col_expr(
            pupil_file_stage::Column::Version,
            Expr::col(pupil_file_stage::Column::Version).add(1),
        )
        .filter(pupil_file_stage::Column::Id.eq(id))
        .exec(tx)
        .await?;
    save(tx, file, pupil_file::ActiveModel::default(), now).await?;
    queries::find(tx, actor, today, file).await
}

/// Removes a stage that was entered by mistake.
pub async fn remove(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    (file, id): (PupilFileId, PupilFileStageId),
    expected: IfMatch,
    now: DateTime<Utc>,
) -> Result<()> {
    to_change(tx, actor, local_date(now), file).await?;
    let stored = queries::stage(tx, file, id).await?;
    patch::check_version(expected, stored.version, &queries::shown(stored.clone()), &json!({}))?;
    pupil_file_stage::Entity::delete_by_id(id).exec(tx).await?;
    save(tx, file, pupil_file::ActiveModel::default(), now).await
}

fn row_of(stage: NewPupilFileStage, now: DateTime<Utc>) -> pupil_file_stage::ActiveModel {
    pupil_file_stage::ActiveModel {
        goal: Set(stage.goal),
        measures: Set(stage.measures),
        starts_on: Set(stage.starts_on),
        ends_on: Set(stage.ends_on),
        result: Set(stage.result),
        review: Set(stage.review),
        updated_at: Set(now),
        ..Default::default()
    }
}
