//! Reading files of pupils with potential; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::{
    dto::{PupilFile, PupilFileDetail, PupilFileStage, Supporter},
    filter::{PupilFileFilter, PupilFileSort},
    moves::{self, FileState},
};
use crate::{
    auth::{
        Actor,
        policy::pupil_files::keeps_file,
        scope::{self, pupil_files::pupils_with_files},
    },
    db::search,
    entities::{
        class,
        ids::{ClassId, OrgUnitId, PersonId, PupilFileId, PupilFileStageId, StudentId},
        org_unit, person,
        pupil_file::{self, SupportResult},
        pupil_file_stage, pupil_file_supporter, student,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The files the caller may see.
fn visible_to(actor: &Actor, today: NaiveDate) -> Select<pupil_file::Entity> {
    pupil_file::Entity::find().filter(scope::pupil_files::pupil_files(actor, today))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    query: ListQuery<PupilFileFilter>,
) -> Result<Paged<PupilFile>> {
    let PupilFileFilter {
        sort: _,
        student_id,
        unit_id,
        supporter_id,
        open,
        q,
    } = query.filter;
    let named = q.map(|q| {
        let pupils = student::Entity::find()
            .select_only()
            .column(student::Column::Id)
            .filter(search::matches(db.get_database_backend(), &student::Entity, &q.0));
        pupil_file::Column::StudentId.in_subquery(pupils.into_query())
    });
    let supported = supporter_id.map(|person| {
        let files = pupil_file_supporter::Entity::find()
            .select_only()
            .column(pupil_file_supporter::Column::PupilFileId)
            .filter(pupil_file_supporter::Column::PersonId.eq(person));
        pupil_file::Column::Id.in_subquery(files.into_query())
    });
    let wanted = Condition::all()
        .add_option(student_id.map(|student| pupil_file::Column::StudentId.eq(student)))
        .add_option(unit_id.map(|unit| pupil_file::Column::UnitId.in_subquery(scope::units_below(&[unit]))))
        .add_option(open.map(|open| {
            if open {
                pupil_file::Column::ClosedOn.is_null()
            } else {
                pupil_file::Column::ClosedOn.is_not_null()
            }
        }))
        .add_option(named)
        .add_option(supported);
    let column = |sort| match sort {
        PupilFileSort::OpenedOn => pupil_file::Column::OpenedOn,
    };
    let page: Paged<pupil_file::Model> = query
        .page
        .fetch::<pupil_file::Entity, _>(
            db,
            visible_to(actor, today).filter(wanted),
            column,
            pupil_file::Column::Id,
        )
        .await?;
    let items = show(db, &page.items).await?;
    Ok(page.with_items(items))
}

/// The row of a file the caller may see.
pub async fn load(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: PupilFileId,
) -> Result<pupil_file::Model> {
    visible_to(actor, today)
        .filter(pupil_file::Column::Id.eq(id))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

/// A pupil for whom the caller may open a file.
pub async fn pupil(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: StudentId,
) -> Result<Option<student::Model>> {
    Ok(student::Entity::find_by_id(id)
        .filter(pupils_with_files(actor, today))
        .one(db)
        .await?)
}

/// Who supports the pupil of a file.
pub async fn supporters(db: &impl ConnectionTrait, id: PupilFileId) -> Result<Vec<PersonId>> {
    Ok(pupil_file_supporter::Entity::find()
        .select_only()
        .column(pupil_file_supporter::Column::PersonId)
        .filter(pupil_file_supporter::Column::PupilFileId.eq(id))
        .into_tuple()
        .all(db)
        .await?)
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: PupilFileId,
) -> Result<PupilFileDetail> {
    let row = load(db, actor, today, id).await?;
    let may_change = keeps_file(db, actor, &row, &supporters(db, id).await?, today).await?;
    let state = state_of(&row);
    let file = show(db, std::slice::from_ref(&row)).await?;
    Ok(PupilFileDetail {
        file: file.into_iter().next().ok_or(Error::NotFound)?,
        reason: row.reason,
        situation: row.situation,
        conclusion: row.conclusion,
        stages: stages(db, &[id]).await?.into_iter().map(shown).collect(),
        editable: may_change && state == FileState::Open,
        allowed_moves: moves::allowed(state, may_change),
    })
}

pub fn state_of(row: &pupil_file::Model) -> FileState {
    match row.closed_on {
        None => FileState::Open,
        Some(_) => FileState::Closed,
    }
}

/// A stage of a file.
pub async fn stage(
    db: &impl ConnectionTrait,
    file: PupilFileId,
    id: PupilFileStageId,
) -> Result<pupil_file_stage::Model> {
    pupil_file_stage::Entity::find_by_id(id)
        .filter(pupil_file_stage::Column::PupilFileId.eq(file))
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub fn shown(row: pupil_file_stage::Model) -> PupilFileStage {
    PupilFileStage {
        id: row.id,
        goal: row.goal,
        measures: row.measures,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        result: row.result,
        review: row.review,
        version: row.version,
    }
}

async fn stages(db: &impl ConnectionTrait, files: &[PupilFileId]) -> Result<Vec<pupil_file_stage::Model>> {
    Ok(pupil_file_stage::Entity::find()
        .filter(pupil_file_stage::Column::PupilFileId.is_in(files.iter().copied()))
        .order_by_asc(pupil_file_stage::Column::StartsOn)
        .order_by_asc(pupil_file_stage::Column::Id)
        .all(db)
        .await?)
}

/// Rows with the names of pupils, classes, schools and people.
async fn show(db: &impl ConnectionTrait, rows: &[pupil_file::Model]) -> Result<Vec<PupilFile>> {
    let files: Vec<PupilFileId> = rows.iter().map(|row| row.id).collect();
    let pupils: HashMap<StudentId, (String, Option<ClassId>)> = student::Entity::find()
        .select_only()
        .columns([student::Column::Id, student::Column::Name, student::Column::ClassId])
        .filter(student::Column::Id.is_in(rows.iter().map(|row| row.student_id)))
        .into_tuple::<(StudentId, String, Option<ClassId>)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, name, class)| (id, (name, class)))
        .collect();
    let classes: HashMap<ClassId, String> = class::Entity::find()
        .select_only()
        .columns([class::Column::Id, class::Column::Name])
        .filter(class::Column::Id.is_in(pupils.values().filter_map(|(_, class)| *class)))
        .into_tuple::<(ClassId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let units: HashMap<OrgUnitId, String> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name])
        .filter(org_unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)))
        .into_tuple::<(OrgUnitId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let supporting = pupil_file_supporter::Entity::find()
        .filter(pupil_file_supporter::Column::PupilFileId.is_in(files.iter().copied()))
        .all(db)
        .await?;
    let people: HashMap<PersonId, String> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Name])
        .filter(
            person::Column::Id.is_in(
                supporting
                    .iter()
                    .map(|row| row.person_id)
                    .chain(rows.iter().filter_map(|row| row.leader_id)),
            ),
        )
        .into_tuple::<(PersonId, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut reviewed: HashMap<PupilFileId, (u64, Option<SupportResult>)> = HashMap::new();
    for stage in stages(db, &files).await? {
        let (count, latest) = reviewed.entry(stage.pupil_file_id).or_default();
        *count += 1;
        *latest = stage.result.or(*latest);
    }
    let name = |id: PersonId| people.get(&id).cloned().unwrap_or_default();
    let shown = rows.iter().map(|row| {
        let (student_name, class_id) = pupils.get(&row.student_id).cloned().unwrap_or_default();
        let (stages_count, latest) = reviewed.get(&row.id).copied().unwrap_or_default();
        let mut supporters: Vec<Supporter> = supporting
            .iter()
            .filter(|supporting| supporting.pupil_file_id == row.id)
            .map(|supporting| Supporter {
                person_id: supporting.person_id,
                name: name(supporting.person_id),
            })
            .collect();
        supporters.sort_by(|one, other| one.name.cmp(&other.name));
        PupilFile {
            id: row.id,
            student_id: row.student_id,
            student_name,
            class_id,
            class_name: class_id.and_then(|class| classes.get(&class).cloned()),
            unit_id: row.unit_id,
            unit_name: units.get(&row.unit_id).cloned().unwrap_or_default(),
            supporters,
            leader_id: row.leader_id,
            leader_name: row.leader_id.map(name),
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            result: row.result.or(latest),
            stages_count,
            version: row.version,
        }
    });
    Ok(shown.collect())
}
