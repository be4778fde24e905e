//! Writes of sheets.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{EvaluationSheet, EvaluationSheetPatch},
    moves::{self, EvaluationSheetMove, SheetState},
    queries::{self, Whole},
    rules,
};
use crate::{
    auth::Actor,
    db::changes,
    entities::{
        change_event::ChangeOperation,
        evaluation_assessor, evaluation_object, evaluation_round,
        evaluation_rules::Part,
        evaluation_sheet::{self, SheetGrades},
        ids::EvaluationSheetId,
    },
    error::{Error, Result},
    http::{IfMatch, patch},
    language::text,
};

/// Rows of one statement: SQLite binds at most 32 766 values.
const ROWS_AT_ONCE: usize = 1_000;

/// Gives every assessor of a round that opens an empty sheet for everybody his group rates, himself left out. The
/// leadership team he belongs to is no such case: it is judged as a whole.
pub async fn hand_out(tx: &impl ConnectionTrait, round: &evaluation_round::Model, now: DateTime<Utc>) -> Result<()> {
    let frozen = rules::frozen(round)?;
    let objects = evaluation_object::Entity::find()
        .filter(evaluation_object::Column::RoundId.eq(round.id))
        .order_by_asc(evaluation_object::Column::Position)
        .all(tx)
        .await?;
    let assessors = evaluation_assessor::Entity::find()
        .filter(evaluation_assessor::Column::RoundId.eq(round.id))
        .all(tx)
        .await?;
    let mut sheets = Vec::new();
    for assessor in assessors {
        let group = frozen.groups.iter().find(|group| group.code == assessor.group_code);
        let Some(group) = group.filter(|group| group.part == Part::Organisational) else {
            continue;
        };
        let rated = objects
            .iter()
            .filter(|object| group.rates.contains(&object.kind) && object.person_id != Some(assessor.person_id));
        sheets.extend(rated.map(|object| evaluation_sheet::Model {
            id: EvaluationSheetId::new(),
            round_id: round.id,
            object_id: object.id,
            group_code: group.code.clone(),
            assessor_id: assessor.person_id,
            grades: SheetGrades::default(),
            remark: None,
            submitted_at: None,
            set_aside_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        }));
    }
    let records: Vec<_> = sheets.iter().map(|sheet| (sheet.id.0, round.unit_id)).collect();
    let mut rows = sheets.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while rows.peek().is_some() {
        evaluation_sheet::Entity::insert_many(rows.by_ref().take(ROWS_AT_ONCE))
            .exec_without_returning(tx)
            .await?;
    }
    changes::record_many(tx, "evaluation_sheets", &records, ChangeOperation::Created, now).await
}

/// Keeps what the assessor filled in (自动保存).
pub async fn update(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSheetId,
    expected: IfMatch,
    edit: EvaluationSheetPatch,
    now: DateTime<Utc>,
) -> Result<EvaluationSheet> {
    let whole = own_to_change(tx, actor, id).await?;
    let taken = rules::takes_sheets(&whole.round, now);
    let state = rules::state(whole.sheet.submitted_at);
    if !rules::is_editable(state, taken) {
        return Err(illegal("edit", state, taken));
    }
    let before = queries::find(tx, actor, id, now).await?;
    patch::check_version(expected, whole.sheet.version, &before, &edit)?;
    let mut row = evaluation_sheet::ActiveModel::default();
    if let Some(grades) = edit.grades {
        rules::check_grades(rules::frozen(&whole.round)?, &grades)?;
        let mut all = whole.sheet.grades.clone();
        all.0.extend(grades.0);
        row.grades = Set(all);
    }
    if let Some(remark) = edit.remark {
        row.remark = Set(remark.filter(|text| !text.is_empty()));
    }
    save(tx, &whole, row, now).await?;
    queries::find(tx, actor, id, now).await
}

/// Submits a sheet, or takes it back.
pub async fn make_move(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSheetId,
    wanted: EvaluationSheetMove,
    now: DateTime<Utc>,
) -> Result<EvaluationSheet> {
    let whole = own_to_change(tx, actor, id).await?;
    let taken = rules::takes_sheets(&whole.round, now);
    let state = rules::state(whole.sheet.submitted_at);
    let submitted_at = match moves::next(state, wanted, taken) {
        None => return Err(illegal(wanted.as_str(), state, taken)),
        Some(SheetState::InHand) => None,
        Some(SheetState::Submitted) => {
            rules::check_complete(rules::frozen(&whole.round)?, &whole.sheet.grades)?;
            Some(now)
        }
    };
    let row = evaluation_sheet::ActiveModel {
        submitted_at: Set(submitted_at),
        ..Default::default()
    };
    save(tx, &whole, row, now).await?;
    queries::find(tx, actor, id, now).await
}

/// A sheet that the caller himself fills.
async fn own_to_change(tx: &impl ConnectionTrait, actor: &Actor, id: EvaluationSheetId) -> Result<Whole> {
    let whole = queries::whole_to_change(tx, actor, id).await?;
    if actor.person_id == Some(whole.sheet.assessor_id) {
        return Ok(whole);
    }
    Err(Error::forbidden(
        "考核表只能由考核人本人填写。",
        "Only the assessor himself fills in his sheet.",
    ))
}

async fn save(
    tx: &impl ConnectionTrait,
    whole: &Whole,
    mut row: evaluation_sheet::ActiveModel,
    now: DateTime<Utc>,
) -> Result<()> {
    let (id, unit_id) = (whole.sheet.id, whole.round.unit_id);
    row.updated_at = Set(now);
    evaluation_sheet::Entity::update_many()
        .set(row)
        .col_expr(
            evaluation_sheet::Column::Version,
            Expr::col(evaluation_sheet::Column::Version).add(1),
        )
        .filter(evaluation_sheet::Column::Id.eq(id))
        .exec(tx)
        .await?;
    changes::record(tx, "evaluation_sheets", id.0, ChangeOperation::Updated, unit_id, now).await
}

fn illegal(wanted: &str, state: SheetState, taken: bool) -> Error {
    let detail = if taken {
        text(
            "考核表已提交；要修改请先撤回。",
            "The sheet was submitted; take it back before you change it.",
        )
    } else {
        text(
            "本轮考评已经截止，考核表不能再填写或撤回。",
            "The round takes no sheets any more: nothing can be filled in or taken back.",
        )
    };
    Error::IllegalMove {
        wanted: wanted.to_owned(),
        state: if taken { state.as_str() } else { "closed" }.to_owned(),
        allowed: moves::allowed(state, taken)
            .into_iter()
            .map(|allowed| allowed.as_str().to_owned())
            .collect(),
        detail,
    }
}
