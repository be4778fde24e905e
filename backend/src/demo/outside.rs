//! What comes from outside in a demo school: concerns of the public form, and what the board tells of closed ones.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{concerns::Categories, schools::School};
use crate::{
    auth::Actor,
    entities::ledger_entry::{self, Disclosure, LedgerOutcome, LedgerState, SubmitterKind},
    error::{Error, Result},
    features::{
        intake::{self, NewBoardSummary},
        ledger::{
            LedgerIdentity,
            submitter::{self, SubmittedConcern},
        },
    },
    vault::Vault,
};

/// What parents wrote: the category, the words, and whom of the staff they name.
const WRITTEN: [(&str, &str, Option<&str>); 3] = [
    (
        "facilities",
        "教学点厕所的灯坏了一个星期，孩子晚自习不敢去。请尽快修好。",
        None,
    ),
    ("hardship", "孩子的营养补助这学期还没有到账，想问问是什么原因。", None),
    (
        "ethics",
        "有位老师上课时当着全班的面说孩子笨，孩子回家哭了。",
        Some("教四年级数学的老师"),
    ),
];

/// What the board tells of entries of a category.
const TOLD: [(&str, &str, &str); 3] = [
    (
        "canteen",
        "送到教学点的午餐不够热",
        "已给各教学点配齐保温箱，每天送到时测温并记录，家长可以随时查看。",
    ),
    ("facilities", "教学楼后面路灯不亮", "已更换三盏路灯，每周检查一次。"),
    (
        "teaching",
        "作业偏多",
        "年级组统一控制总量，每天公示各科作业，班级之间互相检查。",
    ),
];

/// Fills the office's inbox with what was written today, and the board.
pub async fn write(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    office: &Actor,
    school: &School,
    categories: &Categories,
    now: DateTime<Utc>,
) -> Result<()> {
    for ((code, content, about), hours) in WRITTEN.into_iter().zip(1..) {
        let category_id = *categories.get(code).ok_or(Error::NotFound)?;
        let (title, _) = content.split_once('。').unwrap_or((content, ""));
        let concern = SubmittedConcern {
            unit_id: school.villages[0].id,
            first_receiver_person_id: None,
            submitter_kind: SubmitterKind::Parent,
            disclosure: Disclosure::Confidential,
            category_id,
            title: title.to_owned(),
            content: content.to_owned(),
            place: None,
            happened_on: None,
            identity: Some(LedgerIdentity {
                name: "普女士".to_owned(),
                phone: None,
                address: None,
            }),
        };
        let at = now - TimeDelta::hours(hours);
        let entry = submitter::register(tx, vault, concern, at).await?;
        if let Some(words) = about {
            intake::mention(tx, entry.id, words.to_owned(), at).await?;
        }
    }
    for (code, title, result) in TOLD {
        let settled = ledger_entry::Entity::find()
            .filter(ledger_entry::Column::State.eq(LedgerState::Closed))
            .filter(ledger_entry::Column::Outcome.eq(LedgerOutcome::Resolved))
            .filter(ledger_entry::Column::CategoryId.eq(*categories.get(code).ok_or(Error::NotFound)?))
            .order_by_desc(ledger_entry::Column::ClosedAt)
            .limit(1)
            .one(tx)
            .await?;
        let Some(entry) = settled else { continue };
        let new = NewBoardSummary {
            title: title.to_owned(),
            result: result.to_owned(),
            not_names: Vec::new(),
        };
        intake::publish_summary(tx, office, entry.id, new, now).await?;
    }
    Ok(())
}
