//! Rules and writes of files of pupils with potential. They are restricted: the change feed does not tell of them.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{NewPupilFile, PupilFileDetail, PupilFileMove, PupilFilePatch},
    moves::{self, FileMove, FileState},
    queries, rules,
};
use crate::{
    auth::{Actor, policy::pupil_files::keeps_file},
    clock::local_date,
    db::audit,
    entities::{
        audit_event::AuditAction,
        ids::{PersonId, PupilFileId, StudentId},
        pupil_file::{self, SupportResult},
        pupil_file_supporter,
    },
    error::{Error, FieldError, Result},
    http::{IfMatch, patch},
    language::text,
    vault::Vault,
};

/// Reads a file; the look is noted in the audit log.
pub async fn read(
    tx: &DatabaseTransaction,
    vault: &Vault,
    actor: &Actor,
    id: PupilFileId,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let detail = queries::find(tx, actor, local_date(now), id).await?;
    let look = audit::Entry {
        object_id: Some(id.0),
        unit_id: Some(detail.file.unit_id),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::PupilFileRead)
    };
    audit::record(tx, vault, now, look).await?;
    Ok(detail)
}

/// Opens a file (建档).
pub async fn open(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    new: NewPupilFile,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let today = local_date(now);
    let pupil = queries::pupil(tx, actor, today, new.student_id)
        .await?
        .ok_or_else(|| Error::unknown_reference("student_id"))?;
    rules::check_past("opened_on", new.opened_on, today)?;
    let supporters = match new.supporter_ids {
        none if none.is_empty() => vec![actor.person()?],
        some => some,
    };
    rules::check_supporters(tx, actor, &supporters).await?;
    if let Some(leader) = new.leader_id {
        rules::check_colleague(tx, actor, "leader_id", leader).await?;
    }
    check_none_open(tx, pupil.id).await?;
    let id = PupilFileId::new();
    pupil_file::Entity::insert(pupil_file::ActiveModel {
        id: Set(id),
        student_id: Set(pupil.id),
        unit_id: Set(pupil.unit_id),
        leader_id: Set(new.leader_id),
        opened_on: Set(new.opened_on),
        reason: Set(new.reason),
        situation: Set(new.situation),
        closed_on: Set(None),
        result: Set(None),
        conclusion: Set(None),
        opened_by: Set(actor.account_id),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
    .exec_without_returning(tx)
    .await?;
    write_supporters(tx, id, &supporters).await?;
    queries::find(tx, actor, today, id).await
}

/// Changes an open file; `expected` is the version the edit is based on.
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PupilFileId,
    expected: IfMatch,
    edit: PupilFilePatch,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let today = local_date(now);
    let stored = to_change(tx, actor, today, id).await?;
    patch::check_version(
        expected,
        stored.version,
        &queries::find(tx, actor, today, id).await?,
        &edit,
    )?;
    let mut row = pupil_file::ActiveModel::default();
    if let Some(leader_id) = edit.leader_id {
        if let Some(leader) = leader_id.filter(|leader| stored.leader_id != Some(*leader)) {
            rules::check_colleague(tx, actor, "leader_id", leader).await?;
        }
        row.leader_id = Set(leader_id);
    }
    if let Some(opened_on) = edit.opened_on {
        rules::check_past("opened_on", opened_on, today)?;
        row.opened_on = Set(opened_on);
    }
    if let Some(reason) = edit.reason {
        row.reason = Set(reason);
    }
    if let Some(situation) = edit.situation {
        row.situation = Set(situation);
    }
    if let Some(supporters) = edit.supporter_ids {
        rules::check_supporters(tx, actor, &supporters).await?;
        pupil_file_supporter::Entity::delete_many()
            .filter(pupil_file_supporter::Column::PupilFileId.eq(id))
            .exec(tx)
            .await?;
        write_supporters(tx, id, &supporters).await?;
    }
    save(tx, id, row, now).await?;
    queries::find(tx, actor, today, id).await
}

/// Closes a file (结档) or opens it again.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: PupilFileId,
    wanted: PupilFileMove,
    now: DateTime<Utc>,
) -> Result<PupilFileDetail> {
    let today = local_date(now);
    let stored = queries::load(tx, actor, today, id).await?;
    must_keep(tx, actor, &stored, today).await?;
    let state = queries::state_of(&stored);
    let then = moves::next(state, wanted.wanted).ok_or_else(|| illegal(wanted.wanted.as_str(), state))?;
    let row = match then {
        FileState::Closed => {
            let closed_on = wanted.closed_on.unwrap_or(today);
            check_closing(&wanted, closed_on, stored.opened_on)?;
            rules::check_past("closed_on", closed_on, today)?;
            pupil_file::ActiveModel {
                closed_on: Set(Some(closed_on)),
                result: Set(wanted.result),
                conclusion: Set(wanted.conclusion),
                ..Default::default()
            }
        }
        FileState::Open => {
            check_none_open(tx, stored.student_id).await?;
            pupil_file::ActiveModel {
                closed_on: Set(None),
                result: Set(None),
                conclusion: Set(None),
                ..Default::default()
            }
        }
    };
    save(tx, id, row, now).await?;
    queries::find(tx, actor, today, id).await
}

/// An open file that the caller may change.
pub async fn to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    today: NaiveDate,
    id: PupilFileId,
) -> Result<pupil_file::Model> {
    let stored = queries::load(tx, actor, today, id).await?;
    must_keep(tx, actor, &stored, today).await?;
    match queries::state_of(&stored) {
        FileState::Open => Ok(stored),
        state @ FileState::Closed => Err(illegal("edit", state)),
    }
}

/// Writes changed columns and counts the version up.
pub async fn save(
    tx: &impl ConnectionTrait,
    id: PupilFileId,
    row: pupil_file::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    pupil_file::Entity::update_many()
        .set(pupil_file::ActiveModel {
            updated_at: Set(now),
            ..row
        })
        .col_expr(
            pupil_file::Column::Version,
            Expr::col(pupil_file::Column::Version).add(1),
        )
        .filter(pupil_file::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

async fn must_keep(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    stored: &pupil_file::Model,
    today: NaiveDate,
) -> Result<()> {
    let supporters = queries::supporters(tx, stored.id).await?;
    if keeps_file(tx, actor, stored, &supporters, today).await? {
        return Ok(());
    }
    Err(Error::forbidden(
        "档案由建档人、帮扶人和教科室填写，其他任课教师和分管领导可以查看。",
        "Those who opened it, who support the pupil, and the office of teaching and research keep the file; others read it.",
    ))
}

async fn check_none_open(tx: &impl ConnectionTrait, student: StudentId) -> Result<()> {
    let open = pupil_file::Entity::find()
        .filter(pupil_file::Column::StudentId.eq(student))
        .filter(pupil_file::Column::ClosedOn.is_null())
        .count(tx)
        .await?;
    if open == 0 {
        return Ok(());
    }
    Err(Error::Conflict {
        code: "file_open",
        detail: text(
            "这名学生已有未结的档案，请在其中继续。",
            "This pupil has an open file already: go on in that one.",
        ),
    })
}

fn check_closing(wanted: &PupilFileMove, closed_on: NaiveDate, opened_on: NaiveDate) -> Result<()> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code: &str, detail| {
        problems.push(FieldError {
            pointer: format!("#/{field}"),
            code: code.to_owned(),
            detail,
        });
    };
    match wanted.result {
        None => refuse("result", "required", text("请选择结果", "choose a result")),
        Some(SupportResult::Supporting) => refuse(
            "result",
            "still_going_on",
            text(
                "结档须写明最后的结果",
                "a file ends with a result, not with support going on",
            ),
        ),
        Some(SupportResult::Improving | SupportResult::Transformed | SupportResult::Stopped) => {}
    }
    if wanted.conclusion.is_none() {
        refuse("conclusion", "required", text("请写明小结", "say how it ended"));
    }
    if closed_on < opened_on {
        refuse(
            "closed_on",
            "before_the_file",
            text("不能早于建档日期", "must not be before it was opened"),
        );
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}

async fn write_supporters(tx: &impl ConnectionTrait, id: PupilFileId, supporters: &[PersonId]) -> Result<()> {
    let rows = supporters.iter().map(|person| pupil_file_supporter::ActiveModel {
        pupil_file_id: Set(id),
        person_id: Set(*person),
    });
    pupil_file_supporter::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn illegal(wanted: &str, state: FileState) -> Error {
    let (state_word, detail) = match state {
        FileState::Open => ("open", text("档案尚未结档。", "The file is still open.")),
        FileState::Closed => (
            "closed",
            text(
                "档案已结，需要继续时请先重新建档。",
                "The file is closed: reopen it first to go on.",
            ),
        ),
    };
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: state_word.to_owned(),
        allowed: moves::allowed(state, true)
            .into_iter()
            .map(|allowed: FileMove| allowed.as_str().to_owned())
            .collect(),
        detail,
    }
}
