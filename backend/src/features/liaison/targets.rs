//! The targets of a scheme on a day: every village school, grade, class, colleague, pupil or household there is.

use std::marker::PhantomData;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, DerivePartialModel, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::{
    queries::living_on,
    rules::{LEADERS, enrolled_on, holds_rank_on},
    schemes::{LEADER_BRANCH, LiaisonScheme},
};
use crate::{
    auth::scope::Reach,
    entities::{
        class::{self, Stage},
        enrolment, household,
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        liaison_link,
        org_unit::{self, OrgUnitKind},
        person::{self, EmploymentStatus},
        rank, school_year, student,
    },
    language::{Language, text},
};

/// What there is to be linked to in one table.
pub struct Universe<E: EntityTrait, R> {
    pub select: Select<E>,
    pub unit: E::Column,
    /// What lists are sorted by.
    pub name: E::Column,
    pub id: E::Column,
    /// That a link of the scheme leads to the row on the day.
    pub linked: SimpleExpr,
    /// Rows are read as `R`.
    row: PhantomData<R>,
}

/// Where and when to look: the units, the day, the scheme.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub area: &'a Reach,
    pub on: NaiveDate,
    pub scheme: &'a LiaisonScheme,
}

impl View<'_> {
    /// Links of the scheme that lead into the units and hold on the day.
    pub fn links(&self) -> Select<liaison_link::Entity> {
        liaison_link::Entity::find()
            .filter(liaison_link::Column::SchemeCode.eq(&self.scheme.code))
            .filter(self.area.covers(liaison_link::Column::UnitId))
            .filter(living_on(self.on))
    }

    fn linked(&self, target: liaison_link::Column, id: SimpleExpr) -> SimpleExpr {
        Expr::exists(self.links_to(target, id).into_query())
    }

    fn links_to(&self, target: liaison_link::Column, id: SimpleExpr) -> Select<liaison_link::Entity> {
        liaison_link::Entity::find()
            .select_only()
            .column(liaison_link::Column::Id)
            .filter(liaison_link::Column::SchemeCode.eq(&self.scheme.code))
            .filter(living_on(self.on))
            .filter(Expr::col((liaison_link::Entity, target)).eq(id))
    }

    /// Village schools; for a scheme of the school's own, kindergartens as well.
    pub fn units(&self) -> Universe<org_unit::Entity, UnitRow> {
        let kinds: &[OrgUnitKind] = if self.scheme.code == LEADER_BRANCH {
            &[OrgUnitKind::VillageSchool]
        } else {
            &[OrgUnitKind::VillageSchool, OrgUnitKind::Kindergarten]
        };
        let open = Condition::any()
            .add(org_unit::Column::ClosedOn.is_null())
            .add(org_unit::Column::ClosedOn.gte(self.on));
        Universe {
            select: org_unit::Entity::find()
                .filter(self.area.covers(org_unit::Column::Id))
                .filter(org_unit::Column::Kind.is_in(kinds.iter().copied()))
                .filter(open),
            unit: org_unit::Column::Id,
            name: org_unit::Column::Name,
            id: org_unit::Column::Id,
            linked: self.linked(
                liaison_link::Column::TargetUnitId,
                Expr::col((org_unit::Entity, org_unit::Column::Id)),
            ),
            row: PhantomData,
        }
    }

    fn classes_of_year(&self) -> Select<class::Entity> {
        let years = school_year::Entity::find()
            .select_only()
            .column(school_year::Column::Id)
            .filter(school_year::Column::StartsOn.lte(self.on))
            .filter(school_year::Column::EndsOn.gte(self.on));
        class::Entity::find()
            .filter(self.area.covers(class::Column::UnitId))
            .filter(class::Column::SchoolYearId.in_subquery(years.into_query()))
    }

    /// Grades of schools that have classes: of each grade of a unit, its first class stands for it.
    pub fn grades(&self) -> Universe<class::Entity, GradeRow> {
        let link = self
            .links_to(
                liaison_link::Column::TargetUnitId,
                Expr::col((class::Entity, class::Column::UnitId)),
            )
            .filter(
                Expr::col((liaison_link::Entity, liaison_link::Column::TargetGrade))
                    .equals((class::Entity, class::Column::Grade)),
            );
        Universe {
            select: self
                .classes_of_year()
                .filter(class::Column::Stage.ne(Stage::Kindergarten))
                .filter(Expr::exists(an_earlier_class()).not()),
            unit: class::Column::UnitId,
            name: class::Column::Grade,
            id: class::Column::Id,
            linked: Expr::exists(link.into_query()),
            row: PhantomData,
        }
    }

    /// Classes of the school year.
    pub fn classes(&self) -> Universe<class::Entity, ClassRow> {
        Universe {
            select: self.classes_of_year(),
            unit: class::Column::UnitId,
            name: class::Column::Name,
            id: class::Column::Id,
            linked: self.linked(
                liaison_link::Column::TargetClassId,
                Expr::col((class::Entity, class::Column::Id)),
            ),
            row: PhantomData,
        }
    }

    /// Staff who work here and are not leaders themselves.
    pub fn people(&self) -> Universe<person::Entity, PersonRow> {
        let leaders = rank::Entity::find()
            .select_only()
            .column(rank::Column::PersonId)
            .filter(rank::Column::Rank.is_in(LEADERS))
            .filter(holds_rank_on(self.on));
        let here = Condition::any()
            .add(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
            .add(person::Column::LeftOn.gte(self.on));
        Universe {
            select: person::Entity::find()
                .filter(self.area.covers(person::Column::UnitId))
                .filter(here)
                .filter(person::Column::Id.not_in_subquery(leaders.into_query())),
            unit: person::Column::UnitId,
            name: person::Column::Name,
            id: person::Column::Id,
            linked: self.linked(
                liaison_link::Column::TargetPersonId,
                Expr::col((person::Entity, person::Column::Id)),
            ),
            row: PhantomData,
        }
    }

    /// Pupils who are in a class.
    pub fn students(&self) -> Universe<student::Entity, StudentRow> {
        let enrolled = enrolment::Entity::find()
            .select_only()
            .column(enrolment::Column::Id)
            .filter(
                Expr::col((enrolment::Entity, enrolment::Column::StudentId))
                    .equals((student::Entity, student::Column::Id)),
            )
            .filter(enrolled_on(self.on));
        Universe {
            select: student::Entity::find()
                .filter(self.area.covers(student::Column::UnitId))
                .filter(Expr::exists(enrolled.into_query())),
            unit: student::Column::UnitId,
            name: student::Column::Name,
            id: student::Column::Id,
            linked: self.linked(
                liaison_link::Column::TargetStudentId,
                Expr::col((student::Entity, student::Column::Id)),
            ),
            row: PhantomData,
        }
    }

    /// Households with a pupil in a class.
    pub fn households(&self) -> Universe<household::Entity, HouseholdRow> {
        let pupils = student::Entity::find()
            .select_only()
            .column(student::Column::Id)
            .join(
                JoinType::InnerJoin,
                student::Entity::belongs_to(enrolment::Entity)
                    .from(student::Column::Id)
                    .to(enrolment::Column::StudentId)
                    .into(),
            )
            .filter(
                Expr::col((student::Entity, student::Column::HouseholdId))
                    .equals((household::Entity, household::Column::Id)),
            )
            .filter(enrolled_on(self.on));
        Universe {
            select: household::Entity::find()
                .filter(self.area.covers(household::Column::UnitId))
                .filter(Expr::exists(pupils.into_query())),
            unit: household::Column::UnitId,
            name: household::Column::Label,
            id: household::Column::Id,
            linked: self.linked(
                liaison_link::Column::TargetHouseholdId,
                Expr::col((household::Entity, household::Column::Id)),
            ),
            row: PhantomData,
        }
    }
}

/// A class of the same unit, year and grade with a smaller id.
fn an_earlier_class() -> SelectStatement {
    let earlier = Alias::new("earlier");
    let same = |column: class::Column| Expr::col((earlier.clone(), column)).equals((class::Entity, column));
    Query::select()
        .expr(Expr::cust("1"))
        .from_as(class::Entity, earlier.clone())
        .and_where(same(class::Column::UnitId))
        .and_where(same(class::Column::SchoolYearId))
        .and_where(same(class::Column::Grade))
        .and_where(Expr::col((earlier.clone(), class::Column::Id)).lt(Expr::col((class::Entity, class::Column::Id))))
        .to_owned()
}

/// A target without its links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BareTarget {
    /// Of its own table; of a grade, one of its classes.
    pub id: Uuid,
    pub unit_id: OrgUnitId,
    pub name: String,
    pub grade: Option<i16>,
}

/// A target as its table tells it.
pub trait TargetRow {
    fn id(&self) -> Uuid;
    fn unit_id(&self) -> OrgUnitId;
    fn name(&self) -> &str;
    /// Where it stands in a list.
    fn position(&self) -> sea_orm::Value {
        self.name().into()
    }
    fn grade(&self) -> Option<i16> {
        None
    }
}

macro_rules! target_rows {
    ($($name:ident of $entity:literal, $id:ty, $unit:literal, $label:literal;)+) => {$(
        #[derive(Debug, DerivePartialModel)]
        #[sea_orm(entity = $entity)]
        pub struct $name {
            pub id: $id,
            #[sea_orm(from_col = $unit)]
            pub unit_id: OrgUnitId,
            #[sea_orm(from_col = $label)]
            pub name: String,
        }

        impl TargetRow for $name {
            fn id(&self) -> Uuid {
                self.id.0
            }

            fn unit_id(&self) -> OrgUnitId {
                self.unit_id
            }

            fn name(&self) -> &str {
                &self.name
            }
        }
    )+};
}

target_rows! {
    UnitRow of "org_unit::Entity", OrgUnitId, "id", "name";
    ClassRow of "class::Entity", ClassId, "unit_id", "name";
    PersonRow of "person::Entity", PersonId, "unit_id", "name";
    StudentRow of "student::Entity", StudentId, "unit_id", "name";
    HouseholdRow of "household::Entity", HouseholdId, "unit_id", "label";
}

/// A grade of a unit, through one of its classes.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "class::Entity")]
pub struct GradeRow {
    pub id: ClassId,
    pub unit_id: OrgUnitId,
    pub name: String,
    pub grade: i16,
}

impl TargetRow for GradeRow {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn unit_id(&self) -> OrgUnitId {
        self.unit_id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn position(&self) -> sea_orm::Value {
        self.grade.into()
    }

    fn grade(&self) -> Option<i16> {
        Some(self.grade)
    }
}

/// A grade in words: 者力完小三年级.
pub fn grade_name(unit: &str, grade: i16) -> String {
    const DIGITS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = usize::try_from(grade - 1).ok().and_then(|at| DIGITS.get(at));
    let chinese = digit.map_or_else(|| grade.to_string(), ToString::to_string);
    let space = if Language::current() == Language::English {
        " "
    } else {
        ""
    };
    format!(
        "{unit}{space}{}",
        text(format!("{chinese}年级"), format!("grade {grade}")).show()
    )
}
