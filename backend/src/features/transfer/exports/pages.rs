//! Turning the pages of a list that is exported.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::dto::ExportList;
use crate::{
    auth::Actor,
    clock::local_date,
    error::Result,
    features::{
        accounts, activities, audit, calendar, discipline, disclosure, evaluation, families, ledger, liaison, opinions,
        organisation, personnel, phrases,
        plan::{self, progress, waivers},
        reports, study, supervision,
    },
    http::{ListQuery, Listed, Paged},
    vault::Vault,
};

impl ExportList {
    /// A page, through the same query as the list itself: same scope, same masks.
    pub async fn page(
        self,
        (db, vault): (&impl ConnectionTrait, &Vault),
        actor: &Actor,
        now: DateTime<Utc>,
        query: &str,
    ) -> Result<Paged<Value>> {
        let today = local_date(now);
        match self {
            Self::OrgUnits => values(organisation::list_units(db, actor, read(query)?).await?),
            Self::Personnel => values(personnel::list_personnel(db, actor, today, read(query)?).await?),
            Self::Classes => values(families::list_classes(db, actor, today, read(query)?).await?),
            Self::Students => values(families::list_students(db, actor, today, read(query)?).await?),
            Self::TeachingAssignments => {
                values(families::list_teaching_assignments(db, actor, today, read(query)?).await?)
            }
            Self::Households => values(families::list_households(db, actor, today, read(query)?).await?),
            Self::Activities => values(activities::list(db, actor, read(query)?, today).await?),
            Self::LedgerEntries => values(ledger::list(db, actor, read(query)?, now).await?),
            Self::LiaisonLinks => values(liaison::list(db, actor, read(query)?, today).await?),
            Self::LiaisonTargets => values(liaison::list_targets(db, actor, read(query)?, today).await?),
            Self::LiaisonLoads => values(liaison::list_loads(db, actor, read(query)?, today).await?),
            Self::LiaisonAbsences => values(liaison::list_absences(db, actor, read(query)?, today).await?),
            Self::StaffProgress => values(progress::staff(db, actor, read(query)?, today).await?),
            Self::StudyItems => values(plan::list_study_items(db, actor, read(query)?, today).await?),
            Self::StudyCompletions => values(study::list(db, actor, read(query)?).await?),
            Self::Findings => values(supervision::list(db, actor, read(query)?, today).await?),
            Self::Inspections => values(supervision::list_inspections(db, actor, read(query)?).await?),
            Self::Publications => values(disclosure::list(db, actor, read(query)?).await?),
            Self::OpinionItems => values(opinions::list(db, actor, read(query)?, now).await?),
            Self::StayIns => values(discipline::list_stays(db, actor, read(query)?).await?),
            Self::GiftRecords => values(discipline::list_gifts(db, actor, read(query)?).await?),
            Self::FamilyCommittees => values(families::list_committees(db, actor, read(query)?).await?),
            Self::Waivers => values(waivers::list(db, actor, read(query)?).await?),
            Self::Accounts => values(accounts::list(db, actor, read(query)?, today).await?),
            Self::SchoolYears => values(organisation::list_school_years(db, actor, read(query)?).await?),
            Self::Terms => values(organisation::list_terms(db, actor, read(query)?).await?),
            Self::CalendarDays => values(calendar::list(db, actor, read(query)?).await?),
            Self::RoleGrants => values(accounts::list_role_grants(db, actor, read(query)?, today).await?),
            Self::Plans => values(plan::list_plans(db, actor, read(query)?).await?),
            Self::Duties => values(plan::list_duties(db, actor, read(query)?).await?),
            Self::LeadingGroupMembers => values(plan::list_leading_group(db, actor, read(query)?).await?),
            Self::UnitProgress => values(progress::units(db, actor, read(query)?, today).await?),
            Self::OwnLiaisonSchemes => values(liaison::list_own_schemes(db, actor, read(query)?, today).await?),
            Self::LiaisonProposals => values(liaison::list_proposals(db, actor, read(query)?).await?),
            Self::LiaisonHandovers => values(liaison::list_handovers(db, vault, actor, read(query)?, now).await?),
            Self::ContactCards => values(liaison::list_contact_cards(db, actor, read(query)?, today).await?),
            Self::LedgerTopics => values(ledger::list_topics(db, actor, read(query)?, now).await?),
            Self::LedgerCallbackDraws => values(ledger::list_callback_draws(db, actor, read(query)?, now).await?),
            Self::LedgerIdentityLooks => values(ledger::list_identity_looks(db, actor, read(query)?, now).await?),
            Self::EvaluationSchemes => values(evaluation::list_schemes(db, actor, read(query)?).await?),
            Self::EvaluationRounds => values(evaluation::list_rounds(db, actor, read(query)?, now).await?),
            Self::EvaluationSheets => values(evaluation::list_sheets(db, actor, read(query)?, now).await?),
            Self::EvaluationObjections => values(evaluation::list_objections(db, actor, read(query)?).await?),
            Self::InspectionAccesses => values(supervision::list_accesses(db, actor, read(query)?, now).await?),
            Self::Phrases => values(phrases::list(db, actor, read(query)?).await?),
            Self::Reports => values(reports::list(db, actor, read(query)?).await?),
            Self::AuditEvents => values(audit::list(db, actor, read(query)?).await?),
        }
    }
}

fn read<F: Listed>(query: &str) -> Result<ListQuery<F>> {
    ListQuery::from_query_string(query)
}

fn values<T: serde::Serialize>(page: Paged<T>) -> Result<Paged<Value>> {
    let Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    } = page;
    let items = items.into_iter().map(serde_json::to_value).collect::<Result<_, _>>()?;
    Ok(Paged {
        items,
        next,
        prev,
        total,
        total_is_capped,
    })
}
