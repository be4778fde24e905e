//! By what files of pupils with potential are listed.

use sea_orm::Value;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use crate::{
    entities::{
        ids::{OrgUnitId, PersonId, StudentId},
        pupil_file,
    },
    http::{
        Listed,
        list::{Positioned, SearchText, Sort, SortKey},
    },
};

/// Filters of the list of files.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PupilFileFilter {
    /// Order of the rows.
    #[param(schema_with = Sort::<PupilFileSort>::schema)]
    pub sort: Option<Sort<PupilFileSort>>,
    /// Files of this pupil.
    pub student_id: Option<StudentId>,
    /// The school: this unit or one below it.
    pub unit_id: Option<OrgUnitId>,
    /// Files whose pupil this person supports.
    pub supporter_id: Option<PersonId>,
    /// `true`: those still open; `false`: those closed.
    pub open: Option<bool>,
    /// The pupil's name: two characters or more.
    #[param(value_type = Option<String>, min_length = 2, example = "小明")]
    pub q: Option<SearchText>,
}

/// Columns by which files can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PupilFileSort {
    OpenedOn,
}

impl SortKey for PupilFileSort {
    const ALL: &'static [(&'static str, Self)] = &[("opened_on", Self::OpenedOn)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for PupilFileFilter {
    type Sort = PupilFileSort;

    fn sort(&self) -> Option<Sort<PupilFileSort>> {
        self.sort
    }
}

impl Positioned<PupilFileSort> for pupil_file::Model {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: PupilFileSort) -> Value {
        match sort {
            PupilFileSort::OpenedOn => self.opened_on.into(),
        }
    }
}
