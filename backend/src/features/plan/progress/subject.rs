//! Whom a duty binds: pure.

use crate::entities::{
    duty::{DutySubject, SubjectSelector},
    ids::{ClassId, OrgUnitId, PersonId},
    org_unit::OrgUnitKind,
    rank::Rank,
};

/// A member of staff on a day, as far as duties ask.
#[derive(Debug, Clone)]
pub struct PersonFacts {
    pub id: PersonId,
    pub name: String,
    pub unit_id: OrgUnitId,
    pub unit_name: String,
    pub unit_kind: OrgUnitKind,
    /// 党员, 预备党员 included.
    pub party_member: bool,
    pub rank: Option<Rank>,
    pub lessons: Vec<Lesson>,
}

/// What a person teaches in a class in the term.
#[derive(Debug, Clone, Copy)]
pub struct Lesson {
    pub class_id: ClassId,
    pub weekly_lessons: i32,
    pub homeroom: bool,
}

impl PersonFacts {
    pub fn weekly_lessons(&self) -> i32 {
        self.lessons.iter().map(|lesson| lesson.weekly_lessons).sum()
    }

    pub fn is_homeroom(&self) -> bool {
        self.lessons.iter().any(|lesson| lesson.homeroom)
    }

    /// The classes he teaches, each once.
    pub fn classes(&self) -> Vec<ClassId> {
        let mut classes: Vec<ClassId> = self.lessons.iter().map(|lesson| lesson.class_id).collect();
        classes.sort_unstable();
        classes.dedup();
        classes
    }
}

/// Whether a duty binds this person; a duty of a unit binds whoever heads it.
pub fn binds(selector: &SubjectSelector, person: &PersonFacts) -> bool {
    if !selector.unit_kinds.is_empty() && !selector.unit_kinds.contains(&person.unit_kind) {
        return false;
    }
    if selector.subject == DutySubject::Unit {
        return matches!(
            (person.rank, person.unit_kind),
            (Some(Rank::BranchPrincipal), OrgUnitKind::VillageSchool)
                | (Some(Rank::KindergartenPrincipal), OrgUnitKind::Kindergarten)
                | (Some(Rank::SchoolLeader), OrgUnitKind::CentralSchool)
        );
    }
    let ranks = (!selector.ranks.is_empty()).then(|| person.rank.is_some_and(|rank| selector.ranks.contains(&rank)));
    let party = selector.party_member.map(|wanted| person.party_member == wanted);
    let homeroom = selector.homeroom.map(|wanted| person.is_homeroom() == wanted);
    let teaches = selector.teaches.map(|wanted| person.lessons.is_empty() != wanted);
    let mut conditions = [ranks, party, homeroom, teaches].into_iter().flatten().peekable();
    if conditions.peek().is_none() {
        return true;
    }
    if selector.any {
        conditions.any(|holds| holds)
    } else {
        conditions.all(|holds| holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teacher() -> PersonFacts {
        PersonFacts {
            id: PersonId::new(),
            name: "白云".into(),
            unit_id: OrgUnitId::new(),
            unit_name: "东村完小".into(),
            unit_kind: OrgUnitKind::VillageSchool,
            party_member: true,
            rank: Some(Rank::Teacher),
            lessons: vec![Lesson {
                class_id: ClassId::new(),
                weekly_lessons: 8,
                homeroom: false,
            }],
        }
    }

    #[test]
    fn both_readings_of_party_members_and_teachers_can_be_chosen() {
        let all = SubjectSelector {
            party_member: Some(true),
            teaches: Some(true),
            ..Default::default()
        };
        let any = SubjectSelector {
            any: true,
            ..all.clone()
        };
        let (member, mut other) = (teacher(), teacher());
        other.party_member = false;
        assert!(binds(&all, &member) && !binds(&all, &other));
        assert!(binds(&any, &member) && binds(&any, &other));
    }

    #[test]
    fn a_selector_that_says_nothing_binds_everybody() {
        assert!(binds(&SubjectSelector::default(), &teacher()));
    }

    #[test]
    fn a_duty_of_a_unit_binds_its_head() {
        let selector = SubjectSelector {
            subject: DutySubject::Unit,
            unit_kinds: vec![OrgUnitKind::VillageSchool],
            ..Default::default()
        };
        let mut person = teacher();
        assert!(!binds(&selector, &person));
        person.rank = Some(Rank::BranchPrincipal);
        assert!(binds(&selector, &person));
    }
}
