//! Who could be evaluated: the leadership team, and everybody who holds a leading post today.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    lists_dto::{ProposedObject, ProposedObjects},
    queries,
};
use crate::{
    auth::{
        Actor,
        scope::{self, personnel::personnel},
    },
    entities::{
        appointment::{self, Post},
        evaluation_rules::ObjectKind,
        ids::{EvaluationRoundId, OrgUnitId, PersonId},
        org_unit,
        person::{self, EmploymentStatus},
    },
    error::Result,
};

/// The posts that make somebody a cadre, in the order of forms.
const LEADING: [Post; 11] = [
    Post::Principal,
    Post::PartySecretary,
    Post::PartyCommitteeMember,
    Post::VicePrincipal,
    Post::GeneralAffairsDirector,
    Post::GeneralAffairsDeputy,
    Post::TeachingResearchDirector,
    Post::YoungPioneersCounsellor,
    Post::BranchPrincipal,
    Post::KindergartenPrincipal,
    Post::OfficeDirector,
];

/// The leadership team of the round's unit, and the holders of leading posts in it and below.
pub async fn proposed(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationRoundId,
    today: NaiveDate,
) -> Result<ProposedObjects> {
    let round = queries::held(db, actor, id).await?;
    let units: HashMap<OrgUnitId, org_unit::Model> = org_unit::Entity::find()
        .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[round.unit_id])))
        .all(db)
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit))
        .collect();
    let people = person::Entity::find()
        .filter(personnel(actor))
        .filter(person::Column::UnitId.in_subquery(scope::units_below(&[round.unit_id])))
        .filter(person::Column::EmploymentStatus.eq(EmploymentStatus::Active))
        .all(db)
        .await?;
    let posts = posts_on(db, people.iter().map(|person| person.id), today).await?;
    let mut cadres = Vec::new();
    for person in people {
        let held = posts.get(&person.id).map_or(&[][..], Vec::as_slice);
        let Some(rank) = LEADING
            .iter()
            .position(|leading| held.iter().any(|(post, _)| post == leading))
        else {
            continue;
        };
        let unit = units.get(&person.unit_id);
        let object = ProposedObject {
            kind: ObjectKind::Cadre,
            person_id: Some(person.id),
            unit_id: person.unit_id,
            unit_name: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
            name: person.name,
            post: posts_in_words(held, &units),
        };
        cadres.push((
            (rank, unit.map(|unit| (unit.position, unit.code.clone())), person.id),
            object,
        ));
    }
    cadres.sort_by(|one, other| one.0.cmp(&other.0));
    let team = units.get(&round.unit_id).map(|unit| ProposedObject {
        kind: ObjectKind::LeadershipTeam,
        person_id: None,
        unit_id: unit.id,
        unit_name: unit.name.clone(),
        name: team_of(unit),
        post: String::new(),
    });
    Ok(ProposedObjects {
        items: team
            .into_iter()
            .chain(cadres.into_iter().map(|(_, cadre)| cadre))
            .collect(),
    })
}

/// What the leadership team of a unit is called.
pub fn team_of(unit: &org_unit::Model) -> String {
    format!("{}领导班子", unit.name)
}

/// The posts that people hold on a day, with where.
pub async fn posts_on(
    db: &impl ConnectionTrait,
    people: impl Iterator<Item = PersonId>,
    day: NaiveDate,
) -> Result<BTreeMap<PersonId, Vec<(Post, OrgUnitId)>>> {
    let rows = appointment::Entity::find()
        .filter(appointment::Column::PersonId.is_in(people))
        .filter(appointment::Column::StartsOn.lte(day))
        .filter(
            Condition::any()
                .add(appointment::Column::EndsOn.is_null())
                .add(appointment::Column::EndsOn.gte(day)),
        )
        .all(db)
        .await?;
    let mut posts: BTreeMap<PersonId, Vec<_>> = BTreeMap::new();
    for row in rows {
        posts.entry(row.person_id).or_default().push((row.post, row.unit_id));
    }
    for held in posts.values_mut() {
        held.sort_unstable();
    }
    Ok(posts)
}

/// Posts as a form names them: 总务主任兼出纳. They stand on paper and on ballots, in Chinese as all that is printed
/// of people.
pub fn posts_in_words(held: &[(Post, OrgUnitId)], units: &HashMap<OrgUnitId, org_unit::Model>) -> String {
    let words = held.iter().map(|(post, unit)| match post {
        Post::BranchPrincipal => format!("{}校长", units.get(unit).map_or("", |unit| unit.name.as_str())),
        Post::KindergartenPrincipal => format!("{}园长", units.get(unit).map_or("", |unit| unit.name.as_str())),
        post => plain(*post).to_owned(),
    });
    words.collect::<Vec<_>>().join("兼")
}

fn plain(post: Post) -> &'static str {
    match post {
        Post::Principal => "校长",
        Post::PartySecretary => "党支部书记",
        Post::PartyCommitteeMember => "党支部委员",
        Post::VicePrincipal => "副校长",
        Post::GeneralAffairsDirector => "总务主任",
        Post::GeneralAffairsDeputy => "总务副主任",
        Post::Cashier => "出纳",
        Post::Accountant => "会计",
        Post::TeachingResearchDirector => "教科室主任",
        Post::YoungPioneersCounsellor => "少先队大队辅导员",
        Post::BranchPrincipal => "完小校长",
        Post::KindergartenPrincipal => "园长",
        Post::OfficeDirector => "办公室主任",
        Post::Teacher => "教师",
        Post::Staff => "职工",
    }
}
