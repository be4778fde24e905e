//! Putting a sheet of cards together: for a class, a village school, or the families of one person.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde_json::json;

use super::{
    dto::{ContactCardFace, ContactCardPrint, PrintedContactCard, PrintedContactCards},
    service,
};
use crate::{
    auth::{Actor, Permission, policy},
    clock::local_date,
    db::audit,
    entities::{
        audit_event::AuditAction,
        class, contact_card, enrolment, household,
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId},
        liaison_link,
        org_unit::{self, OrgUnitKind},
        person, student,
    },
    error::{Error, Result},
    features::liaison::{
        absences,
        queries::living_on,
        rules::enrolled_on,
        schemes::{LEADER_BRANCH, TEACHER_FAMILY},
        teaching::homeroom_of,
    },
    http::qr_code,
    language::text,
    state::State,
};

/// Cards of one sheet.
const A_SHEET: u16 = 8;

/// Who stands on a card, and for which family it is.
type Wanted = Vec<((OrgUnitId, PersonId), Option<String>)>;

/// Puts the cards together, makes those that are missing, and notes who printed them.
pub async fn print(
    tx: &DatabaseTransaction,
    state: &State,
    actor: &Actor,
    asked: &ContactCardPrint,
    now: DateTime<Utc>,
) -> Result<PrintedContactCards> {
    let today = local_date(now);
    let (unit_id, wanted, without_person) = match (asked.class_id, asked.unit_id, asked.person_id) {
        (Some(class_id), None, None) => for_class(tx, class_id, today).await?,
        (None, Some(unit_id), None) => for_unit(tx, unit_id, asked.copies, today).await?,
        (None, None, Some(person_id)) => for_person(tx, person_id, asked.copies, today).await?,
        _ => {
            return Err(Error::invalid(
                "class_id",
                "one_of",
                text("班级、完小、教师三者选一", "give exactly one of class, unit and person"),
            ));
        }
    };
    if !policy::reaches_unit(actor, Permission::LiaisonWrite, unit_id) {
        let field = if asked.class_id.is_some() {
            "class_id"
        } else if asked.unit_id.is_some() {
            "unit_id"
        } else {
            "person_id"
        };
        return Err(Error::unknown_reference(field));
    }
    let mut seen = HashSet::new();
    let keys: Vec<_> = wanted
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| seen.insert(*key))
        .collect();
    let issued = service::issue(tx, actor, &keys, asked.reachable.as_deref(), now).await?;
    let faces = faces(tx, &state.config.public_url, &keys, &issued).await?;
    let entry = audit::Entry {
        unit_id: Some(unit_id),
        details: json!({"cards": wanted.len(), "people": faces.len()}),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::ContactCardsPrinted)
    };
    audit::record(tx, &state.vault, now, entry).await?;
    Ok(PrintedContactCards {
        cards: wanted
            .into_iter()
            .filter_map(|(key, household_label)| {
                Some(PrintedContactCard {
                    card_id: issued.get(&key)?.id,
                    household_label,
                })
            })
            .collect(),
        without_phone: faces
            .iter()
            .filter(|face| face.phone.is_none())
            .map(|face| face.person_name.clone())
            .collect(),
        faces,
        without_person,
    })
}

type Sheet = (OrgUnitId, Wanted, Vec<String>);

/// A card for every family of a class: its homeroom teacher where he keeps in touch with it, else who does longest.
async fn for_class(db: &impl ConnectionTrait, class_id: ClassId, today: NaiveDate) -> Result<Sheet> {
    let class = class::Entity::find_by_id(class_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("class_id"))?;
    let pupils = student::Entity::find()
        .select_only()
        .column(student::Column::HouseholdId)
        .join(
            JoinType::InnerJoin,
            student::Entity::belongs_to(enrolment::Entity)
                .from(student::Column::Id)
                .to(enrolment::Column::StudentId)
                .into(),
        )
        .filter(enrolment::Column::ClassId.eq(class_id))
        .filter(enrolled_on(today));
    let families: Vec<(HouseholdId, String)> = household::Entity::find()
        .select_only()
        .columns([household::Column::Id, household::Column::Label])
        .filter(household::Column::Id.in_subquery(pupils.into_query()))
        .order_by_asc(household::Column::Label)
        .order_by_asc(household::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let homeroom = homeroom_of(db, class_id, today).await?;
    let links: Vec<(Option<HouseholdId>, PersonId)> = liaison_link::Entity::find()
        .select_only()
        .columns([liaison_link::Column::TargetHouseholdId, liaison_link::Column::PersonId])
        .filter(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY))
        .filter(liaison_link::Column::TargetHouseholdId.is_in(families.iter().map(|(id, _)| *id)))
        .filter(liaison_link::Column::PersonId.not_in_subquery(absences::left_on(today)))
        .filter(living_on(today))
        .order_by_asc(liaison_link::Column::StartsOn)
        .order_by_asc(liaison_link::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut people: HashMap<HouseholdId, PersonId> = HashMap::new();
    for (household, person) in links {
        let Some(household) = household else { continue };
        let chosen = people.entry(household).or_insert(person);
        if Some(person) == homeroom {
            *chosen = person;
        }
    }
    let mut wanted = Vec::new();
    let mut nobody = Vec::new();
    for (household, label) in families {
        match people.get(&household) {
            Some(person) => wanted.push(((class.unit_id, *person), Some(label))),
            None => nobody.push(label),
        }
    }
    Ok((class.unit_id, wanted, nobody))
}

/// Cards of whoever is responsible for a village school.
async fn for_unit(
    db: &impl ConnectionTrait,
    unit_id: OrgUnitId,
    copies: Option<u16>,
    today: NaiveDate,
) -> Result<Sheet> {
    let leaders: Vec<PersonId> = liaison_link::Entity::find()
        .select_only()
        .column(liaison_link::Column::PersonId)
        .filter(liaison_link::Column::SchemeCode.eq(LEADER_BRANCH))
        .filter(liaison_link::Column::TargetUnitId.eq(unit_id))
        .filter(liaison_link::Column::PersonId.not_in_subquery(absences::left_on(today)))
        .filter(living_on(today))
        .order_by_asc(liaison_link::Column::StartsOn)
        .order_by_asc(liaison_link::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    if leaders.is_empty() {
        let name = org_unit::Entity::find_by_id(unit_id)
            .one(db)
            .await?
            .map(|unit| unit.name);
        return Ok((unit_id, Vec::new(), name.into_iter().collect()));
    }
    let copies = usize::from(copies.unwrap_or(A_SHEET));
    let wanted = leaders
        .iter()
        .flat_map(|leader| std::iter::repeat_n(((unit_id, *leader), None), copies));
    Ok((unit_id, wanted.collect(), Vec::new()))
}

/// Cards for the families of one person, or for anybody.
async fn for_person(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    copies: Option<u16>,
    today: NaiveDate,
) -> Result<Sheet> {
    let person = person::Entity::find_by_id(person_id)
        .filter(person::Column::Id.not_in_subquery(absences::left_on(today)))
        .one(db)
        .await?
        .ok_or_else(|| Error::unknown_reference("person_id"))?;
    let families: Vec<(OrgUnitId, String)> = household::Entity::find()
        .select_only()
        .columns([household::Column::UnitId, household::Column::Label])
        .join(
            JoinType::InnerJoin,
            household::Entity::belongs_to(liaison_link::Entity)
                .from(household::Column::Id)
                .to(liaison_link::Column::TargetHouseholdId)
                .into(),
        )
        .filter(liaison_link::Column::SchemeCode.eq(TEACHER_FAMILY))
        .filter(liaison_link::Column::PersonId.eq(person_id))
        .filter(living_on(today))
        .order_by_asc(household::Column::Label)
        .order_by_asc(household::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let wanted: Wanted = if families.is_empty() || copies.is_some() {
        let copies = usize::from(copies.unwrap_or(A_SHEET));
        vec![((person.unit_id, person_id), None); copies]
    } else {
        let families = families.into_iter();
        families.map(|(unit, label)| ((unit, person_id), Some(label))).collect()
    };
    Ok((person.unit_id, wanted, Vec::new()))
}

async fn faces(
    db: &impl ConnectionTrait,
    public_url: &str,
    keys: &[(OrgUnitId, PersonId)],
    issued: &HashMap<(OrgUnitId, PersonId), contact_card::Model>,
) -> Result<Vec<ContactCardFace>> {
    let mut faces = Vec::with_capacity(keys.len());
    for card in keys.iter().filter_map(|key| issued.get(key)) {
        let person = person::Entity::find_by_id(card.person_id).one(db).await?;
        let person = person.ok_or(Error::NotFound)?;
        let (unit_name, school_name) = unit_and_school(db, card.unit_id).await?;
        let url = format!("{}/concern#{}", public_url.trim_end_matches('/'), card.code);
        faces.push(ContactCardFace {
            card_id: card.id,
            school_name,
            unit_name,
            person_name: person.name,
            phone: person.phone,
            reachable: card.reachable.clone(),
            qr_svg: qr_code(&url)?,
            url,
        });
    }
    Ok(faces)
}

/// The name of a unit, and that of the central school it belongs to.
pub async fn unit_and_school(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<(String, String)> {
    let unit = org_unit::Entity::find_by_id(unit_id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let mut school = unit.clone();
    while school.kind != OrgUnitKind::CentralSchool {
        let Some(above) = school.parent_id else { break };
        school = org_unit::Entity::find_by_id(above)
            .one(db)
            .await?
            .ok_or(Error::NotFound)?;
    }
    let school_name = if school.kind == OrgUnitKind::CentralSchool {
        school.name
    } else {
        unit.name.clone()
    };
    Ok((unit.name, school_name))
}
