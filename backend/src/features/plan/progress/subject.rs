//! Whom a duty binds: pure.

use chrono::NaiveDate;

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
    /// On the day that was asked for.
    pub rank: Option<Rank>,
    /// All his ranks, the earliest first.
    pub ranks: Vec<RankSpan>,
    /// Since when he belongs to his school; none where nothing says that he did not always.
    pub joined_on: Option<NaiveDate>,
    /// The last day of his employment, when it is over.
    pub left_on: Option<NaiveDate>,
    pub lessons: Vec<Lesson>,
}

/// A rank held for a time.
#[derive(Debug, Clone, Copy)]
pub struct RankSpan {
    pub rank: Rank,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
}

/// What a person teaches in a class in the term.
#[derive(Debug, Clone, Copy)]
pub struct Lesson {
    pub class_id: ClassId,
    pub weekly_lessons: i32,
    pub homeroom: bool,
}

impl PersonFacts {
    /// The rank on a day; the first one on file reaches back, because what was before is not known.
    pub fn rank_on(&self, day: NaiveDate) -> Option<Rank> {
        let first = self.ranks.first()?;
        if day < first.starts_on {
            return Some(first.rank);
        }
        let holds = |span: &&RankSpan| span.starts_on <= day && span.ends_on.is_none_or(|end| day <= end);
        self.ranks.iter().find(holds).map(|span| span.rank)
    }

    /// Whether he worked at his school on a day.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        self.joined_on.is_none_or(|joined| joined <= day) && self.left_on.is_none_or(|left| day <= left)
    }

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

/// Whether a duty binds this person while he has a rank; a duty of a unit binds whoever heads it.
pub fn binds(selector: &SubjectSelector, person: &PersonFacts, rank: Option<Rank>) -> bool {
    if !selector.unit_kinds.is_empty() && !selector.unit_kinds.contains(&person.unit_kind) {
        return false;
    }
    if selector.subject == DutySubject::Unit {
        return matches!(
            (rank, person.unit_kind),
            (Some(Rank::BranchPrincipal), OrgUnitKind::VillageSchool)
                | (Some(Rank::KindergartenPrincipal), OrgUnitKind::Kindergarten)
                | (Some(Rank::SchoolLeader), OrgUnitKind::CentralSchool)
        );
    }
    let ranks = (!selector.ranks.is_empty()).then(|| rank.is_some_and(|rank| selector.ranks.contains(&rank)));
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

    fn bound(selector: &SubjectSelector, person: &PersonFacts) -> bool {
        binds(selector, person, person.rank)
    }

    fn teacher() -> PersonFacts {
        PersonFacts {
            id: PersonId::new(),
            name: "白云".into(),
            unit_id: OrgUnitId::new(),
            unit_name: "东村完小".into(),
            unit_kind: OrgUnitKind::VillageSchool,
            party_member: true,
            rank: Some(Rank::Teacher),
            ranks: Vec::new(),
            joined_on: None,
            left_on: None,
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
        assert!(bound(&all, &member) && !bound(&all, &other));
        assert!(bound(&any, &member) && bound(&any, &other));
    }

    #[test]
    fn the_first_rank_reaches_back_and_a_later_one_does_not() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut person = teacher();
        person.ranks = vec![
            RankSpan {
                rank: Rank::Teacher,
                starts_on: day("2026-09-10"),
                ends_on: Some(day("2026-10-31")),
            },
            RankSpan {
                rank: Rank::MiddleLeader,
                starts_on: day("2026-11-01"),
                ends_on: None,
            },
        ];
        assert_eq!(person.rank_on(day("2026-01-01")), Some(Rank::Teacher));
        assert_eq!(person.rank_on(day("2026-10-31")), Some(Rank::Teacher));
        assert_eq!(person.rank_on(day("2026-11-01")), Some(Rank::MiddleLeader));
        person.joined_on = Some(day("2026-10-12"));
        assert!(!person.works_on(day("2026-10-11")) && person.works_on(day("2026-10-12")));
    }

    #[test]
    fn a_selector_that_says_nothing_binds_everybody() {
        assert!(bound(&SubjectSelector::default(), &teacher()));
    }

    #[test]
    fn a_duty_of_a_unit_binds_its_head() {
        let selector = SubjectSelector {
            subject: DutySubject::Unit,
            unit_kinds: vec![OrgUnitKind::VillageSchool],
            ..Default::default()
        };
        let mut person = teacher();
        assert!(!bound(&selector, &person));
        person.rank = Some(Rank::BranchPrincipal);
        assert!(bound(&selector, &person));
    }
}
