//! Taking over records of the past (历史联系记录). They keep the rules of records that are made now, but for the day; a
//! record of the running school year is confirmed as usual, one from before it counts as it stands.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    dto::NewActivity,
    references::{self, Place},
    rules, store,
};
use crate::{
    auth::Actor,
    entities::{
        activity::{self, ActivityKind, ActivityStatus, Tags},
        activity_actor,
        activity_details::{
            ActivityDetails, BranchVisit, CommitteeMeeting, GradeMeeting, HeartTalk, HomeVisit, LessonObservation,
            Meeting, OtherActivity, ParentsMeeting, PhoneContact, Reception, StaffTalk,
        },
        activity_step, activity_subject,
        ids::{ActivityId, OrgUnitId, PersonId},
        import_change::ImportedRecord,
    },
    error::{Error, Result},
    features::{
        families::import::{Roster, grade_of},
        importing::{RowPlan, TakenBack, Written, take_back},
        personnel::Directory,
        plan::progress::{ActivityChange, ActivityFacts, activity_changed},
    },
    http::check_fields,
    language::{say, text},
};

/// What a list tells of something that was done.
#[derive(Debug, Clone)]
pub struct ActivityRow {
    /// The school where it was, of the import's subtree.
    pub unit_id: OrgUnitId,
    pub happened_on: NaiveDate,
    pub kind: ActivityKind,
    /// Name or staff number of who did it.
    pub person: String,
    /// Names or staff numbers of those who went along.
    pub companions: Vec<String>,
    pub class: Option<String>,
    /// With whom: a pupil, a colleague, or in general terms; the title of what is no other kind.
    pub with: Option<String>,
    pub subject: Option<String>,
    pub topic: Option<String>,
    pub due: Option<i16>,
    pub present: Option<i16>,
    pub text: String,
    pub follow_up: Option<String>,
    pub follow_up_on: Option<NaiveDate>,
}

/// Knows the staff, classes and pupils of a subtree.
#[derive(Debug)]
pub struct ActivityImporter<'a> {
    actor: &'a Actor,
    today: NaiveDate,
    roster: Roster,
    directory: Directory,
    met: HashSet<String>,
    pending: Vec<Planned>,
}

#[derive(Debug)]
struct Planned {
    id: ActivityId,
    person_id: PersonId,
    content: NewActivity,
    place: Place,
    confirmer: Option<PersonId>,
    label: String,
}

impl<'a> ActivityImporter<'a> {
    pub async fn load(db: &impl ConnectionTrait, actor: &'a Actor, root: OrgUnitId, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            actor,
            today,
            roster: Roster::below(db, root, true).await?,
            directory: Directory::of_school(db, root).await?,
            met: HashSet::new(),
            pending: Vec::new(),
        })
    }

    /// Says what each row would do. Nothing is written.
    pub async fn plan(&mut self, db: &impl ConnectionTrait, rows: &[ActivityRow]) -> Result<Vec<RowPlan<ActivityId>>> {
        let mut plans = Vec::with_capacity(rows.len());
        for row in rows {
            plans.push(Box::pin(self.plan_row(db, row)).await.or_else(RowPlan::refused)?);
        }
        Ok(plans)
    }

    async fn plan_row(&mut self, db: &impl ConnectionTrait, row: &ActivityRow) -> Result<RowPlan<ActivityId>> {
        rules::check_not_in_future(row.happened_on, self.today)?;
        let person_id = self.directory.find(&row.person, row.unit_id, "person_id")?;
        let companion_ids = row
            .companions
            .iter()
            .map(|name| self.directory.find(name, row.unit_id, "companion_ids"))
            .collect::<Result<Vec<_>>>()?;
        let content = NewActivity {
            id: None,
            person_id: Some(person_id),
            companion_ids,
            happened_on: row.happened_on,
            started_at: None,
            ended_at: None,
            text: row.text.clone(),
            follow_up: row.follow_up.clone(),
            follow_up_on: row.follow_up_on,
            tags: Tags::default(),
            details: self.details(row)?,
            submit: true,
        };
        if !self.met.insert(serde_json::to_string(&content)?) {
            return Ok(RowPlan::duplicate());
        }
        check_fields(&content)?;
        let main = rules::main_actor(db, self.actor, &content).await?;
        rules::check_companions(db, self.actor, main, &content.companion_ids, &[]).await?;
        let days = (content.happened_on, self.today);
        let place = references::place(db, self.actor, &content.details, None, days).await?;
        rules::check_content(&content, main, &place)?;
        rules::check_complete(&content)?;
        if let Some(id) = known(db, main, &content, &place).await? {
            return Ok(RowPlan::found(id, Vec::new()));
        }
        let begun = rules::school_year_begun(db, place.unit_id, self.today).await?;
        let confirmer = if begun.is_some_and(|begun| content.happened_on < begun) {
            None
        } else {
            let people: Vec<PersonId> = [main]
                .into_iter()
                .chain(content.companion_ids.iter().copied())
                .collect();
            references::confirmer(db, &content.details, &place, &people, self.today).await?
        };
        let id = ActivityId::new();
        self.pending.push(Planned {
            id,
            person_id: main,
            content,
            place,
            confirmer,
            label: format!("{} {}", row.happened_on, row.person),
        });
        Ok(RowPlan::new(id))
    }

    /// What of the words of a row belongs to its kind.
    fn details(&self, row: &ActivityRow) -> Result<ActivityDetails> {
        let unit_id = row.unit_id;
        let required = |value: &Option<String>, field: &str| {
            let missing = || Error::invalid(field, "required", text("这类记录必填", "is required for this kind"));
            value.clone().ok_or_else(missing)
        };
        let class = match &row.class {
            Some(class) => Some(self.roster.class(unit_id, class, row.happened_on, "class")?.id),
            None => None,
        };
        let class_needed = || {
            let missing = || Error::invalid("class", "required", text("这类记录必填", "is required for this kind"));
            class.ok_or_else(missing)
        };
        let colleague = |name: String| self.directory.find(&name, unit_id, "with");
        let family = || {
            let pupil = required(&row.with, "with")?;
            self.roster.pupil(unit_id, &pupil, class, "with")
        };
        let meeting = Meeting {
            due: row.due,
            present: row.present,
            agenda: row.topic.clone(),
            decisions: Vec::new(),
        };
        Ok(match row.kind {
            ActivityKind::BranchVisit => ActivityDetails::BranchVisit(BranchVisit {
                unit_id,
                purpose: row.topic.clone(),
                problems: None,
                measures: None,
            }),
            ActivityKind::LessonObservation => ActivityDetails::LessonObservation(LessonObservation {
                class_id: class_needed()?,
                observed_person_id: colleague(required(&row.with, "with")?)?,
                subject: required(&row.subject, "subject")?,
                period: None,
                topic: row.topic.clone(),
                lesson_type: None,
                steps: None,
                strengths: None,
                problems: None,
                suggestions: None,
                grade: None,
                discussed_on: None,
                discussion: None,
            }),
            ActivityKind::HomeVisit => {
                let pupil = family()?;
                ActivityDetails::HomeVisit(HomeVisit {
                    household_id: pupil.household_id,
                    student_ids: vec![pupil.id],
                    family_present: Vec::new(),
                    purpose: row.topic.clone(),
                    at_school: None,
                    at_home: None,
                    wishes: None,
                    measures: None,
                })
            }
            ActivityKind::PhoneContact => {
                let pupil = family()?;
                ActivityDetails::PhoneContact(PhoneContact {
                    household_id: pupil.household_id,
                    student_ids: vec![pupil.id],
                    spoke_with: None,
                    matter: row.topic.clone(),
                    measures: None,
                })
            }
            ActivityKind::ParentsMeeting => ActivityDetails::ParentsMeeting(ParentsMeeting {
                unit_id,
                class_id: class,
                meeting,
                attendance: Vec::new(),
            }),
            ActivityKind::CommitteeMeeting => ActivityDetails::CommitteeMeeting(CommitteeMeeting { unit_id, meeting }),
            ActivityKind::GradeMeeting => ActivityDetails::GradeMeeting(GradeMeeting {
                unit_id,
                grade: required(&row.class, "class").and_then(|grade| {
                    let unclear = || {
                        let detail = text("看不懂年级：请写成“三年级”", "write the grade as 三年级");
                        Error::invalid("class", "unknown_grade", detail)
                    };
                    grade_of(&grade).ok_or_else(unclear)
                })?,
                meeting,
            }),
            ActivityKind::StaffTalk => ActivityDetails::StaffTalk(StaffTalk {
                person_id: colleague(required(&row.with, "with")?)?,
                topics: row.topic.clone(),
                concerns: None,
                support: None,
            }),
            ActivityKind::HeartTalk => ActivityDetails::HeartTalk(HeartTalk {
                unit_id,
                participants: row.with.clone(),
                topics: row.topic.clone(),
                concerns: None,
                answers: None,
            }),
            ActivityKind::Reception => ActivityDetails::Reception(Reception {
                unit_id,
                visitors: required(&row.with, "with")?,
                matter: row
                    .topic
                    .clone()
                    .unwrap_or_else(|| row.text.chars().take(2000).collect()),
                answer: None,
                handed_on_to: None,
            }),
            ActivityKind::Other => ActivityDetails::Other(OtherActivity {
                unit_id,
                title: required(&row.topic, "topic")?,
            }),
            ActivityKind::StayIn
            | ActivityKind::PupilSupport
            | ActivityKind::StudySession
            | ActivityKind::SharedLabour
            | ActivityKind::CanteenCheck => {
                return Err(Error::invalid(
                    "kind",
                    "not_imported",
                    text(
                        "这类记录不能导入，请在系统中填写",
                        "records of this kind are not imported: write them in the product",
                    ),
                ));
            }
        })
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let mut written = Vec::new();
        for planned in std::mem::take(&mut self.pending) {
            let record = store::NewRecord {
                id: planned.id,
                person_id: planned.person_id,
                status: ActivityStatus::Submitted,
                confirmer: planned.confirmer,
                recorded_by: self.actor.account_id,
                content: &planned.content,
                place: &planned.place,
                reason: Some(say("导入的历史记录", "Imported from former records").to_owned()),
            };
            store::insert(tx, record, now).await?;
            let (id, unit_id) = (planned.id.0, planned.place.unit_id);
            written.push(Written::created(
                ImportedRecord::Activities,
                id,
                unit_id,
                &planned.label,
            ));
        }
        Ok(written)
    }
}

/// The same record, where it is there already.
async fn known(
    db: &impl ConnectionTrait,
    person_id: PersonId,
    content: &NewActivity,
    place: &Place,
) -> Result<Option<ActivityId>> {
    let found = activity::Entity::find()
        .filter(activity::Column::Kind.eq(content.details.kind()))
        .filter(activity::Column::HappenedOn.eq(content.happened_on))
        .filter(activity::Column::PersonId.eq(person_id))
        .filter(activity::Column::UnitId.eq(place.unit_id))
        .filter(activity::Column::Status.ne(ActivityStatus::Void))
        .all(db)
        .await?;
    let same = |stored: &activity::Model| {
        stored.class_id == place.class_id
            && stored.observed_person_id == place.observed_person_id
            && stored.household_id == place.household_id
            && stored.text == content.text
    };
    Ok(found.into_iter().find(same).map(|stored| stored.id))
}

/// Takes back a record that an import made; what counted of it counts no more.
pub async fn undo(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    let id = ActivityId(written.id);
    let before = ActivityFacts::load(tx, id).await?;
    let taken = take_back::<activity::Entity>(tx, written, now, async |tx| {
        let actors = activity_actor::Entity::delete_many().filter(activity_actor::Column::ActivityId.eq(id));
        actors.exec(tx).await?;
        let subjects = activity_subject::Entity::delete_many().filter(activity_subject::Column::ActivityId.eq(id));
        subjects.exec(tx).await?;
        let steps = activity_step::Entity::delete_many().filter(activity_step::Column::ActivityId.eq(id));
        steps.exec(tx).await.map(|_| ())
    })
    .await?;
    let is_gone = activity::Entity::find_by_id(id).count(tx).await? == 0;
    if before.is_some() && is_gone {
        activity_changed(tx, &ActivityChange { before, after: None }).await?;
    }
    Ok(taken)
}
