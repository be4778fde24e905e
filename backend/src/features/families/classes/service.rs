//! Rules and writes of classes.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    super::class_name::ClassKey,
    dto::{ClassDetail, ClassPatch, NewClass},
    queries,
};
use crate::{
    auth::{
        Actor, Permission,
        policy::{self, families::must_write_families},
        scope::organisation::in_force_for,
    },
    clock::local_date,
    db::{changes, search},
    entities::{change_event::ChangeOperation, class, ids::ClassId, school_year},
    error::{Error, Result},
    http::{IfMatch, patch},
};

pub async fn create(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewClass,
    now: DateTime<Utc>,
) -> Result<ClassDetail> {
    if !policy::reaches_unit(actor, Permission::FamiliesWrite, new.unit_id) {
        return Err(Error::unknown_reference("unit_id"));
    }
    let years = school_year::Entity::find()
        .filter(school_year::Column::Id.eq(new.school_year_id))
        .filter(in_force_for(new.unit_id, school_year::Column::UnitId))
        .count(tx)
        .await?;
    if years == 0 {
        return Err(Error::unknown_reference("school_year_id"));
    }
    let id = new.id.unwrap_or_default();
    let usual = ClassKey {
        stage: new.stage,
        grade: new.grade,
        number: new.number,
    };
    let name = new.name.unwrap_or_else(|| usual.name());
    class::Entity::insert(class::ActiveModel {
        id: Set(id),
        unit_id: Set(new.unit_id),
        school_year_id: Set(new.school_year_id),
        stage: Set(new.stage),
        grade: Set(new.grade),
        number: Set(new.number),
        search: Set(search::index_text([name.as_str()])),
        name: Set(name),
        external_code: Set(new.external_code),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    changes::record(tx, "classes", id.0, ChangeOperation::Created, new.unit_id, now).await?;
    queries::find(tx, actor, local_date(now), id).await
}

pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: ClassId,
    expected: IfMatch,
    edit: ClassPatch,
    now: DateTime<Utc>,
) -> Result<ClassDetail> {
    let today = local_date(now);
    let stored = queries::find(tx, actor, today, id).await?;
    must_write_families(actor, stored.class.unit_id)?;
    patch::check_version(expected, stored.class.version, &stored, &edit)?;
    let mut row = class::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(name) = edit.name {
        row.search = Set(search::index_text([name.as_str()]));
        row.name = Set(name);
    }
    if let Some(grade) = edit.grade {
        row.grade = Set(grade);
    }
    if let Some(number) = edit.number {
        row.number = Set(number);
    }
    if let Some(external_code) = edit.external_code {
        row.external_code = Set(external_code);
    }
    class::Entity::update_many()
        .set(row)
        .col_expr(class::Column::Version, Expr::col(class::Column::Version).add(1))
        .filter(class::Column::Id.eq(id))
        .filter(class::Column::Version.eq(stored.class.version))
        .exec(tx)
        .await?;
    let unit_id = stored.class.unit_id;
    changes::record(tx, "classes", id.0, ChangeOperation::Updated, unit_id, now).await?;
    queries::find(tx, actor, today, id).await
}
