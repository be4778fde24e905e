//! Taking over a list of classes.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::known::units_below;
use crate::{
    auth::scope,
    db::{changes, search},
    entities::{
        change_event::ChangeOperation,
        class::{self, Stage},
        ids::{ClassId, OrgUnitId, SchoolYearId},
        import_change::ImportedRecord,
        school_year,
    },
    error::{Error, Result},
    features::{
        families::class_name::ClassKey,
        importing::{RowPlan, Written, take, take_known},
    },
    language::text,
};

/// A class as a list tells of it.
#[derive(Debug, Clone)]
pub struct ClassRow {
    /// A unit of the import's subtree.
    pub unit_id: OrgUnitId,
    /// As people write it: `三年级2班`, or the national class number.
    pub class: String,
    /// What the school calls it, where that is not the usual name.
    pub name: Option<String>,
    /// 班号 of the national pupil sheet.
    pub external_code: Option<String>,
}

/// Knows the classes of a subtree in one school year.
#[derive(Debug)]
pub struct ClassImporter {
    school_year_id: SchoolYearId,
    autumn: i32,
    stages: HashMap<OrgUnitId, Stage>,
    classes: HashMap<(OrgUnitId, ClassKey), Known>,
    pending: Vec<(OrgUnitId, ClassKey)>,
}

#[derive(Debug)]
struct Known {
    /// As it is stored; none for one that the import makes.
    stored: Option<class::Model>,
    row: class::Model,
    met: bool,
}

impl ClassImporter {
    /// 422 when the school year does not exist.
    pub async fn load(db: &impl ConnectionTrait, root: OrgUnitId, school_year_id: SchoolYearId) -> Result<Self> {
        let year = school_year::Entity::find_by_id(school_year_id)
            .one(db)
            .await?
            .ok_or_else(|| Error::unknown_reference("school_year_id"))?;
        let classes = class::Entity::find()
            .filter(class::Column::UnitId.in_subquery(scope::units_below(&[root])))
            .filter(class::Column::SchoolYearId.eq(school_year_id))
            .all(db)
            .await?;
        let known = |row: class::Model| {
            let known = Known {
                stored: Some(row.clone()),
                row,
                met: false,
            };
            ((known.row.unit_id, key_of(&known.row)), known)
        };
        Ok(Self {
            school_year_id,
            autumn: year.starts_on.year(),
            stages: units_below(db, root).await?,
            classes: classes.into_iter().map(known).collect(),
            pending: Vec::new(),
        })
    }

    /// Says what each row would do. Nothing is written.
    pub fn plan(&mut self, rows: &[ClassRow], now: DateTime<Utc>) -> Vec<RowPlan<ClassId>> {
        rows.iter().map(|row| self.plan_row(row, now)).collect()
    }

    fn plan_row(&mut self, row: &ClassRow, now: DateTime<Utc>) -> RowPlan<ClassId> {
        let stage = self.stages.get(&row.unit_id).copied().unwrap_or(Stage::Primary);
        let Some(key) = ClassKey::read(&row.class, self.autumn, stage) else {
            return RowPlan::rejected(
                Some("class"),
                "unknown_class",
                &text(
                    "看不懂班级：请写成“三年级2班”",
                    "the class is not understood: write it as 三年级2班",
                ),
            );
        };
        let at = (row.unit_id, key);
        let is_number = row.class.chars().all(|c| c.is_ascii_digit());
        let code = row
            .external_code
            .clone()
            .or_else(|| is_number.then(|| row.class.clone()));
        let Some(known) = self.classes.get_mut(&at) else {
            let name = row.name.clone().unwrap_or_else(|| key.name());
            let class = class::Model {
                id: ClassId::new(),
                unit_id: row.unit_id,
                school_year_id: self.school_year_id,
                stage: key.stage,
                grade: key.grade,
                number: key.number,
                search: search::index_text([name.as_str()]),
                name,
                external_code: code,
                version: 1,
                created_at: now,
                updated_at: now,
            };
            let id = class.id;
            self.pending.push(at);
            let known = Known {
                stored: None,
                row: class,
                met: true,
            };
            self.classes.insert(at, known);
            return RowPlan::new(id);
        };
        if known.met {
            return RowPlan::duplicate();
        }
        known.met = true;
        let mut differences = Vec::new();
        let class = &mut known.row;
        take(
            &mut differences,
            "name",
            &mut class.name,
            row.name.as_ref(),
            String::clone,
        );
        take_known(
            &mut differences,
            "external_code",
            &mut class.external_code,
            code.as_ref(),
            String::clone,
        );
        class.search = search::index_text([class.name.as_str()]);
        if !differences.is_empty() {
            self.pending.push(at);
        }
        RowPlan::found(class.id, differences)
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let mut written = Vec::new();
        for at in std::mem::take(&mut self.pending) {
            let Some(known) = self.classes.get_mut(&at) else {
                continue;
            };
            let (id, unit_id) = (known.row.id, known.row.unit_id);
            let record = ImportedRecord::Classes;
            let operation = match &known.stored {
                None => {
                    class::Entity::insert(known.row.clone().into_active_model())
                        .exec_without_returning(tx)
                        .await?;
                    written.push(Written::created(record, id.0, unit_id, &known.row.name));
                    ChangeOperation::Created
                }
                Some(before) => {
                    let version = before.version;
                    let name = known.row.name.as_str();
                    written.push(Written::updated(record, id.0, unit_id, name, (before, version))?);
                    class::Entity::update_many()
                        .set(class::ActiveModel {
                            name: Set(known.row.name.clone()),
                            search: Set(known.row.search.clone()),
                            external_code: Set(known.row.external_code.clone()),
                            updated_at: Set(now),
                            ..Default::default()
                        })
                        .col_expr(class::Column::Version, Expr::col(class::Column::Version).add(1))
                        .filter(class::Column::Id.eq(id))
                        .exec(tx)
                        .await?;
                    ChangeOperation::Updated
                }
            };
            changes::record(tx, "classes", id.0, operation, unit_id, now).await?;
            known.stored = Some(known.row.clone());
        }
        Ok(written)
    }
}

fn key_of(class: &class::Model) -> ClassKey {
    ClassKey {
        stage: class.stage,
        grade: class.grade,
        number: class.number,
    }
}
