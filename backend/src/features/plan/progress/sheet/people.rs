//! The people of a sheet: their unit, ranks, lessons, and since when they belong to their school.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    super::{
        lists_dto::StaffRow,
        subject::{Lesson, PersonFacts, RankSpan},
    },
    distinct,
};
use crate::{
    entities::{
        appointment,
        ids::{OrgUnitId, PersonId, TermId},
        org_unit::{self, OrgUnitKind},
        rank, teaching_assignment,
    },
    error::Result,
};

/// Party members and those on probation (GB/T 4762).
const PARTY_MEMBERS: [&str; 2] = ["01", "02"];

pub async fn facts(db: &impl ConnectionTrait, rows: Vec<StaffRow>, on: NaiveDate) -> Result<Vec<PersonFacts>> {
    let units: HashMap<OrgUnitId, (String, OrgUnitKind)> = org_unit::Entity::find()
        .select_only()
        .columns([org_unit::Column::Id, org_unit::Column::Name, org_unit::Column::Kind])
        .filter(org_unit::Column::Id.is_in(distinct(rows.iter().map(|row| row.unit_id))))
        .into_tuple::<(OrgUnitId, String, OrgUnitKind)>()
        .all(db)
        .await?
        .into_iter()
        .map(|(id, name, kind)| (id, (name, kind)))
        .collect();
    let mut ranks: HashMap<PersonId, Vec<RankSpan>> = HashMap::new();
    let held = rank::Entity::find()
        .filter(rank::Column::PersonId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(rank::Column::StartsOn)
        .all(db)
        .await?;
    for row in held {
        ranks.entry(row.person_id).or_default().push(RankSpan {
            rank: row.rank,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        });
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let (unit_name, unit_kind) = units
                .get(&row.unit_id)
                .cloned()
                .unwrap_or((String::new(), OrgUnitKind::Department));
            let mut person = PersonFacts {
                id: row.id,
                name: row.name,
                unit_id: row.unit_id,
                unit_name,
                unit_kind,
                party_member: row
                    .political_affiliation
                    .is_some_and(|code| PARTY_MEMBERS.contains(&code.as_str())),
                rank: None,
                ranks: ranks.remove(&row.id).unwrap_or_default(),
                joined_on: None,
                left_on: row.left_on,
                lessons: Vec::new(),
            };
            person.rank = person.rank_on(on);
            person
        })
        .collect())
}

/// A post somebody holds or held, by its unit.
#[derive(Debug, Clone, Copy)]
pub struct Posted {
    pub unit_id: OrgUnitId,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
}

pub async fn posts(db: &impl ConnectionTrait, people: &[PersonFacts]) -> Result<HashMap<PersonId, Vec<Posted>>> {
    let mut posts: HashMap<PersonId, Vec<Posted>> = HashMap::new();
    let held = appointment::Entity::find()
        .select_only()
        .columns([
            appointment::Column::PersonId,
            appointment::Column::UnitId,
            appointment::Column::StartsOn,
            appointment::Column::EndsOn,
        ])
        .filter(appointment::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .into_tuple::<(PersonId, OrgUnitId, NaiveDate, Option<NaiveDate>)>()
        .all(db)
        .await?;
    for (person_id, unit_id, starts_on, ends_on) in held {
        posts.entry(person_id).or_default().push(Posted {
            unit_id,
            starts_on,
            ends_on,
        });
    }
    Ok(posts)
}

/// Since when somebody belongs to a school; none where no post elsewhere says that he did not always.
pub fn joined_on(posts: &[Posted], is_here: impl Fn(OrgUnitId) -> bool) -> Option<NaiveDate> {
    let elsewhere = posts
        .iter()
        .filter(|post| !is_here(post.unit_id))
        .filter_map(|post| Some((post.ends_on?, post.starts_on)))
        .max()?;
    let (ended_on, began_on) = elsewhere;
    let here = posts
        .iter()
        .filter(|post| is_here(post.unit_id) && post.starts_on > began_on)
        .map(|post| post.starts_on)
        .min();
    Some(here.unwrap_or(ended_on + Days::new(1)))
}

/// Adds what the people teach in the terms.
pub async fn add_lessons(db: &impl ConnectionTrait, people: &mut [&mut PersonFacts], terms: &[TermId]) -> Result<()> {
    if terms.is_empty() {
        return Ok(());
    }
    let lessons = teaching_assignment::Entity::find()
        .filter(teaching_assignment::Column::TermId.is_in(terms.iter().copied()))
        .filter(teaching_assignment::Column::PersonId.is_in(people.iter().map(|person| person.id)))
        .all(db)
        .await?;
    let mut by_person: HashMap<PersonId, Vec<Lesson>> = HashMap::new();
    for lesson in lessons {
        by_person.entry(lesson.person_id).or_default().push(Lesson {
            class_id: lesson.class_id,
            weekly_lessons: lesson.weekly_lessons.into(),
            homeroom: lesson.homeroom,
        });
    }
    for person in people {
        person.lessons = by_person.remove(&person.id).unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_came_from_another_school_joined_with_his_post_here() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (here, there) = (OrgUnitId::new(), OrgUnitId::new());
        let post = |unit_id, from: &str, to: Option<&str>| Posted {
            unit_id,
            starts_on: day(from),
            ends_on: to.map(day),
        };
        let joined = |posts: &[Posted]| joined_on(posts, |unit| unit == here);
        assert_eq!(
            joined(&[post(here, "2026-10-12", None)]),
            None,
            "a post in the own school"
        );
        let before = post(there, "2020-09-01", Some("2026-10-31"));
        assert_eq!(joined(&[before]), Some(day("2026-11-01")));
        let now = post(here, "2026-11-09", None);
        assert_eq!(joined(&[before, now]), Some(day("2026-11-09")));
    }
}
