//! Rows on their way into the database, written in large statements.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};

use crate::{
    entities::{
        account, activity, activity_actor, activity_amendment, activity_step, activity_subject, appointment,
        attachment, calendar_day, class, diary_remark, enrolment, family_committee, family_committee_member, finding,
        finding_event, gift_record, guardian, household, inspection, inspection_access, inspection_access_record,
        inspection_event, ledger_alarm, ledger_callback, ledger_callback_draw, ledger_callback_sample,
        ledger_co_handler, ledger_entry, ledger_event, ledger_follower, ledger_hearing, ledger_identity,
        ledger_person_concerned, ledger_serial, liaison_link, notice, opinion_event, opinion_item, org_unit,
        org_unit_closure, person, phrase, publication, publication_event, pupil_file, pupil_file_stage,
        pupil_file_supporter, rank, role_grant, saved_view, school_year, student, study_completion,
        teaching_assignment, term,
    },
    error::Result,
};

macro_rules! rows {
    ($($table:ident: $entity:ident),+ $(,)?) => {
        /// Rows by table, in the order in which they refer to each other.
        #[derive(Default)]
        pub struct Rows {
            $(pub $table: Vec<$entity::Model>,)+
        }

        impl Rows {
            /// Writes everything and leaves nothing behind.
            pub async fn write(&mut self, tx: &impl ConnectionTrait) -> Result<()> {
                $(insert::<$entity::Entity>(tx, std::mem::take(&mut self.$table)).await?;)+
                Ok(())
            }
        }
    };
}

rows! {
    org_units: org_unit,
    org_unit_closure: org_unit_closure,
    school_years: school_year,
    terms: term,
    calendar_days: calendar_day,
    personnel: person,
    appointments: appointment,
    ranks: rank,
    accounts: account,
    role_grants: role_grant,
    classes: class,
    teaching_assignments: teaching_assignment,
    households: household,
    guardians: guardian,
    students: student,
    enrolments: enrolment,
    liaison_links: liaison_link,
    activities: activity,
    activity_actors: activity_actor,
    activity_subjects: activity_subject,
    activity_steps: activity_step,
    activity_amendments: activity_amendment,
    attachments: attachment,
    phrases: phrase,
    diary_remarks: diary_remark,
    pupil_files: pupil_file,
    pupil_file_supporters: pupil_file_supporter,
    pupil_file_stages: pupil_file_stage,
    ledger_serials: ledger_serial,
    ledger_entries: ledger_entry,
    ledger_events: ledger_event,
    ledger_identities: ledger_identity,
    ledger_callbacks: ledger_callback,
    ledger_persons_concerned: ledger_person_concerned,
    ledger_hearings: ledger_hearing,
    ledger_callback_draws: ledger_callback_draw,
    ledger_callback_samples: ledger_callback_sample,
    ledger_co_handlers: ledger_co_handler,
    ledger_alarms: ledger_alarm,
    ledger_followers: ledger_follower,
    notices: notice,
    saved_views: saved_view,
    study_completions: study_completion,
    inspections: inspection,
    inspection_events: inspection_event,
    findings: finding,
    finding_events: finding_event,
    gift_records: gift_record,
    family_committees: family_committee,
    family_committee_members: family_committee_member,
    inspection_accesses: inspection_access,
    inspection_access_records: inspection_access_record,
    publications: publication,
    publication_events: publication_event,
    opinion_items: opinion_item,
    opinion_events: opinion_event,
}

/// Both databases take at least 32 766 values in a statement.
const MOST_VALUES: usize = 32_000;

async fn insert<E>(tx: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E>,
{
    let chunk = (MOST_VALUES / E::Column::iter().count()).clamp(1, 500);
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(chunk))
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
