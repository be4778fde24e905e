//! The lists that can be exported: who may, which columns, and how to turn a page.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::{columns, dto::ExportList, sheet::Column};
use crate::{
    auth::{Actor, Permission},
    clock::local_date,
    error::Result,
    features::{
        accounts, activities, discipline, disclosure, families, ledger, liaison, opinions, organisation, personnel,
        plan::{self, progress, waivers},
        study, supervision,
    },
    http::{ListQuery, Listed, Paged},
    language::{Text, text},
};

impl ExportList {
    /// The permission of the list itself.
    pub fn permission(self) -> Permission {
        match self {
            Self::OrgUnits => Permission::OrganisationRead,
            Self::Personnel => Permission::PersonnelRead,
            Self::Classes | Self::TeachingAssignments | Self::Students | Self::Households | Self::FamilyCommittees => {
                Permission::FamiliesRead
            }
            Self::Activities | Self::StayIns => Permission::ActivitiesRead,
            Self::LedgerEntries => Permission::LedgerRead,
            Self::LiaisonLinks => Permission::LiaisonRead,
            Self::LiaisonTargets | Self::LiaisonLoads | Self::LiaisonAbsences => Permission::LiaisonCoverage,
            Self::StaffProgress => Permission::DutiesRead,
            Self::StudyItems => Permission::PlanRead,
            Self::StudyCompletions => Permission::StudyRead,
            Self::Findings => Permission::FindingsRead,
            Self::Inspections => Permission::InspectionsRead,
            Self::Publications => Permission::PublicationsRead,
            Self::OpinionItems => Permission::OpinionsRead,
            Self::GiftRecords => Permission::GiftsRead,
            Self::Waivers => Permission::WaiversRead,
            Self::Accounts => Permission::AccountsRead,
        }
    }

    /// Its name, for the file.
    pub fn title(self) -> Text {
        match self {
            Self::OrgUnits => text("单位", "Units"),
            Self::Personnel => text("人员", "People"),
            Self::Classes => text("班级", "Classes"),
            Self::Students => text("学生", "Pupils"),
            Self::TeachingAssignments => text("任课", "Teaching assignments"),
            Self::Households => text("家庭", "Households"),
            Self::Activities => text("联系记录", "Activities"),
            Self::LedgerEntries => text("民情台账", "Ledger"),
            Self::LiaisonLinks => text("联系关系", "Liaison links"),
            Self::LiaisonTargets => text("联系覆盖", "Liaison coverage"),
            Self::LiaisonLoads => text("联系负荷", "Liaison loads"),
            Self::LiaisonAbsences => text("联系人不在岗", "Links of absent people"),
            Self::StaffProgress => text("履职总览", "Duties of staff"),
            Self::StudyItems => text("学习内容", "Study items"),
            Self::StudyCompletions => text("学习成果", "Handed in for study"),
            Self::Findings => text("整改台账", "Findings"),
            Self::Inspections => text("督查", "Inspections"),
            Self::Publications => text("信息公开", "Publications"),
            Self::OpinionItems => text("舆情", "Opinion items"),
            Self::StayIns => text("驻校登记", "Stays"),
            Self::GiftRecords => text("礼品登记", "Gift register"),
            Self::FamilyCommittees => text("家长委员会", "Family committees"),
            Self::Waivers => text("职责减免", "Waivers"),
            Self::Accounts => text("账号", "Accounts"),
        }
    }

    /// A page, through the same query as the list itself: same scope, same masks.
    pub async fn page(
        self,
        db: &impl ConnectionTrait,
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
        }
    }

    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::OrgUnits => columns::ORG_UNITS,
            Self::Personnel => columns::PERSONNEL,
            Self::Classes => columns::CLASSES,
            Self::Students => columns::STUDENTS,
            Self::TeachingAssignments => columns::TEACHING_ASSIGNMENTS,
            Self::Households => columns::HOUSEHOLDS,
            Self::Activities => columns::ACTIVITIES,
            Self::LedgerEntries => columns::LEDGER_ENTRIES,
            Self::LiaisonLinks => columns::LIAISON_LINKS,
            Self::LiaisonTargets => columns::LIAISON_TARGETS,
            Self::LiaisonLoads => columns::LIAISON_LOADS,
            Self::LiaisonAbsences => columns::LIAISON_ABSENCES,
            Self::StaffProgress => columns::STAFF_PROGRESS,
            Self::StudyItems => columns::STUDY_ITEMS,
            Self::StudyCompletions => columns::STUDY_COMPLETIONS,
            Self::Findings => columns::FINDINGS,
            Self::Inspections => columns::INSPECTIONS,
            Self::Publications => columns::PUBLICATIONS,
            Self::OpinionItems => columns::OPINION_ITEMS,
            Self::StayIns => columns::STAY_INS,
            Self::GiftRecords => columns::GIFT_RECORDS,
            Self::FamilyCommittees => columns::FAMILY_COMMITTEES,
            Self::Waivers => columns::WAIVERS,
            Self::Accounts => columns::ACCOUNTS,
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
