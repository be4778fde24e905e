//! Working a proposal out: what is open on the day, who could take it, and who is given it. Only reads.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    assign::{self, Candidate, Holder},
    dto::ProposalRow,
    open::{self, Held, Open},
    units::Units,
};
use crate::{
    auth::{
        Actor, Permission,
        scope::{Reach, units_below},
    },
    entities::{
        ids::{ClassId, HouseholdId, LiaisonProposalRowId, OrgUnitId, PersonId, StudentId},
        liaison_link,
        liaison_own_scheme::SchemeHolders,
        liaison_proposal_row::{self, ProposalCause, ProposalGround},
        liaison_scheme::LiaisonTargetKind,
        person, rank, teaching_assignment, term,
    },
    error::Result,
    features::liaison::{
        absences,
        contacts::{self, Target},
        coverage,
        dto::LinkRow,
        queries::living_on,
        rules::{LEADERS, SCHOOL_LEADERS, holds_rank_on},
        schemes::{LEADER_BRANCH, LiaisonScheme, TEACHER_FAMILY},
        targets::{BareTarget, View, grade_name},
        teaching::teaching,
    },
};

/// 中共党员 and 预备党员 of GB/T 4762.
const PARTY_MEMBERS: [&str; 2] = ["01", "02"];

/// The rows of a proposal.
pub async fn rows(
    db: &impl ConnectionTrait,
    actor: &Actor,
    proposal: &ProposalRow,
    scheme: &LiaisonScheme,
    now: DateTime<Utc>,
) -> Result<Vec<liaison_proposal_row::ActiveModel>> {
    let on = proposal.starts_on;
    let area = Reach::below(db, proposal.unit_id).await?;
    let view = View {
        area: &area,
        on,
        scheme,
    };
    let units = Units::load(db).await?;
    let mut targets = coverage::every_target(db, view).await?;
    targets.sort_by(|a, b| {
        let key = |target: &BareTarget| (units.name(target.unit_id), target.grade);
        (key(a), &a.name, a.id).cmp(&(key(b), &b.name, b.id))
    });
    let keys: Vec<Target> = targets
        .iter()
        .map(|target| key_of(target, scheme.target_kind))
        .collect();
    let links = open::by_target(&living(db, view).await?);
    let absent = absences::on(db, on).await?;
    let loads = loads(db, &scheme.code, on).await?;
    let limit = proposal.options.max_load.or(scheme.max_load);
    let limit = limit.and_then(|limit| u32::try_from(limit).ok());
    let mut open = open::open_targets(&keys, &links, &absent, &proposal.options.causes, limit, &loads);
    open.sort_by_key(|row| row.target);
    let people = Candidates::load(db, actor, proposal, scheme, &units).await?;
    let sets = people.sets(&open, &targets, &keys, &links);
    let given_up = given_up(&open);
    let of = |counts: &HashMap<PersonId, u32>, id| counts.get(id).copied().unwrap_or_default();
    let holders: Vec<Holder> = people
        .colleagues
        .iter()
        .map(|(id, _)| Holder {
            load: of(&loads, id).saturating_sub(of(&given_up, id)),
            limit,
        })
        .collect();
    let given = assign::assign(&holders, &sets.sets, &sets.of_target);
    let chosen = sets.of_target.iter().zip(given).map(|(set, place)| {
        let candidate = sets.sets[*set][place?];
        Some((people.colleagues[candidate.holder].0, candidate.ground))
    });
    let rows = (1..).zip(open.iter().zip(chosen)).map(|(position, (open, chosen))| {
        let row = row(proposal, scheme.target_kind, &targets[open.target], open, &units, now);
        liaison_proposal_row::ActiveModel {
            position: Set(position),
            person_id: Set(chosen.map(|(person, _)| person)),
            ground: Set(chosen.map(|(_, ground)| ground)),
            ..row
        }
    });
    Ok(rows.collect())
}

/// How many links a proposal takes off people who stay.
fn given_up(open: &[Open]) -> HashMap<PersonId, u32> {
    let mut found = HashMap::new();
    for row in open.iter().filter(|row| row.cause == ProposalCause::Overloaded) {
        if let Some(person) = row.from_person_id {
            *found.entry(person).or_default() += 1;
        }
    }
    found
}

/// The target as links name it.
fn key_of(target: &BareTarget, kind: LiaisonTargetKind) -> Target {
    match kind {
        LiaisonTargetKind::Grade => (target.unit_id.0, target.grade.unwrap_or_default()),
        _ => (target.id, 0),
    }
}

/// The living links of the scheme into the units of the proposal.
pub async fn living(db: &impl ConnectionTrait, view: View<'_>) -> Result<Vec<Held>> {
    let rows: Vec<LinkRow> = view.links().into_partial_model().all(db).await?;
    Ok(rows
        .iter()
        .map(|row| Held {
            id: row.id,
            person_id: row.person_id,
            target: contacts::target(row),
            starts_on: row.starts_on,
        })
        .collect())
}

/// How many living links of a scheme everybody holds on a day, wherever they lead.
pub async fn loads(db: &impl ConnectionTrait, scheme: &str, on: NaiveDate) -> Result<HashMap<PersonId, u32>> {
    let counts: Vec<(PersonId, i64)> = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::PersonId)
        .column_as(Expr::cust("COUNT(*)"), "links")
        .filter(liaison_link::Column::SchemeCode.eq(scheme))
        .filter(living_on(on))
        .group_by(liaison_link::Column::PersonId)
        .into_tuple()
        .all(db)
        .await?;
    let counts = counts.into_iter();
    Ok(counts
        .map(|(person, links)| (person, u32::try_from(links).unwrap_or(u32::MAX)))
        .collect())
}

/// A row that names nobody yet.
fn row(
    proposal: &ProposalRow,
    kind: LiaisonTargetKind,
    target: &BareTarget,
    open: &Open,
    units: &Units,
    now: DateTime<Utc>,
) -> liaison_proposal_row::ActiveModel {
    use LiaisonTargetKind::{Class, Grade, Household, Person, Student, Unit};
    let unit_name = units.name(target.unit_id);
    let id = |wanted: LiaisonTargetKind| (kind == wanted).then_some(target.id);
    liaison_proposal_row::ActiveModel {
        id: Set(LiaisonProposalRowId::new()),
        proposal_id: Set(proposal.id),
        cause: Set(open.cause),
        unit_id: Set(target.unit_id),
        target_unit_id: Set(matches!(kind, Unit | Grade).then_some(target.unit_id)),
        target_grade: Set(target.grade.filter(|_| kind == Grade)),
        target_class_id: Set(id(Class).map(ClassId)),
        target_person_id: Set(id(Person).map(PersonId)),
        target_student_id: Set(id(Student).map(StudentId)),
        target_household_id: Set(id(Household).map(HouseholdId)),
        target_name: Set(match (kind, target.grade) {
            (Grade, Some(grade)) => grade_name(unit_name, grade),
            (Class, _) => format!("{unit_name}{}", target.name),
            _ => target.name.clone(),
        }),
        from_person_id: Set(open.from_person_id),
        ends_on: Set(open.ends_on),
        taken: Set(true),
        outcome: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Who could be given something.
struct Candidates<'a> {
    /// People who are there and may hold links of the scheme, with their units.
    colleagues: Vec<(PersonId, OrgUnitId)>,
    /// Who teaches whom, and whether as homeroom teacher; only where own classes count.
    teaching: HashMap<Uuid, Vec<(PersonId, bool)>>,
    /// Only own classes.
    own_classes_only: bool,
    homeroom_first: bool,
    units: &'a Units,
}

/// The candidates of every open target; targets that are alike share a set.
struct Sets {
    sets: Vec<Vec<Candidate<ProposalGround>>>,
    of_target: Vec<usize>,
}

impl<'a> Candidates<'a> {
    async fn load(
        db: &impl ConnectionTrait,
        actor: &Actor,
        proposal: &ProposalRow,
        scheme: &LiaisonScheme,
        units: &'a Units,
    ) -> Result<Self> {
        let own_classes_only = scheme.code == TEACHER_FAMILY;
        let by_teaching = own_classes_only || scheme.holders == Some(SchemeHolders::Teachers);
        let colleagues: Vec<(PersonId, OrgUnitId)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::UnitId])
            .filter(Reach::overseeing(actor, Permission::LiaisonWrite).covers(person::Column::UnitId))
            .filter(person::Column::UnitId.in_subquery(units_below(&[units.school(proposal.unit_id)])))
            .filter(absences::has_left_on(proposal.starts_on).not())
            .filter(person::Column::Id.not_in_subquery(absences::on_leave_on(proposal.starts_on)))
            .filter(may_hold(scheme, proposal.starts_on))
            .order_by_asc(person::Column::Id)
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self {
            colleagues,
            teaching: if by_teaching {
                teaching(db, proposal.unit_id, proposal.starts_on, scheme.target_kind).await?
            } else {
                HashMap::new()
            },
            own_classes_only,
            homeroom_first: proposal.options.homeroom_first,
            units,
        })
    }

    fn sets(&self, open: &[Open], targets: &[BareTarget], keys: &[Target], links: &HashMap<Target, Vec<Held>>) -> Sets {
        let places: HashMap<PersonId, usize> = (self.colleagues.iter().enumerate())
            .map(|(at, (id, _))| (*id, at))
            .collect();
        let mut known: HashMap<Vec<Candidate<ProposalGround>>, usize> = HashMap::new();
        let mut near: HashMap<OrgUnitId, Vec<Candidate<ProposalGround>>> = HashMap::new();
        let mut found = Sets {
            sets: Vec::new(),
            of_target: Vec::with_capacity(open.len()),
        };
        for row in open {
            let target = &targets[row.target];
            let living = links.get(&keys[row.target]).map(Vec::as_slice).unwrap_or_default();
            let mut set = self.teachers(target, &places);
            if !self.own_classes_only {
                let teachers: HashSet<usize> = set.iter().map(|candidate| candidate.holder).collect();
                let near = near.entry(target.unit_id).or_insert_with(|| self.near(target.unit_id));
                set.extend(near.iter().filter(|one| !teachers.contains(&one.holder)));
            }
            set.retain(|candidate| {
                let person = self.colleagues[candidate.holder].0;
                person.0 != target.id && !living.iter().any(|link| link.person_id == person)
            });
            set.sort_unstable();
            let next = found.sets.len();
            let place = *known.entry(set).or_insert_with_key(|set| {
                found.sets.push(set.clone());
                next
            });
            found.of_target.push(place);
        }
        found
    }

    /// Who teaches there.
    fn teachers(&self, target: &BareTarget, places: &HashMap<PersonId, usize>) -> Vec<Candidate<ProposalGround>> {
        let mut set = Vec::new();
        for (person, homeroom) in self.teaching.get(&target.id).into_iter().flatten() {
            if let Some(holder) = places.get(person) {
                set.push(Candidate {
                    tier: u8::from(self.homeroom_first && !homeroom),
                    preference: u8::from(!homeroom),
                    holder: *holder,
                    ground: if *homeroom {
                        ProposalGround::Homeroom
                    } else {
                        ProposalGround::Subject
                    },
                });
            }
        }
        set
    }

    /// Whoever works near a unit.
    fn near(&self, unit_id: OrgUnitId) -> Vec<Candidate<ProposalGround>> {
        let people = self.colleagues.iter().enumerate();
        people
            .filter_map(|(holder, (_, unit))| {
                let (distance, ground) = self.units.distance(*unit, unit_id)?;
                Some(Candidate {
                    tier: 2 + distance,
                    preference: 0,
                    holder,
                    ground,
                })
            })
            .collect()
    }
}

/// That a person may hold links of a scheme.
fn may_hold(scheme: &LiaisonScheme, on: NaiveDate) -> Condition {
    let ranked = |ranks: &[rank::Rank]| {
        let people = rank::Entity::find()
            .select_only()
            .column(rank::Column::PersonId)
            .filter(rank::Column::Rank.is_in(ranks.iter().copied()))
            .filter(holds_rank_on(on));
        Condition::all().add(person::Column::Id.in_subquery(people.into_query()))
    };
    let teachers = || {
        let people = teaching_assignment::Entity::find()
            .select_only()
            .column(teaching_assignment::Column::PersonId)
            .join(
                sea_orm::JoinType::InnerJoin,
                teaching_assignment::Entity::belongs_to(term::Entity)
                    .from(teaching_assignment::Column::TermId)
                    .to(term::Column::Id)
                    .into(),
            )
            .filter(term::Column::StartsOn.lte(on))
            .filter(term::Column::EndsOn.gte(on));
        Condition::all().add(person::Column::Id.in_subquery(people.into_query()))
    };
    match (scheme.holders, scheme.code.as_str()) {
        (Some(SchemeHolders::Staff), _) => Condition::all(),
        (Some(SchemeHolders::PartyMembers), _) => {
            Condition::all().add(person::Column::PoliticalAffiliation.is_in(PARTY_MEMBERS))
        }
        (Some(SchemeHolders::Teachers), _) | (None, TEACHER_FAMILY) => teachers(),
        (None, LEADER_BRANCH) => ranked(&SCHOOL_LEADERS),
        (Some(SchemeHolders::Leaders) | None, _) => ranked(&LEADERS),
    }
}
