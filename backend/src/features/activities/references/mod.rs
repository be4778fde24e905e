//! What a record refers to: whether the caller may name it there, and what follows from it.

mod confirmer;
mod lookup;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

pub use self::confirmer::confirmer;
use self::lookup::{Lookup, SchoolKind};
use crate::{
    auth::{Actor, scope::personnel::personnel},
    entities::{
        activity_details::{
            ActivityDetails, BranchVisit, GradeMeeting, HomeVisit, LessonObservation, ParentsMeeting, PhoneContact,
            PupilSupport, StaffTalk,
        },
        ids::{ClassId, HouseholdId, OrgUnitId, PersonId, StudentId},
        org_unit, person,
    },
    error::Result,
};

/// Where a record belongs, as its details say.
#[derive(Debug, Clone)]
pub struct Place {
    pub unit_id: OrgUnitId,
    /// The field of the request that says so.
    pub field: String,
    pub class_id: Option<ClassId>,
    /// The member of staff it is about.
    pub observed_person_id: Option<PersonId>,
    pub household_id: Option<HouseholdId>,
    pub student_ids: Vec<StudentId>,
    /// The classes of a grade.
    pub class_ids: Vec<ClassId>,
    /// What it can be found by.
    pub names: Vec<String>,
}

impl Place {
    fn at(unit: org_unit::Model, field: String) -> Self {
        Self {
            names: vec![unit.name],
            ..Self::in_unit(unit.id, field)
        }
    }

    fn in_unit(unit_id: OrgUnitId, field: String) -> Self {
        Self {
            unit_id,
            field,
            class_id: None,
            observed_person_id: None,
            household_id: None,
            student_ids: Vec::new(),
            class_ids: Vec::new(),
            names: Vec::new(),
        }
    }

    fn found_by<'a>(mut self, words: impl IntoIterator<Item = Option<&'a String>>) -> Self {
        self.names.extend(words.into_iter().flatten().cloned());
        self
    }
}

/// Looks up what the details refer to. What was named `before` may stay, even if the caller lost sight of it.
pub async fn place(
    db: &impl ConnectionTrait,
    actor: &Actor,
    details: &ActivityDetails,
    before: Option<&ActivityDetails>,
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Place> {
    let lookup = Lookup::new(db, actor, details.kind(), before, today)?;
    let unit = async |kind, id| {
        let field = lookup.field("unit_id");
        Ok::<_, crate::error::Error>(Place::at(lookup.unit(&field, id, kind).await?, field))
    };
    match details {
        ActivityDetails::BranchVisit(BranchVisit { unit_id, .. }) => unit(SchoolKind::Branch, *unit_id).await,
        ActivityDetails::StayIn(stay) => unit(SchoolKind::Branch, stay.unit_id).await,
        ActivityDetails::LessonObservation(lesson) => lesson_observation(&lookup, lesson).await,
        ActivityDetails::HomeVisit(HomeVisit {
            household_id,
            student_ids,
            ..
        })
        | ActivityDetails::PhoneContact(PhoneContact {
            household_id,
            student_ids,
            ..
        }) => household(&lookup, *household_id, student_ids).await,
        ActivityDetails::ParentsMeeting(meeting) => parents_meeting(&lookup, meeting).await,
        ActivityDetails::GradeMeeting(meeting) => grade_meeting(&lookup, meeting, on).await,
        ActivityDetails::CommitteeMeeting(meeting) => unit(SchoolKind::School, meeting.unit_id).await,
        ActivityDetails::StaffTalk(talk) => staff_talk(&lookup, talk).await,
        ActivityDetails::HeartTalk(talk) => {
            let place = unit(SchoolKind::School, talk.unit_id).await?;
            Ok(place.found_by([talk.topics.as_ref(), talk.participants.as_ref(), talk.concerns.as_ref()]))
        }
        ActivityDetails::Reception(reception) => {
            let place = unit(SchoolKind::Any, reception.unit_id).await?;
            Ok(place.found_by([Some(&reception.visitors), Some(&reception.matter)]))
        }
        ActivityDetails::PupilSupport(support) => pupil_support(&lookup, support).await,
        ActivityDetails::StudySession(session) => {
            let place = unit(SchoolKind::Any, session.unit_id).await?;
            Ok(place.found_by([session.material.as_ref()]))
        }
        ActivityDetails::SharedLabour(labour) => {
            let place = unit(SchoolKind::School, labour.unit_id).await?;
            Ok(place.found_by([Some(&labour.work)]))
        }
        ActivityDetails::CanteenCheck(check) => unit(SchoolKind::School, check.unit_id).await,
        ActivityDetails::Other(other) => {
            let place = unit(SchoolKind::Any, other.unit_id).await?;
            Ok(place.found_by([Some(&other.title)]))
        }
    }
}

async fn lesson_observation(lookup: &Lookup<'_, impl ConnectionTrait>, lesson: &LessonObservation) -> Result<Place> {
    let field = lookup.field("class_id");
    let class = lookup.class(&field, lesson.class_id).await?;
    let observed = lookup
        .person(&lookup.field("observed_person_id"), lesson.observed_person_id)
        .await?;
    Ok(Place {
        class_id: Some(class.id),
        observed_person_id: Some(observed.id),
        names: vec![class.name, observed.name, lesson.subject.clone()],
        ..Place::in_unit(class.unit_id, field)
    }
    .found_by([lesson.topic.as_ref()]))
}

async fn household(
    lookup: &Lookup<'_, impl ConnectionTrait>,
    id: HouseholdId,
    student_ids: &[StudentId],
) -> Result<Place> {
    let field = lookup.field("household_id");
    let household = lookup.household(&field, id).await?;
    let mut names = lookup
        .pupils_of(household.id, &lookup.field("student_ids"), student_ids)
        .await?;
    names.push(household.label);
    Ok(Place {
        household_id: Some(household.id),
        student_ids: student_ids.to_vec(),
        names,
        ..Place::in_unit(household.unit_id, field)
    })
}

/// The families that came are in touch; those on the list that did not are not.
async fn parents_meeting(lookup: &Lookup<'_, impl ConnectionTrait>, meeting: &ParentsMeeting) -> Result<Place> {
    let field = lookup.field("unit_id");
    let unit = lookup.unit(&field, meeting.unit_id, SchoolKind::School).await?;
    let mut place = Place::at(unit, field);
    if let Some(class_id) = meeting.class_id {
        let class = lookup
            .class_of(&lookup.field("class_id"), class_id, place.unit_id)
            .await?;
        place.class_id = Some(class.id);
        place.names.push(class.name);
    }
    lookup
        .check_attendance(&lookup.field("attendance"), meeting.class_id, &meeting.attendance)
        .await?;
    place.student_ids = meeting
        .attendance
        .iter()
        .filter(|entry| entry.came)
        .map(|entry| entry.student_id)
        .collect();
    Ok(place)
}

async fn grade_meeting(
    lookup: &Lookup<'_, impl ConnectionTrait>,
    meeting: &GradeMeeting,
    on: NaiveDate,
) -> Result<Place> {
    let field = lookup.field("unit_id");
    let unit = lookup.unit(&field, meeting.unit_id, SchoolKind::School).await?;
    let mut place = Place::at(unit, field);
    let classes = lookup
        .classes_of_grade(&lookup.field("grade"), place.unit_id, meeting.grade, on)
        .await?;
    for class in classes {
        place.class_ids.push(class.id);
        place.names.push(class.name);
    }
    Ok(place)
}

async fn staff_talk(lookup: &Lookup<'_, impl ConnectionTrait>, talk: &StaffTalk) -> Result<Place> {
    let field = lookup.field("person_id");
    let person = lookup.person(&field, talk.person_id).await?;
    Ok(Place {
        observed_person_id: Some(person.id),
        names: vec![person.name],
        ..Place::in_unit(person.unit_id, field)
    }
    .found_by([talk.topics.as_ref()]))
}

async fn pupil_support(lookup: &Lookup<'_, impl ConnectionTrait>, support: &PupilSupport) -> Result<Place> {
    let field = lookup.field("student_id");
    let pupil = lookup.student(&field, support.student_id).await?;
    Ok(Place {
        student_ids: vec![pupil.id],
        names: vec![pupil.name],
        ..Place::in_unit(pupil.unit_id, field)
    })
}

/// Whether the caller sees all of these people in the staff directory.
pub async fn are_colleagues(db: &impl ConnectionTrait, actor: &Actor, people: &[PersonId]) -> Result<bool> {
    let found = person::Entity::find()
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .filter(personnel(actor))
        .count(db)
        .await?;
    Ok(found == people.len() as u64)
}
