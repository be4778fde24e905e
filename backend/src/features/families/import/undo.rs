//! Takes back what an import wrote of classes, assignments, households, guardians and pupils.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    entities::{
        activity_subject, class, enrolment, guardian, household,
        ids::{ClassId, StudentId},
        import_change::{ImportedRecord, LeftBecause},
        student, teaching_assignment,
    },
    error::{Error, Result},
    features::importing::{TakenBack, Written, take_back},
};

/// Takes one record back.
pub async fn undo(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    if written.before.is_none() && is_subject_of_an_activity(tx, written).await? {
        return Ok(TakenBack::Left(LeftBecause::InUse));
    }
    match written.record {
        ImportedRecord::Classes => take_back::<class::Entity>(tx, written, now, async |_| Ok(())).await,
        ImportedRecord::TeachingAssignments => {
            take_back::<teaching_assignment::Entity>(tx, written, now, async |_| Ok(())).await
        }
        ImportedRecord::Households => take_back::<household::Entity>(tx, written, now, async |_| Ok(())).await,
        ImportedRecord::Guardians => take_back::<guardian::Entity>(tx, written, now, async |_| Ok(())).await,
        ImportedRecord::Students => student(tx, written, now).await,
        ImportedRecord::Personnel
        | ImportedRecord::LiaisonLinks
        | ImportedRecord::Activities
        | ImportedRecord::LedgerEntries => Err(Error::Internal("another feature's record".into())),
    }
}

/// Activities name their subjects without a reference that the database would watch.
async fn is_subject_of_an_activity(tx: &DatabaseTransaction, written: &Written) -> Result<bool> {
    let named = activity_subject::Entity::find()
        .filter(activity_subject::Column::SubjectId.eq(written.id))
        .count(tx)
        .await?;
    Ok(named > 0)
}

/// A pupil that the import made goes with his enrolments; one that it moved is in his former class again.
async fn student(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    let id = StudentId(written.id);
    let class_of = async || {
        let student = student::Entity::find_by_id(id).one(tx).await?;
        Ok::<_, Error>(student.and_then(|student| student.class_id))
    };
    let moved_to = class_of().await?;
    let taken = take_back::<student::Entity>(tx, written, now, async |tx| {
        let enrolments = enrolment::Entity::delete_many().filter(enrolment::Column::StudentId.eq(id));
        enrolments.exec(tx).await.map(|_| ())
    })
    .await?;
    let back_in = class_of().await?;
    if taken == TakenBack::Done && written.before.is_some() && back_in != moved_to {
        if let Some(class_id) = moved_to {
            enrolment::Entity::delete_many()
                .filter(enrolment::Column::StudentId.eq(id))
                .filter(enrolment::Column::ClassId.eq(class_id))
                .filter(enrolment::Column::EndsOn.is_null())
                .exec(tx)
                .await?;
        }
        if let Some(class_id) = back_in {
            reopen(tx, id, class_id, now).await?;
        }
    }
    Ok(taken)
}

async fn reopen(tx: &DatabaseTransaction, student_id: StudentId, class_id: ClassId, now: DateTime<Utc>) -> Result<()> {
    let last = enrolment::Entity::find()
        .filter(enrolment::Column::StudentId.eq(student_id))
        .filter(enrolment::Column::ClassId.eq(class_id))
        .order_by_desc(enrolment::Column::StartsOn)
        .one(tx)
        .await?;
    let Some(last) = last else { return Ok(()) };
    enrolment::Entity::update_many()
        .set(enrolment::ActiveModel {
            ends_on: Set(None),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(enrolment::Column::Version, Expr::col(enrolment::Column::Version).add(1))
        .filter(enrolment::Column::Id.eq(last.id))
        .exec(tx)
        .await?;
    Ok(())
}
