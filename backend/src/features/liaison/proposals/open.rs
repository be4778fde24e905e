//! Which targets a proposal is about: a pure function of what holds on the day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::{
    entities::{
        ids::{LiaisonLinkId, PersonId},
        liaison_proposal_row::ProposalCause,
    },
    features::liaison::{absences::Absence, contacts::Target},
};

/// A living link, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub id: LiaisonLinkId,
    pub person_id: PersonId,
    pub target: Target,
    pub starts_on: NaiveDate,
}

/// A target that somebody is to be proposed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Its place among the targets.
    pub target: usize,
    pub cause: ProposalCause,
    pub from_person_id: Option<PersonId>,
    /// Until when somebody stands in; none where it is for good.
    pub ends_on: Option<NaiveDate>,
}

/// The living links of each target.
pub fn by_target(links: &[Held]) -> HashMap<Target, Vec<Held>> {
    let mut found: HashMap<Target, Vec<Held>> = HashMap::new();
    for link in links {
        found.entry(link.target).or_default().push(*link);
    }
    for links in found.values_mut() {
        links.sort_unstable_by_key(|link| (link.starts_on, link.id));
    }
    found
}

/// Why a target has nobody on the day, and who it was; `None` while somebody present keeps in touch.
pub fn abandoned(
    living: &[Held],
    absent: &HashMap<PersonId, Absence>,
) -> Option<(ProposalCause, Option<PersonId>, Option<NaiveDate>)> {
    let mut found = (ProposalCause::Gap, None, None);
    for link in living {
        match absent.get(&link.person_id)? {
            Absence::Left { .. } => found = (ProposalCause::Left, Some(link.person_id), None),
            Absence::OnLeave { until, .. } if found.0 != ProposalCause::Left => {
                found = (ProposalCause::OnLeave, Some(link.person_id), *until);
            }
            Absence::OnLeave { .. } => {}
        }
    }
    Some(found)
}

/// The targets that are open for one of the causes, in their own order; then what people hold beyond the limit, what
/// was given to them last going first.
pub fn open_targets(
    targets: &[Target],
    links: &HashMap<Target, Vec<Held>>,
    absent: &HashMap<PersonId, Absence>,
    causes: &[ProposalCause],
    limit: Option<u32>,
    loads: &HashMap<PersonId, u32>,
) -> Vec<Open> {
    let mut open = Vec::new();
    let mut held: Vec<(usize, Held)> = Vec::new();
    for (at, target) in targets.iter().enumerate() {
        let living = links.get(target).map(Vec::as_slice).unwrap_or_default();
        match abandoned(living, absent) {
            Some((cause, from_person_id, ends_on)) if causes.contains(&cause) => open.push(Open {
                target: at,
                cause,
                from_person_id,
                ends_on,
            }),
            Some(_) => {}
            None => held.extend(living.iter().map(|link| (at, *link))),
        }
    }
    let Some(limit) = limit.filter(|_| causes.contains(&ProposalCause::Overloaded)) else {
        return open;
    };
    let mut surplus: HashMap<PersonId, u32> = loads
        .iter()
        .filter(|(person, load)| **load > limit && !absent.contains_key(person))
        .map(|(person, load)| (*person, load - limit))
        .collect();
    held.sort_unstable_by_key(|(_, link)| std::cmp::Reverse((link.starts_on, link.id)));
    let mut moved: HashSet<usize> = HashSet::new();
    for (at, link) in held {
        if let Some(left) = surplus.get_mut(&link.person_id)
            && *left > 0
            && moved.insert(at)
        {
            *left -= 1;
            open.push(Open {
                target: at,
                cause: ProposalCause::Overloaded,
                from_person_id: Some(link.person_id),
                ends_on: None,
            });
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const CAUSES: [ProposalCause; 4] = [
        ProposalCause::Gap,
        ProposalCause::Left,
        ProposalCause::OnLeave,
        ProposalCause::Overloaded,
    ];

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn target(number: u128) -> Target {
        (Uuid::from_u128(1000 + number), 0)
    }

    fn links() -> impl Strategy<Value = Vec<Held>> {
        let link = (0u128..6, 0u128..8, 1u32..28);
        proptest::collection::vec(link, 0..30).prop_map(|found| {
            let mut seen = HashSet::new();
            let links = found.into_iter().enumerate().map(|(at, (who, whom, day))| Held {
                id: LiaisonLinkId(Uuid::from_u128(5000 + at as u128)),
                person_id: person(who),
                target: target(whom),
                starts_on: NaiveDate::from_ymd_opt(2026, 9, day).unwrap(),
            });
            links
                .filter(|link| seen.insert((link.person_id, link.target)))
                .collect()
        })
    }

    /// The first person has left, the second is on leave.
    fn absences() -> HashMap<PersonId, Absence> {
        HashMap::from([
            (person(0), Absence::Left { since: None }),
            (
                person(1),
                Absence::OnLeave {
                    since: NaiveDate::from_ymd_opt(2026, 9, 1).unwrap(),
                    until: NaiveDate::from_ymd_opt(2026, 12, 31),
                },
            ),
        ])
    }

    proptest! {
        #[test]
        fn who_is_present_and_within_the_limit_is_never_touched(
            links in links(), causes in proptest::sample::subsequence(CAUSES.to_vec(), 0..=4), limit in 1u32..6,
        ) {
            let targets: Vec<Target> = (0..8).map(target).collect();
            let mut loads: HashMap<PersonId, u32> = HashMap::new();
            for link in &links {
                *loads.entry(link.person_id).or_default() += 1;
            }
            let of_target = by_target(&links);
            let open = open_targets(&targets, &of_target, &absences(), &causes, Some(limit), &loads);
            let mut seen = HashSet::new();
            for row in &open {
                prop_assert!(causes.contains(&row.cause));
                prop_assert!(seen.insert(row.target), "one row for a target");
                let living = of_target.get(&targets[row.target]).cloned().unwrap_or_default();
                let present = living.iter().filter(|link| !absences().contains_key(&link.person_id)).count();
                if row.cause == ProposalCause::Overloaded {
                    prop_assert!(loads[&row.from_person_id.unwrap()] > limit);
                } else {
                    prop_assert_eq!(present, 0);
                }
            }
            let mut moved: HashMap<PersonId, u32> = HashMap::new();
            for row in open.iter().filter(|row| row.cause == ProposalCause::Overloaded) {
                *moved.entry(row.from_person_id.unwrap()).or_default() += 1;
            }
            for (who, many) in moved {
                prop_assert!(loads[&who] - many >= limit, "no more than the surplus");
            }
        }
    }

    #[test]
    fn a_target_is_open_when_everybody_tied_to_it_is_absent() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        let held = |who| Held {
            id: LiaisonLinkId::new(),
            person_id: person(who),
            target: target(1),
            starts_on: day,
        };
        let absent = absences();
        assert_eq!(abandoned(&[], &absent), Some((ProposalCause::Gap, None, None)));
        let (left, on_leave, present) = (held(0), held(1), held(2));
        assert_eq!(
            abandoned(&[on_leave, left], &absent),
            Some((ProposalCause::Left, Some(person(0)), None))
        );
        assert_eq!(
            abandoned(&[on_leave], &absent),
            Some((
                ProposalCause::OnLeave,
                Some(person(1)),
                NaiveDate::from_ymd_opt(2026, 12, 31)
            ))
        );
        assert_eq!(abandoned(&[left, present], &absent), None);
    }
}
