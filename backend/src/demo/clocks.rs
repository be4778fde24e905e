//! What runs by the clock in a demo school: notices, reminders, whom an entry is followed by; views and templates.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::DatabaseConnection;

use super::{World, schools::School, staff::Team};
use crate::{
    entities::{
        ids::{AccountId, NoticeId, OrgUnitId, PersonId, PhraseId, SavedViewId},
        ledger_alarm,
        ledger_entry::{self, LedgerState},
        ledger_event::{self, LedgerMove},
        ledger_follower,
        notice::{self, NoticeFacts, NoticeKind, NoticeObject},
        phrase::{self, PhrasePurpose},
        saved_view,
    },
    error::Result,
    features::ledger,
};

/// Templates that the office shares with its school.
const TEMPLATES: &[(PhrasePurpose, &str)] = &[
    (
        PhrasePurpose::Reply,
        "您反映的“{标题}”（编号 {编号}）收悉。经核实，情况属实，现已办结，感谢您对学校工作的关心和监督。",
    ),
    (
        PhrasePurpose::Reply,
        "您反映的“{标题}”（编号 {编号}）收悉。受现有条件限制，目前还不能办到，原因如下：",
    ),
    (
        PhrasePurpose::Route,
        "请按职责办理{单位}的“{标题}”，按时签收，办结后如实答复，并保护反映人。",
    ),
    (PhrasePurpose::Return, "{编号} 不属于本科室职责，建议转有关科室办理。"),
    (
        PhrasePurpose::Decline,
        "“{标题}”不属于学校职责范围，已告知反映人可以向哪里反映。",
    ),
    (
        PhrasePurpose::CallBack,
        "您好，我是{单位}的回访员。您反映的“{标题}”已经答复，想听听您的意见：答复您收到了吗？对结果满意吗？有没有人要求您说满意？",
    ),
];

impl World {
    /// Tells whoever an open entry waits for, as its last step did; the product watches its limits from then on.
    pub(super) fn told(&mut self, team: &Team) {
        let accounts: HashMap<PersonId, AccountId> =
            team.everybody().map(|staff| (staff.person, staff.account)).collect();
        let open: Vec<ledger_entry::Model> = self
            .rows
            .ledger_entries
            .iter()
            .filter(|entry| entry.state != LedgerState::Closed)
            .cloned()
            .collect();
        for (place, entry) in open.iter().enumerate() {
            let last = self.rows.ledger_events.iter().rfind(|event| event.entry_id == entry.id);
            let Some(last) = last.cloned() else { continue };
            if entry.suspended_at.is_none() {
                self.rows.ledger_alarms.push(ledger_alarm::Model {
                    entry_id: entry.id,
                    at: last.at,
                });
            }
            let handler = entry.handler_person_id.and_then(|person| accounts.get(&person));
            match (entry.state, handler) {
                (LedgerState::Routed, Some(handler)) => self.notice(*handler, NoticeKind::YourTurn, entry, &last),
                (LedgerState::Registered, _) => {
                    self.notice(team.office.account, NoticeKind::YourTurn, entry, &last);
                }
                _ => self.notice(entry.registered_by, NoticeKind::Moved, entry, &last),
            }
            if place % 8 == 0 {
                self.rows.ledger_followers.push(ledger_follower::Model {
                    entry_id: entry.id,
                    account_id: team.principal.account,
                    since: last.at,
                });
                self.notice(team.principal.account, NoticeKind::Moved, entry, &last);
            }
        }
    }

    fn notice(
        &mut self,
        account_id: AccountId,
        kind: NoticeKind,
        entry: &ledger_entry::Model,
        event: &ledger_event::Model,
    ) {
        if event.r#move == LedgerMove::Register && account_id == entry.registered_by {
            return;
        }
        let id = NoticeId(self.told_dice.id(event.at));
        let read = self.told_dice.chance(40);
        self.rows.notices.push(notice::Model {
            id,
            account_id,
            kind,
            object_kind: NoticeObject::LedgerEntry,
            object_id: entry.id.0,
            facts: NoticeFacts {
                r#move: Some(event.r#move),
                by: event.actor_account_id.is_some().then(|| event.actor_name.clone()),
                due_at: Some(entry.stage_due_at.unwrap_or(entry.due_at)),
            },
            created_at: event.at,
            read_at: read.then_some(event.at + TimeDelta::minutes(30)),
        });
    }

    pub(super) fn views_and_templates(&mut self, school: &School, team: &Team) {
        let village = &school.villages[0];
        let (shared, own) = (Some(school.central.id), team.office.account);
        self.view(None, shared, "ledger", "快到期和逾期", "light=red,yellow&sort=due_at");
        self.view(
            Some(own),
            None,
            "ledger",
            &format!("{}未办结", village.name),
            &format!("state=registered,accepted,routed,in_progress&unit_id={}", village.id),
        );
        self.view(Some(own), None, "activities", "等我确认", "waiting_for_me=true");
        for (purpose, text) in TEMPLATES {
            let id = PhraseId(self.told_dice.id(self.at));
            self.rows.phrases.push(phrase::Model {
                id,
                account_id: None,
                unit_id: shared,
                purpose: *purpose,
                kind: None,
                text: (*text).to_owned(),
                version: 1,
                created_at: self.at,
                updated_at: self.at,
            });
        }
    }

    fn view(&mut self, account_id: Option<AccountId>, unit_id: Option<OrgUnitId>, page: &str, name: &str, query: &str) {
        let id = SavedViewId(self.told_dice.id(self.at));
        self.rows.saved_views.push(saved_view::Model {
            id,
            account_id,
            unit_id,
            page: page.to_owned(),
            name: name.to_owned(),
            query: query.to_owned(),
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
    }
}

/// Makes the reminders of the weeks before `now`, each on its morning, as a server that ran would have made them.
pub async fn remind(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<()> {
    const WEEKS: i64 = 5;
    for days in (0..WEEKS * 7).rev() {
        ledger::remind(db, now - TimeDelta::days(days)).await?;
    }
    Ok(())
}
