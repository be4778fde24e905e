//! The permissions and which role carries them. What a permission reaches is decided in [`super::scope`].

use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

use super::actor::Guard;
use crate::entities::role_grant::Role;

macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal for [$($role:ident),* $(,)?];)+) => {
        /// A permission, named `noun:verb`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Permission {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($doc),+).trim_ascii_start(),)+
                }
            }

            /// Whether a role carries this permission (`domain.md` 2.2).
            pub fn is_given_to(self, role: Role) -> bool {
                match self {
                    $(Self::$name => [$(Role::$role),*].contains(&role),)+
                }
            }
        }

        $(
            $(#[doc = $doc])+
            #[derive(Debug)]
            pub struct $name;

            impl Guard for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+
    };
}

permissions! {
    /// See units, school years, terms and the calendar.
    OrganisationRead = "organisation:read" for [Admin, Auditor, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Change units, school years, terms and the calendar.
    OrganisationWrite = "organisation:write" for [Admin, Principal, Office];
    /// See the staff directory of the own school.
    PersonnelRead = "personnel:read" for [Admin, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Change staff, posts, ranks and leaves.
    PersonnelWrite = "personnel:write" for [Admin, Principal, Office];
    /// See classes, pupils and households, personal data masked.
    FamiliesRead = "families:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Change classes, teaching assignments, pupils, households and guardians.
    FamiliesWrite = "families:write" for [Principal, Office, BranchPrincipal];
    /// Read personal data of pupils and guardians unmasked; every look is audited.
    FamiliesReveal = "families:reveal" for [Principal, Office, BranchPrincipal, Teacher, Leader];
    /// See accounts, roles and sessions.
    AccountsRead = "accounts:read" for [Admin];
    /// Create and change accounts and role grants.
    AccountsWrite = "accounts:write" for [Admin];
    /// See which other systems may ask, and what.
    ServiceAccountsRead = "service-accounts:read" for [Admin];
    /// Let other systems ask: make, change and disable service accounts, issue and revoke their secrets.
    ServiceAccountsWrite = "service-accounts:write" for [Admin];
    /// See plans, duties and the leading group.
    PlanRead = "plan:read" for [Admin, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Draft and change plans.
    PlanWrite = "plan:write" for [Bureau, Principal, Office];
    /// Adopt a plan.
    PlanAdopt = "plan:adopt" for [Principal, Office];
    /// Publish a bureau's plan as a template for the schools below.
    PlanPublish = "plan:publish" for [Bureau];
    /// See the progress of duties: one's own, or those of one's staff.
    DutiesRead = "duties:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See waivers of duties: one's own, those of one's staff, those one decides about.
    WaiversRead = "waivers:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Ask for a waiver, for oneself or for one's staff and units.
    WaiversRequest = "waivers:request" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Approve or reject a waiver; about the principal himself the bureau decides.
    WaiversDecide = "waivers:decide" for [Bureau, Principal];
    /// See liaison links and coverage.
    LiaisonRead = "liaison:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See on any date who of the own units has no living link, and the matrix of leaders.
    LiaisonCoverage = "liaison:coverage" for [Bureau, Principal, Office, BranchPrincipal];
    /// Make and end liaison links.
    LiaisonWrite = "liaison:write" for [Principal, Office, BranchPrincipal];
    /// See what was handed in for study: one's own, or that of one's staff.
    StudyRead = "study:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Hand in what was studied and the five ones; accept or return that of one's staff.
    StudyHandIn = "study:hand_in" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See findings: one's own, or those of one's units.
    FindingsRead = "findings:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Record findings and put them right; verify those of one's units; the bureau those of inspections.
    FindingsWrite = "findings:write" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See the inspections of one's units.
    InspectionsRead = "inspections:read" for [Bureau, Principal, Office, BranchPrincipal];
    /// Record inspections and move them on.
    InspectionsWrite = "inspections:write" for [Bureau, Principal, Office];
    /// Open chosen records to an inspector for a limited time, and see what he read.
    InspectionAccessManage = "inspection-access:manage" for [Principal, Office];
    /// See what one's units publish, drafts too.
    PublicationsRead = "publications:read" for [Bureau, Principal, Office, BranchPrincipal];
    /// Write what a unit publishes.
    PublicationsWrite = "publications:write" for [Principal, Office, BranchPrincipal];
    /// Read what others wrote, publish it, withdraw it; keep the classes of disclosure.
    PublicationsReview = "publications:review" for [Principal, Office];
    /// See opinion items: those one is to answer, or those of one's units.
    OpinionsRead = "opinions:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Record opinion items, say who answers, close them; set how soon they are answered.
    OpinionsWrite = "opinions:write" for [Principal, Office, BranchPrincipal];
    /// Answer the opinion items one was given.
    OpinionsReply = "opinions:reply" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See the gift register: one's own entries; the principal and the office all of the school.
    GiftsRead = "gifts:read" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Enter gifts that were declined, given back or handed in.
    GiftsWrite = "gifts:write" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See activities.
    ActivitiesRead = "activities:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Record activities.
    ActivitiesRecord = "activities:record" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Keep the phrases and templates that a unit shares.
    PhrasesShare = "phrases:share" for [Principal, Office, BranchPrincipal];
    /// See the files of pupils with potential: those of the pupils one teaches, supports or is assigned.
    PupilFilesRead = "pupil_files:read" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Open files of pupils with potential and keep them.
    PupilFilesWrite = "pupil_files:write" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Keep views of lists under a name.
    ViewsKeep = "views:keep" for [Admin, Auditor, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Keep the views that a unit shares.
    ViewsShare = "views:share" for [Principal, Office];
    /// Read one's own inbox.
    InboxRead = "inbox:read" for [Admin, Auditor, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Set who confirms which kind of activity in a school.
    ActivityKindsWrite = "activity-kinds:write" for [Principal, Office];
    /// See ledger entries.
    LedgerRead = "ledger:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Register a ledger entry.
    LedgerRegister = "ledger:register" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Move a ledger entry on; which moves, the entry's state and the caller's part in it decide.
    LedgerMove = "ledger:move" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Keep a school's own categories of concerns, and its time limits.
    LedgerCategoriesWrite = "ledger-categories:write" for [Principal, Office];
    /// Read who raised a concern, with a stated reason; every look is audited.
    LedgerIdentity = "ledger:identity" for [Office];
    /// Keep what somebody whom an entry is about said, and disclose it to him.
    LedgerHearings = "ledger:hearings" for [Principal, Office];
    /// Draw closed entries whose submitters are called once more, and note what they say.
    LedgerChecks = "ledger:checks" for [Bureau, Principal, Office];
    /// Keep topics (一类事) and put entries into them.
    LedgerTopics = "ledger:topics" for [Principal, Office];
    /// Give out codes to follow an entry, for those who raised it by phone, letter or in person.
    LedgerFollowCode = "ledger:follow_code" for [Office];
    /// Say who of the staff a concern from outside means.
    LedgerMentions = "ledger:mentions" for [Office];
    /// Tell the public what came of an entry.
    BoardWrite = "board:write" for [Office];
    /// See schemes and rounds of evaluation: those of one's units, and those one takes part in.
    EvaluationRead = "evaluation:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Keep schemes of evaluation and hold rounds.
    EvaluationWrite = "evaluation:write" for [Bureau, Principal, Office];
    /// Fill the sheets one was given as an assessor.
    EvaluationAssess = "evaluation:assess" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Read the results of others, once a round is sealed, and decide on objections; one's own everybody reads.
    EvaluationResults = "evaluation:results" for [Bureau, Principal, Office];
    /// Print codes and papers, choose tellers and see how many voted.
    BallotsRun = "ballots:run" for [Bureau, Office];
    /// Key in papers, where one was chosen as a teller.
    BallotsCount = "ballots:count" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Get a token to vote without a name, once for a box.
    BallotsCast = "ballots:cast" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// See reports drawn from the records.
    ReportsRead = "reports:read" for [Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Write one's own summary, or the reports of the units one is responsible for.
    ReportsWrite = "reports:write" for [Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Upload, preview and commit imports.
    ImportsRun = "imports:run" for [Admin, Office];
    /// Export the lists that one may see to Excel.
    ExportsRun = "exports:run" for [Admin, Bureau, Principal, Office, BranchPrincipal];
    /// Follow one's own jobs.
    JobsRead = "jobs:read" for [Admin, Auditor, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
    /// Follow the change feed of what one may see.
    ChangesRead = "changes:read" for [Admin, Bureau];
    /// Keep the webhooks of the systems within one's reach; a system its own.
    WebhooksManage = "webhooks:manage" for [Admin, Bureau];
    /// Read the audit log.
    AuditRead = "audit:read" for [Admin, Auditor];
    /// See the schools below one's bureau side by side, in numbers.
    SchoolsOverview = "schools:overview" for [Bureau];
    /// See one's own day.
    DashboardRead = "dashboard:read" for [Admin, Auditor, Bureau, Principal, Office, Leader, BranchPrincipal, Teacher];
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Permission {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl PartialSchema for Permission {
    fn schema() -> RefOr<Schema> {
        let meanings: Vec<String> = Self::ALL
            .iter()
            .map(|permission| format!("- `{permission}` – {}", permission.meaning()))
            .collect();
        let description = format!("A permission, named `noun:verb`.\n\n{}", meanings.join("\n"));
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(description))
            .enum_values(Some(Self::ALL.iter().map(|permission| permission.as_str())))
            .into()
    }
}

impl ToSchema for Permission {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_sees_no_business_content() {
        for permission in [
            Permission::LedgerRead,
            Permission::ActivitiesRead,
            Permission::FamiliesRead,
            Permission::EvaluationRead,
            Permission::EvaluationResults,
            Permission::BallotsRun,
        ] {
            assert!(!permission.is_given_to(Role::Admin), "{permission}");
        }
    }

    #[test]
    fn only_the_office_learns_who_raised_a_concern() {
        let roles = [
            Role::Admin,
            Role::Auditor,
            Role::Bureau,
            Role::Principal,
            Role::Leader,
            Role::BranchPrincipal,
            Role::Teacher,
        ];
        assert!(roles.iter().all(|role| !Permission::LedgerIdentity.is_given_to(*role)));
    }
}
