//! What of each kind must be confirmed in a school, and by whom: defaults here, differences in the database.

mod dto;
mod routes;
mod service;

pub use self::routes::routes;
use crate::entities::{activity::ActivityKind, activity_kind_setting::ConfirmedBy};

/// Who confirms a kind where the school has not set it.
pub fn default_of(kind: ActivityKind) -> ConfirmedBy {
    match kind {
        ActivityKind::BranchVisit | ActivityKind::StayIn => ConfirmedBy::UnitHead,
        ActivityKind::LessonObservation => ConfirmedBy::SubjectPerson,
        _ => ConfirmedBy::Nobody,
    }
}

/// Who can confirm a kind. The support of a pupil is not shown to anybody who would confirm it.
pub fn choices(kind: ActivityKind) -> &'static [ConfirmedBy] {
    match kind {
        ActivityKind::PupilSupport => &[ConfirmedBy::Nobody],
        ActivityKind::LessonObservation | ActivityKind::StaffTalk => {
            &[ConfirmedBy::Nobody, ConfirmedBy::SubjectPerson, ConfirmedBy::UnitHead]
        }
        _ => &[ConfirmedBy::Nobody, ConfirmedBy::UnitHead],
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn every_default_is_a_choice() {
        for kind in ActivityKind::iter() {
            assert!(choices(kind).contains(&default_of(kind)), "{kind:?}");
        }
    }
}
