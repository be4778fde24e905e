//! The grades of the national curriculum in the standard's vocabulary (CEDS), and the course that each is.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait,
    sea_query::{CaseStatement, ExprTrait, SimpleExpr},
};

use super::dto::{RosterCourse, RosterStatus};
use crate::entities::class::{self, Stage};

/// A grade.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    stage: Stage,
    grade: i16,
    /// In CEDS: `PR`, `PK`, `KG`, `01` to `09`.
    pub code: &'static str,
    /// The `sourcedId` of its course.
    pub course: &'static str,
    title: &'static str,
}

const fn level(stage: Stage, grade: i16, code: &'static str, course: &'static str, title: &'static str) -> Level {
    Level {
        stage,
        grade,
        code,
        course,
        title,
    }
}

pub const LEVELS: [Level; 12] = [
    level(Stage::Kindergarten, 1, "PR", "kindergarten-1", "幼儿园小班"),
    level(Stage::Kindergarten, 2, "PK", "kindergarten-2", "幼儿园中班"),
    level(Stage::Kindergarten, 3, "KG", "kindergarten-3", "幼儿园大班"),
    level(Stage::Primary, 1, "01", "primary-1", "小学一年级"),
    level(Stage::Primary, 2, "02", "primary-2", "小学二年级"),
    level(Stage::Primary, 3, "03", "primary-3", "小学三年级"),
    level(Stage::Primary, 4, "04", "primary-4", "小学四年级"),
    level(Stage::Primary, 5, "05", "primary-5", "小学五年级"),
    level(Stage::Primary, 6, "06", "primary-6", "小学六年级"),
    level(Stage::Junior, 1, "07", "junior-1", "初中一年级"),
    level(Stage::Junior, 2, "08", "junior-2", "初中二年级"),
    level(Stage::Junior, 3, "09", "junior-3", "初中三年级"),
];

/// A grade that the curriculum does not know, such as a fourth year of the kindergarten.
pub const OTHER: Level = level(Stage::Primary, 0, "Other", "other", "其他年级");

/// The level of a class.
pub fn of(stage: Stage, grade: i16) -> Level {
    let known = LEVELS
        .into_iter()
        .find(|level| level.stage == stage && level.grade == grade);
    known.unwrap_or(OTHER)
}

/// What a level says, read from a row of `classes`.
pub fn said(shown: impl Fn(Level) -> &'static str) -> SimpleExpr {
    let cases = LEVELS.into_iter().fold(CaseStatement::new(), |cases, level| {
        let is_it = class::Column::Stage
            .eq(level.stage)
            .and(class::Column::Grade.eq(level.grade));
        cases.case(is_it, shown(level))
    });
    cases.finally(shown(OTHER)).into()
}

impl Level {
    /// As a course. The curriculum does not change with the data: `since` is when this list was written.
    pub fn shown(self) -> RosterCourse {
        RosterCourse {
            sourced_id: self.course,
            status: RosterStatus::Active,
            date_last_modified: since(),
            title: self.title,
            course_code: self.course,
            grades: vec![self.code],
        }
    }

    pub fn title(self) -> &'static str {
        self.title
    }
}

/// 2026-11-26, when this list of courses was written.
pub fn since() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_651_200, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_have_the_codes_of_the_standard() {
        assert_eq!(of(Stage::Primary, 3).code, "03");
        assert_eq!(of(Stage::Junior, 1).code, "07");
        assert_eq!(of(Stage::Kindergarten, 3).code, "KG");
        assert_eq!(of(Stage::Kindergarten, 4).course, "other");
        assert_eq!(since().to_rfc3339(), "2026-11-26T00:00:00+00:00");
    }
}
