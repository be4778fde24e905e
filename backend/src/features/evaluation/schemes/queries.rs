//! Reading schemes; every select starts at [`visible_to`].

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{
    dto::{EvaluationScheme, SchemeVersion},
    filter::{EvaluationSchemeFilter, EvaluationSchemeSort, Row},
    moves,
};
use crate::{
    auth::{Actor, Permission, policy, scope},
    entities::{
        evaluation_scheme::{self, SchemeState},
        ids::{EvaluationSchemeId, OrgUnitId},
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The schemes the caller may see.
fn visible_to(actor: &Actor) -> Select<evaluation_scheme::Entity> {
    evaluation_scheme::Entity::find().filter(scope::evaluation::schemes(actor))
}

/// Schemes of a unit and of those above it.
fn reaching(unit_id: OrgUnitId) -> sea_orm::sea_query::SimpleExpr {
    evaluation_scheme::Column::UnitId.in_subquery(scope::units_above(&[unit_id]))
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<EvaluationSchemeFilter>,
) -> Result<Paged<EvaluationScheme>> {
    let EvaluationSchemeFilter {
        sort: _,
        state,
        for_unit_id,
    } = query.filter;
    let matching = Condition::all()
        .add_option(state.map(|states| evaluation_scheme::Column::State.is_in(states.0)))
        .add_option(for_unit_id.map(reaching));
    let column = |sort| match sort {
        EvaluationSchemeSort::EffectiveFrom => evaluation_scheme::Column::EffectiveFrom,
    };
    let select = visible_to(actor).filter(matching);
    let mut page: Paged<Row> = query
        .page
        .fetch(db, select, column, evaluation_scheme::Column::Id)
        .await?;
    let items = show(db, actor, std::mem::take(&mut page.items)).await?;
    Ok(page.with_items(items))
}

pub async fn find(db: &impl ConnectionTrait, actor: &Actor, id: EvaluationSchemeId) -> Result<EvaluationScheme> {
    let row: Row = visible_to(actor)
        .filter(evaluation_scheme::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    show(db, actor, vec![row]).await?.pop().ok_or(Error::NotFound)
}

/// The scheme as it is stored, held until the transaction ends.
pub async fn find_to_change(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSchemeId,
) -> Result<evaluation_scheme::Model> {
    visible_to(actor)
        .filter(evaluation_scheme::Column::Id.eq(id))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::NotFound)
}

/// The scheme by which a unit holds a round: one of its own or of a unit above it.
pub async fn of_round(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: EvaluationSchemeId,
    unit_id: OrgUnitId,
) -> Result<evaluation_scheme::Model> {
    visible_to(actor)
        .filter(evaluation_scheme::Column::Id.eq(id))
        .filter(reaching(unit_id))
        .one(tx)
        .await?
        .ok_or_else(|| Error::unknown_reference("scheme_id"))
}

async fn show(db: &impl ConnectionTrait, actor: &Actor, rows: Vec<Row>) -> Result<Vec<EvaluationScheme>> {
    let family = Family::of(db, actor, rows.iter().map(|row| row.unit_id)).await?;
    let view = |row: Row| {
        let writes = policy::oversees_unit(actor, Permission::EvaluationWrite, row.unit_id);
        EvaluationScheme {
            versions: family.versions(row.id),
            editable: writes && moves::is_editable(row.state),
            allowed_moves: if writes { moves::allowed(row.state) } else { Vec::new() },
            id: row.id,
            unit_id: row.unit_id,
            unit_name: row.unit_name,
            title: row.title,
            state: row.state,
            effective_from: row.effective_from,
            effective_to: row.effective_to,
            is_example: row.is_example,
            supersedes_id: row.supersedes_id,
            rules: row.rules,
            recorded_by_name: row.recorded_by_name,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Which scheme took the place of which.
struct Family {
    versions: Vec<SchemeVersion>,
    first: HashMap<EvaluationSchemeId, EvaluationSchemeId>,
}

impl Family {
    /// Of all schemes of these units that the caller sees: a unit has a handful.
    async fn of(db: &impl ConnectionTrait, actor: &Actor, units: impl Iterator<Item = OrgUnitId>) -> Result<Self> {
        use evaluation_scheme::Column;
        type Member = (
            EvaluationSchemeId,
            Option<EvaluationSchemeId>,
            String,
            SchemeState,
            NaiveDate,
            Option<NaiveDate>,
        );
        let rows: Vec<Member> = visible_to(actor)
            .filter(Column::UnitId.is_in(units))
            .select_only()
            .columns([
                Column::Id,
                Column::SupersedesId,
                Column::Title,
                Column::State,
                Column::EffectiveFrom,
                Column::EffectiveTo,
            ])
            .order_by_asc(Column::EffectiveFrom)
            .order_by_asc(Column::Id)
            .into_tuple()
            .all(db)
            .await?;
        // A version begins after the one before it, so that one is known already.
        let mut first = HashMap::new();
        for (id, supersedes, ..) in &rows {
            let root = supersedes.and_then(|before| first.get(&before).copied()).unwrap_or(*id);
            first.insert(*id, root);
        }
        let versions = rows
            .into_iter()
            .map(|(id, _, title, state, effective_from, effective_to)| SchemeVersion {
                id,
                title,
                state,
                effective_from,
                effective_to,
            })
            .collect();
        Ok(Self { versions, first })
    }

    fn versions(&self, id: EvaluationSchemeId) -> Vec<SchemeVersion> {
        let root = self.first.get(&id);
        let related = self
            .versions
            .iter()
            .filter(|version| self.first.get(&version.id) == root);
        related.cloned().collect()
    }
}
