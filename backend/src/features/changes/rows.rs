//! The records of every kind, each with the one condition that its own list begins with.

use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, IntoCondition, SelectStatement, SimpleExpr},
};
use uuid::Uuid;

use super::kinds::ChangeKind;
use crate::{
    auth::{
        Actor,
        scope::{
            self, activities, attachments, evaluation, families, findings, gifts, inspections, ledger, liaison,
            opinions, organisation::of_visible_units, personnel, plan as plan_rows, publications, reports, study,
        },
    },
    entities::{
        activity, attachment, board_summary, calendar_day, class, contact_card, disclosure_class, duty, duty_waiver,
        evaluation_objection, evaluation_result, evaluation_round, evaluation_scheme, family_committee, finding,
        gift_record, guardian, household, inspection, inspection_access, leading_group_member, ledger_category,
        ledger_entry, ledger_topic, liaison_handover, liaison_link, liaison_own_scheme, liaison_proposal, opinion_item,
        org_unit, person, plan, plan_template_version, publication, report, school_year, student, study_completion,
        study_item, teaching_assignment, term,
    },
    error::Result,
};

/// The records of a kind, and which of them a caller sees.
pub struct Rows {
    ids: SelectStatement,
    id: SimpleExpr,
    seen: Condition,
}

impl Rows {
    #[expect(clippy::too_many_lines, reason = "one list, an arm per kind")]
    pub fn of(kind: ChangeKind, actor: &Actor, today: NaiveDate) -> Self {
        match kind {
            ChangeKind::OrgUnits | ChangeKind::ActivityKindSettings | ChangeKind::OpinionLimits => {
                rows::<org_unit::Entity>(org_unit::Column::Id, scope::org_units(actor))
            }
            ChangeKind::SchoolYears => rows::<school_year::Entity>(
                school_year::Column::Id,
                of_visible_units(actor, school_year::Column::UnitId),
            ),
            ChangeKind::Terms => rows::<term::Entity>(term::Column::Id, of_visible_units(actor, term::Column::UnitId)),
            ChangeKind::CalendarDays => rows::<calendar_day::Entity>(
                calendar_day::Column::Id,
                of_visible_units(actor, calendar_day::Column::UnitId),
            ),
            ChangeKind::Personnel => rows::<person::Entity>(person::Column::Id, personnel::personnel(actor)),
            ChangeKind::Classes => rows::<class::Entity>(class::Column::Id, families::classes(actor, today)),
            ChangeKind::TeachingAssignments => rows::<teaching_assignment::Entity>(
                teaching_assignment::Column::Id,
                families::teaching_assignments(actor, today),
            ),
            ChangeKind::Students => rows::<student::Entity>(student::Column::Id, families::students(actor, today)),
            ChangeKind::Households => {
                rows::<household::Entity>(household::Column::Id, families::households(actor, today))
            }
            ChangeKind::Guardians => rows::<guardian::Entity>(
                guardian::Column::Id,
                guardian::Column::HouseholdId.in_subquery(ids::<household::Entity>(
                    household::Column::Id,
                    families::households(actor, today),
                )),
            ),
            ChangeKind::FamilyCommittees => {
                rows::<family_committee::Entity>(family_committee::Column::Id, families::committees(actor))
            }
            ChangeKind::Plans => rows::<plan::Entity>(plan::Column::Id, plan_rows::plans(actor)),
            ChangeKind::PlanTemplates => rows::<plan_template_version::Entity>(
                plan_template_version::Column::PlanId,
                plan_rows::template_versions(actor),
            ),
            ChangeKind::LeadingGroupMembers => rows::<leading_group_member::Entity>(
                leading_group_member::Column::Id,
                leading_group_member::Column::PlanId.in_subquery(plan_rows::plan_ids(actor)),
            ),
            ChangeKind::Duties => rows::<duty::Entity>(
                duty::Column::Id,
                duty::Column::PlanId.in_subquery(plan_rows::plan_ids(actor)),
            ),
            ChangeKind::StudyItems => rows::<study_item::Entity>(
                study_item::Column::Id,
                study_item::Column::PlanId.in_subquery(plan_rows::plan_ids(actor)),
            ),
            ChangeKind::DutyWaivers => rows::<duty_waiver::Entity>(duty_waiver::Column::Id, plan_rows::waivers(actor)),
            ChangeKind::LiaisonLinks => rows::<liaison_link::Entity>(liaison_link::Column::Id, liaison::links(actor)),
            ChangeKind::LiaisonOwnSchemes => {
                rows::<liaison_own_scheme::Entity>(liaison_own_scheme::Column::Id, liaison::own_schemes(actor))
            }
            ChangeKind::LiaisonProposals => {
                rows::<liaison_proposal::Entity>(liaison_proposal::Column::Id, liaison::proposals(actor))
            }
            ChangeKind::LiaisonHandovers => {
                rows::<liaison_handover::Entity>(liaison_handover::Column::Id, liaison::handovers(actor))
            }
            ChangeKind::ContactCards => {
                rows::<contact_card::Entity>(contact_card::Column::Id, liaison::contact_cards(actor))
            }
            ChangeKind::Activities => {
                rows::<activity::Entity>(activity::Column::Id, activities::activities(actor, today))
            }
            ChangeKind::Attachments => {
                rows::<attachment::Entity>(attachment::Column::Id, attachments::attachments(actor, today))
            }
            ChangeKind::StudyCompletions => {
                rows::<study_completion::Entity>(study_completion::Column::Id, study::completions(actor))
            }
            ChangeKind::LedgerEntries => {
                rows::<ledger_entry::Entity>(ledger_entry::Column::Id, ledger::ledger_entries(actor, today))
            }
            ChangeKind::LedgerTopics => {
                rows::<ledger_topic::Entity>(ledger_topic::Column::Id, ledger::ledger_topics(actor))
            }
            ChangeKind::LedgerCategories => rows::<ledger_category::Entity>(
                ledger_category::Column::Id,
                ledger::for_own_units(actor, ledger_category::Column::UnitId),
            ),
            ChangeKind::BoardSummaries => rows::<board_summary::Entity>(
                board_summary::Column::Id,
                board_summary::Column::EntryId.in_subquery(ids::<ledger_entry::Entity>(
                    ledger_entry::Column::Id,
                    ledger::ledger_entries(actor, today),
                )),
            ),
            ChangeKind::Findings => rows::<finding::Entity>(finding::Column::Id, findings::findings(actor)),
            ChangeKind::Inspections => {
                rows::<inspection::Entity>(inspection::Column::Id, inspections::inspections(actor))
            }
            ChangeKind::InspectionAccesses => {
                rows::<inspection_access::Entity>(inspection_access::Column::Id, inspections::accesses(actor))
            }
            ChangeKind::DisclosureClasses => {
                rows::<disclosure_class::Entity>(disclosure_class::Column::Id, publications::classes(actor))
            }
            ChangeKind::Publications => {
                rows::<publication::Entity>(publication::Column::Id, publications::publications(actor))
            }
            ChangeKind::OpinionItems => {
                rows::<opinion_item::Entity>(opinion_item::Column::Id, opinions::opinions(actor))
            }
            ChangeKind::GiftRecords => rows::<gift_record::Entity>(gift_record::Column::Id, gifts::gifts(actor)),
            ChangeKind::EvaluationSchemes => {
                rows::<evaluation_scheme::Entity>(evaluation_scheme::Column::Id, evaluation::schemes(actor))
            }
            ChangeKind::EvaluationRounds => {
                rows::<evaluation_round::Entity>(evaluation_round::Column::Id, evaluation::rounds(actor))
            }
            ChangeKind::EvaluationResults => {
                rows::<evaluation_result::Entity>(evaluation_result::Column::Id, evaluation::results(actor))
            }
            ChangeKind::EvaluationObjections => {
                rows::<evaluation_objection::Entity>(evaluation_objection::Column::Id, evaluation::objections(actor))
            }
            ChangeKind::Reports => rows::<report::Entity>(report::Column::Id, reports::reports(actor)),
        }
    }

    /// Those of `ids` that the caller sees.
    pub async fn visible_among(mut self, db: &impl ConnectionTrait, ids: &HashSet<Uuid>) -> Result<HashSet<Uuid>> {
        self.ids.cond_where(std::mem::replace(&mut self.seen, Condition::all()));
        self.there_among(db, ids).await
    }

    /// Those of `ids` that are there, whoever sees them.
    pub async fn there_among(mut self, db: &impl ConnectionTrait, ids: &HashSet<Uuid>) -> Result<HashSet<Uuid>> {
        self.ids.and_where(self.id.is_in(ids.iter().copied()));
        let rows = db.query_all(&self.ids).await?;
        let found: Result<_, _> = rows.iter().map(|row| row.try_get_by_index(0)).collect();
        Ok(found?)
    }
}

fn rows<E: EntityTrait>(id: E::Column, seen: impl IntoCondition) -> Rows {
    Rows {
        ids: E::find().select_only().column(id).into_query(),
        id: Expr::col((E::default(), id)).into(),
        seen: seen.into_condition(),
    }
}

fn ids<E: EntityTrait>(id: E::Column, seen: impl IntoCondition) -> SelectStatement {
    E::find()
        .select_only()
        .column(id)
        .filter(seen.into_condition())
        .into_query()
}
