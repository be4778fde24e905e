//! Reading archived results of others (查阅归档结果): for a stated reason, and every look is in the audit log and listed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::{dto::ResultLook, queries};
use crate::{
    auth::{Actor, policy::evaluation::is_about},
    db::{self, audit, named},
    entities::{
        account,
        audit_event::{self, AuditAction, Column},
        evaluation_object,
        evaluation_round::{self, RoundState},
        ids::{AuditEventId, EvaluationObjectId, EvaluationResultId},
    },
    error::{Error, Result},
    http::{
        ListQuery, Listed, Paged,
        list::{Positioned, Sort, SortKey},
    },
    language::text,
    state::State,
};

/// Lets the caller read results of a round that are not his own: of one object, or all of them. Once it is archived he
/// says why.
pub async fn note(
    state: &State,
    actor: &Actor,
    round: &evaluation_round::Model,
    object: Option<EvaluationObjectId>,
    reason: Option<&str>,
) -> Result<()> {
    if round.state != RoundState::Archived {
        return Ok(());
    }
    let reason = reason.ok_or_else(|| Error::InvalidParameter {
        name: "reason".to_owned(),
        detail: text(
            "考评已归档，查阅他人结果须写明用途",
            "the round is archived: say why you read the results of others",
        ),
    })?;
    let entry = audit::Entry {
        object_id: Some(round.id.0),
        unit_id: Some(round.unit_id),
        reason: Some(reason),
        details: json!({ "object_id": object }),
        ..audit::Entry::new(Some(actor.account_id), AuditAction::EvaluationResultRead)
    };
    let now = state.clock.now();
    db::write(&state.db, async |tx| audit::record(tx, &state.vault, now, entry).await).await
}

/// Lets the caller read one result: his own, or somebody else's as [`note`] has it.
pub async fn note_one(state: &State, actor: &Actor, id: EvaluationResultId, reason: Option<&str>) -> Result<()> {
    let (_, round, object) = queries::find(&state.db, actor, id).await?;
    if is_about(actor, &object) {
        return Ok(());
    }
    note(state, actor, &round, Some(object.id), reason).await
}

/// Filters of the list of looks.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResultLookFilter {
    /// Order of the rows; default `-at`.
    #[param(schema_with = Sort::<ResultLookSort>::schema)]
    pub sort: Option<Sort<ResultLookSort>>,
}

/// Columns by which looks can be sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultLookSort {
    At,
}

impl SortKey for ResultLookSort {
    const ALL: &'static [(&'static str, Self)] = &[("at", Self::At)];
    const NEWEST_FIRST: bool = true;
}

impl Listed for ResultLookFilter {
    type Sort = ResultLookSort;

    fn sort(&self) -> Option<Sort<ResultLookSort>> {
        self.sort
    }
}

/// A row of the audit log that tells of a look.
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "audit_event::Entity")]
pub struct Row {
    id: AuditEventId,
    at: DateTime<Utc>,
    #[sea_orm(
        from_expr = "named(account::Entity, account::Column::DisplayName, account::Column::Id, audit_event::Column::AccountId)"
    )]
    account_name: Option<String>,
    reason: Option<String>,
    details: Value,
}

impl Positioned<ResultLookSort> for Row {
    fn id(&self) -> Uuid {
        self.id.0
    }

    fn position(&self, sort: ResultLookSort) -> sea_orm::Value {
        match sort {
            ResultLookSort::At => self.at.into(),
        }
    }
}

impl Row {
    fn object(&self) -> Option<EvaluationObjectId> {
        self.details["object_id"].as_str()?.parse().ok()
    }
}

/// Who looked at the archived results of a round; the caller has checked that the reader answers for it.
pub async fn list(
    db: &impl ConnectionTrait,
    round: &evaluation_round::Model,
    query: ListQuery<ResultLookFilter>,
) -> Result<Paged<ResultLook>> {
    let select = audit_event::Entity::find()
        .filter(Column::Action.eq(AuditAction::EvaluationResultRead.to_value()))
        .filter(Column::ObjectId.eq(round.id.0));
    let column = |sort| match sort {
        ResultLookSort::At => Column::At,
    };
    let page: Paged<Row> = query.page.fetch(db, select, column, Column::Id).await?;
    let names: HashMap<EvaluationObjectId, String> = evaluation_object::Entity::find()
        .select_only()
        .columns([evaluation_object::Column::Id, evaluation_object::Column::Name])
        .filter(evaluation_object::Column::Id.is_in(page.items.iter().filter_map(Row::object)))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(page.map(|row| ResultLook {
        object_name: row.object().and_then(|object| names.get(&object).cloned()),
        id: row.id,
        at: row.at,
        account_name: row.account_name.unwrap_or_default(),
        reason: row.reason.unwrap_or_default(),
    }))
}
