//! What a demo school did with its links beyond making them: a scheme of its own, a handover, a proposal still to be
//! looked at, contact cards, and somebody on leave. Through the features, as a school would.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    auth::Actor,
    clock::local_date,
    entities::{
        ids::{LeaveId, LiaisonLinkId, OrgUnitId, PersonId},
        leave::{self, LeaveKind},
        liaison_link,
        liaison_own_scheme::SchemeHolders,
        liaison_proposal::ProposalOptions,
        liaison_scheme::LiaisonTargetKind,
        teaching_assignment,
    },
    error::Result,
    features::liaison::{self, HandedLink, NewHandover, NewLiaisonProposal, NewLiaisonScheme},
    vault::Vault,
};

/// Adds all that to a school whose links are there.
pub async fn add(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    office: &Actor,
    school: OrgUnitId,
    village: OrgUnitId,
    now: DateTime<Utc>,
) -> Result<()> {
    let today = local_date(now);
    let scheme = NewLiaisonScheme {
        id: None,
        unit_id: school,
        name: "党员联系班级".to_owned(),
        description: Some("每位党员联系一个班，每月听一次班会。".to_owned()),
        target_kind: LiaisonTargetKind::Class,
        holders: SchemeHolders::PartyMembers,
        max_load: Some(2),
        sort_order: None,
        starts_on: Some(today - TimeDelta::days(60)),
    };
    liaison::add_scheme(tx, office, scheme, now).await?;
    let leaders = people_of(tx, "leader_staff").await?;
    if let [leaver, successor, ..] = leaders[..] {
        hand_over(tx, vault, office, (leaver, successor), now).await?;
    }
    let teachers = people_of(tx, "teacher_family").await?;
    if let Some(teacher) = teachers.last() {
        let month = TimeDelta::days(30);
        absent(
            tx,
            *teacher,
            LeaveKind::Sick,
            today - TimeDelta::days(6),
            Some(today + month),
            now,
        )
        .await?;
    }
    let proposal = NewLiaisonProposal {
        scheme_code: "leader_staff".to_owned(),
        unit_id: school,
        on: Some(today),
        options: ProposalOptions::default(),
    };
    liaison::propose(tx, office, proposal, now).await?;
    let homeroom: Vec<PersonId> = teaching_assignment::Entity::find()
        .select_only()
        .column(teaching_assignment::Column::PersonId)
        .filter(teaching_assignment::Column::UnitId.eq(village))
        .filter(teaching_assignment::Column::Homeroom.eq(true))
        .filter(teaching_assignment::Column::PersonId.is_in(teachers))
        .order_by_asc(teaching_assignment::Column::Id)
        .limit(6)
        .into_tuple()
        .all(tx)
        .await?;
    let cards: Vec<_> = homeroom.into_iter().map(|person| (village, person)).collect();
    liaison::issue_cards(tx, office, &cards, Some("周一至周五 12:00—14:00，晚上 8 点前"), now).await?;
    Ok(())
}

/// Who keeps in touch in a scheme, in the order of their first links.
async fn people_of(tx: &impl ConnectionTrait, scheme: &str) -> Result<Vec<PersonId>> {
    let mut people: Vec<PersonId> = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::PersonId)
        .distinct()
        .filter(liaison_link::Column::SchemeCode.eq(scheme))
        .order_by_asc(liaison_link::Column::PersonId)
        .into_tuple()
        .all(tx)
        .await?;
    people.dedup();
    Ok(people)
}

async fn hand_over(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    office: &Actor,
    (from, to): (PersonId, PersonId),
    now: DateTime<Utc>,
) -> Result<()> {
    let on = local_date(now) - TimeDelta::days(10);
    absent(tx, from, LeaveKind::Training, on, Some(on + TimeDelta::days(60)), now).await?;
    let links: Vec<LiaisonLinkId> = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::Id)
        .filter(liaison_link::Column::SchemeCode.eq("leader_staff"))
        .filter(liaison_link::Column::PersonId.eq(from))
        .filter(liaison_link::Column::TargetPersonId.ne(to))
        .order_by_asc(liaison_link::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    let handed = links.into_iter().map(|id| HandedLink { id, to_person_id: to });
    let handover = NewHandover {
        from_person_id: from,
        on: Some(on),
        reason: "外出培训两个月".to_owned(),
        witness: Some("办公室".to_owned()),
        links: handed.collect(),
        entries: Vec::new(),
        promises: Vec::new(),
    };
    liaison::hand_over(tx, vault, office, handover, now).await?;
    Ok(())
}

async fn absent(
    tx: &impl ConnectionTrait,
    person_id: PersonId,
    kind: LeaveKind,
    starts_on: chrono::NaiveDate,
    ends_on: Option<chrono::NaiveDate>,
    now: DateTime<Utc>,
) -> Result<()> {
    let leave = leave::Model {
        id: LeaveId::new(),
        person_id,
        kind,
        starts_on,
        ends_on,
        reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    leave::Entity::insert(leave.into_active_model())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
