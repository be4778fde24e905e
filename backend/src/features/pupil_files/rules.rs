//! What a file and its stages must keep to.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::dto::NewPupilFileStage;
use crate::{
    auth::{Actor, scope::personnel::personnel},
    entities::{ids::PersonId, person, pupil_file},
    error::{Error, FieldError, Result},
    language::text,
};

/// Not in the future.
pub fn check_past(field: &str, day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day <= today {
        return Ok(());
    }
    Err(Error::invalid(
        field,
        "in_the_future",
        text("日期不能晚于今天", "must not be in the future"),
    ))
}

/// Colleagues of the caller, each named once.
pub async fn check_supporters(tx: &impl ConnectionTrait, actor: &Actor, supporters: &[PersonId]) -> Result<()> {
    for (index, supporter) in supporters.iter().enumerate() {
        let field = format!("supporter_ids/{index}");
        if supporters[..index].contains(supporter) {
            return Err(Error::invalid(&field, "duplicate", text("重复", "is named twice")));
        }
        check_colleague(tx, actor, &field, *supporter).await?;
    }
    Ok(())
}

pub async fn check_colleague(tx: &impl ConnectionTrait, actor: &Actor, field: &str, id: PersonId) -> Result<()> {
    let found = person::Entity::find_by_id(id)
        .filter(personnel(actor))
        .count(tx)
        .await?;
    if found > 0 || actor.person_id == Some(id) {
        return Ok(());
    }
    Err(Error::unknown_reference(field))
}

/// The rules between the fields of a stage.
pub fn check_stage(stage: &NewPupilFileStage, file: &pupil_file::Model) -> Result<()> {
    let mut problems = Vec::new();
    let mut refuse = |field: &str, code: &str, detail| {
        problems.push(FieldError {
            pointer: format!("#/{field}"),
            code: code.to_owned(),
            detail,
        });
    };
    if stage.starts_on < file.opened_on {
        refuse(
            "starts_on",
            "before_the_file",
            text(
                format!("不能早于建档日期 {}", file.opened_on),
                format!("must not be before the file was opened on {}", file.opened_on),
            ),
        );
    }
    if stage.ends_on.is_some_and(|day| day < stage.starts_on) {
        refuse(
            "ends_on",
            "before_the_start",
            text("不能早于开始日期", "must not be before the start"),
        );
    }
    match (stage.result, &stage.review) {
        (Some(_), None) => refuse("review", "required", text("请写明阶段小结", "say how it went")),
        (None, Some(_)) => refuse("result", "required", text("请选择成效", "choose a result")),
        (Some(_), Some(_)) | (None, None) => {}
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}
