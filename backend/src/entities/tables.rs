//! Every table, for whoever must walk them all: moving a database, comparing entities with the migrated schema.

use std::future::Future;

use sea_orm::{EntityTrait, IntoActiveModel};

/// What is done with one table after the other.
pub trait Walk {
    type Failure;

    /// Called once for every table, in the order of the alphabet.
    fn table<E>(&mut self, entity: E) -> impl Future<Output = Result<(), Self::Failure>>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<E::ActiveModel>;
}

macro_rules! tables {
    ($($module:ident),+ $(,)?) => {
        /// Walks every table; stops at the first failure.
        pub async fn walk<W: Walk>(walk: &mut W) -> Result<(), W::Failure> {
            // Boxed: one future would be as large as all of them together.
            $( Box::pin(walk.table(super::$module::Entity)).await?; )+
            Ok(())
        }
    };
}

tables! {
    account,
    account_setup_link,
    activity,
    activity_actor,
    activity_amendment,
    activity_kind_setting,
    activity_step,
    activity_subject,
    appointment,
    attachment,
    audit_event,
    ballot,
    ballot_box,
    ballot_code,
    ballot_receipt,
    ballot_remark,
    ballot_teller,
    ballot_token,
    ballot_token_holder,
    board_summary,
    calendar_day,
    cast_ballot,
    change_event,
    class,
    concern_submission,
    contact_card,
    diary_remark,
    disclosure_class,
    duty,
    duty_counter,
    duty_reminder,
    duty_target_covered,
    duty_waiver,
    enrolment,
    evaluation_assessor,
    evaluation_object,
    evaluation_objection,
    evaluation_result,
    evaluation_round,
    evaluation_round_event,
    evaluation_scheme,
    evaluation_sheet,
    export_file,
    family_committee,
    family_committee_member,
    finding,
    finding_event,
    follow_code,
    follow_up_keeper,
    gift_record,
    guardian,
    household,
    idempotency_key,
    import,
    import_row,
    inspection,
    inspection_access,
    inspection_access_record,
    inspection_event,
    job,
    leading_group_member,
    leave,
    ledger_alarm,
    ledger_callback,
    ledger_callback_decision,
    ledger_callback_draw,
    ledger_callback_sample,
    ledger_category,
    ledger_co_handler,
    ledger_entry,
    ledger_event,
    ledger_follower,
    ledger_hearing,
    ledger_identity,
    ledger_limit,
    ledger_person_concerned,
    ledger_reminder,
    ledger_serial,
    ledger_topic,
    liaison_handover,
    liaison_link,
    liaison_own_scheme,
    liaison_proposal,
    liaison_proposal_row,
    liaison_scheme,
    notice,
    opinion_event,
    opinion_item,
    opinion_limit,
    org_unit,
    org_unit_closure,
    paper_ballot,
    person,
    phrase,
    plan,
    plan_ignored_change,
    plan_template_version,
    publication,
    publication_event,
    pupil_file,
    pupil_file_stage,
    pupil_file_supporter,
    rank,
    refresh_token,
    report,
    role_grant,
    saved_view,
    school_year,
    session,
    signing_key,
    spent_challenge,
    staff_mention,
    student,
    study_completion,
    study_item,
    teaching_assignment,
    term,
}
