//! Finding what a record names, as far as the caller may name it.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    auth::{
        Actor,
        scope::{activities::in_own_schools, families, personnel::personnel},
    },
    entities::{
        activity::ActivityKind,
        activity_details::{ActivityDetails, Attendance},
        class, household,
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        org_unit::{self, OrgUnitKind},
        person, school_year, student,
    },
    error::{Error, Result},
    language::text,
};

/// Which units a kind can happen at.
#[derive(Debug, Clone, Copy)]
pub enum SchoolKind {
    /// A village school or kindergarten.
    Branch,
    /// Those, or the central school.
    School,
    /// Departments too.
    Any,
}

/// A caller looking up what a record of one kind names.
pub struct Lookup<'a, C> {
    db: &'a C,
    actor: &'a Actor,
    /// Under what name the details stand in the request.
    kind: String,
    /// What the record named before.
    known: HashSet<Uuid>,
    today: NaiveDate,
}

impl<'a, C: ConnectionTrait> Lookup<'a, C> {
    pub fn new(
        db: &'a C,
        actor: &'a Actor,
        kind: ActivityKind,
        before: Option<&ActivityDetails>,
        today: NaiveDate,
    ) -> Result<Self> {
        let mut known = HashSet::new();
        if let Some(before) = before {
            collect_ids(&serde_json::to_value(before)?, &mut known);
        }
        Ok(Self {
            db,
            actor,
            kind: serde_json::to_value(kind)?.as_str().unwrap_or_default().to_owned(),
            known,
            today,
        })
    }

    /// The pointer of a field of the details.
    pub fn field(&self, name: &str) -> String {
        format!("details/{}/{name}", self.kind)
    }

    /// The row with this id, within `scope` unless the record named it before.
    async fn find<E: EntityTrait>(
        &self,
        field: &str,
        id: Uuid,
        row: Select<E>,
        scope: sea_orm::Condition,
    ) -> Result<E::Model> {
        let row = if self.known.contains(&id) {
            row
        } else {
            row.filter(scope)
        };
        row.one(self.db).await?.ok_or_else(|| Error::unknown_reference(field))
    }

    pub async fn unit(&self, field: &str, id: OrgUnitId, kind: SchoolKind) -> Result<org_unit::Model> {
        let scope = in_own_schools(self.actor, org_unit::Column::Id);
        let unit = self.find(field, id.0, org_unit::Entity::find_by_id(id), scope).await?;
        let branch = matches!(unit.kind, OrgUnitKind::VillageSchool | OrgUnitKind::Kindergarten);
        match kind {
            SchoolKind::Branch if !branch => Err(Error::invalid(
                field,
                "not_a_branch",
                text("须为完小或幼儿园", "must be a village school or a kindergarten"),
            )),
            SchoolKind::School if !branch && unit.kind != OrgUnitKind::CentralSchool => Err(Error::invalid(
                field,
                "not_a_school",
                text(
                    "须为中心小学、完小或幼儿园",
                    "must be a central school, a village school or a kindergarten",
                ),
            )),
            _ => Ok(unit),
        }
    }

    pub async fn class(&self, field: &str, id: ClassId) -> Result<class::Model> {
        let scope = families::classes(self.actor, self.today);
        self.find(field, id.0, class::Entity::find_by_id(id), scope).await
    }

    pub async fn class_of(&self, field: &str, id: ClassId, unit_id: OrgUnitId) -> Result<class::Model> {
        let class = self.class(field, id).await?;
        if class.unit_id == unit_id {
            return Ok(class);
        }
        Err(Error::invalid(
            field,
            "of_another_unit",
            text("该班级不属于所选学校", "the class belongs to another school"),
        ))
    }

    /// The classes of a grade in the school year of that day.
    pub async fn classes_of_grade(
        &self,
        field: &str,
        unit_id: OrgUnitId,
        grade: i16,
        on: NaiveDate,
    ) -> Result<Vec<class::Model>> {
        let year = class::Entity::belongs_to(school_year::Entity)
            .from(class::Column::SchoolYearId)
            .to(school_year::Column::Id)
            .into();
        let classes = class::Entity::find()
            .join(JoinType::InnerJoin, year)
            .filter(class::Column::UnitId.eq(unit_id))
            .filter(class::Column::Grade.eq(grade))
            .filter(school_year::Column::StartsOn.lte(on))
            .filter(school_year::Column::EndsOn.gte(on))
            .order_by_asc(class::Column::Number)
            .all(self.db)
            .await?;
        if classes.is_empty() {
            return Err(Error::invalid(
                field,
                "no_such_grade",
                text(
                    "该校这一学年没有这个年级的班级",
                    "the school has no class of this grade that year",
                ),
            ));
        }
        Ok(classes)
    }

    pub async fn person(&self, field: &str, id: PersonId) -> Result<person::Model> {
        let scope = personnel(self.actor);
        self.find(field, id.0, person::Entity::find_by_id(id), scope).await
    }

    pub async fn household(&self, field: &str, id: HouseholdId) -> Result<household::Model> {
        let scope = families::households(self.actor, self.today);
        self.find(field, id.0, household::Entity::find_by_id(id), scope).await
    }

    pub async fn student(&self, field: &str, id: StudentId) -> Result<student::Model> {
        let scope = families::students(self.actor, self.today);
        self.find(field, id.0, student::Entity::find_by_id(id), scope).await
    }

    /// The names of pupils, all of them of the household and each named once.
    pub async fn pupils_of(&self, household_id: HouseholdId, field: &str, ids: &[StudentId]) -> Result<Vec<String>> {
        let pupils = student::Entity::find()
            .filter(student::Column::HouseholdId.eq(household_id))
            .filter(student::Column::Id.is_in(ids.iter().copied()))
            .all(self.db)
            .await?;
        for (index, id) in ids.iter().enumerate() {
            let field = format!("{field}/{index}");
            if ids[..index].contains(id) {
                return Err(twice(&field));
            }
            if !pupils.iter().any(|pupil| pupil.id == *id) {
                return Err(Error::unknown_reference(&field));
            }
        }
        Ok(pupils.into_iter().map(|pupil| pupil.name).collect())
    }

    /// A list of who came names pupils of the class, each once.
    pub async fn check_attendance(&self, field: &str, class_id: Option<ClassId>, list: &[Attendance]) -> Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        let Some(class_id) = class_id else {
            return Err(Error::invalid(
                field,
                "without_class",
                text("有签到名单时须选择班级", "a list of who came needs the class"),
            ));
        };
        let of_class: HashSet<StudentId> = student::Entity::find()
            .select_only()
            .column(student::Column::Id)
            .filter(student::Column::ClassId.eq(class_id))
            .filter(student::Column::Id.is_in(list.iter().map(|entry| entry.student_id)))
            .into_tuple()
            .all(self.db)
            .await?
            .into_iter()
            .collect();
        let mut seen = HashSet::new();
        for (index, Attendance { student_id, .. }) in list.iter().enumerate() {
            let field = format!("{field}/{index}/student_id");
            if !seen.insert(*student_id) {
                return Err(twice(&field));
            }
            if !of_class.contains(student_id) && !self.known.contains(&student_id.0) {
                return Err(Error::unknown_reference(&field));
            }
        }
        Ok(())
    }
}

fn twice(field: &str) -> Error {
    Error::invalid(field, "duplicate", text("重复", "is named twice"))
}

/// Every id in the details of a record.
fn collect_ids(value: &Value, ids: &mut HashSet<Uuid>) {
    match value {
        Value::String(text) => ids.extend(Uuid::try_parse(text)),
        Value::Array(items) => items.iter().for_each(|item| collect_ids(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| collect_ids(field, ids)),
        _ => {}
    }
}
