//! Editing a row of a proposal: another person, or left out.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

use super::{
    dto::{LiaisonProposalRow, LiaisonProposalRowPatch, ProposalMove, ProposalRow, RowRow},
    queries, service,
};
use crate::{
    auth::Actor,
    entities::{
        ids::{LiaisonLinkId, LiaisonProposalId, LiaisonProposalRowId, PersonId},
        liaison_link::LinkOrigin,
        liaison_proposal,
        liaison_proposal_row::{self, ProposalGround},
    },
    error::{Error, Result},
    features::liaison::{absences, dto::LinkRow, queries as links, rules},
    http::{IfMatch, patch},
    language::text,
};

/// Changes a row.
pub async fn edit_row(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonProposalId,
    row_id: LiaisonProposalRowId,
    expected: IfMatch,
    edit: LiaisonProposalRowPatch,
    now: DateTime<Utc>,
) -> Result<LiaisonProposalRow> {
    let proposal = queries::load(tx, actor, id).await?;
    let row = queries::row(tx, id, row_id).await?;
    queries::refuse_unless_allowed(proposal.state, ProposalMove::Edit)?;
    let shown = shown(tx, &row).await?;
    patch::check_version(expected, row.version, &shown, &edit)?;
    let mut change = liaison_proposal_row::ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    if let Some(person_id) = edit.person_id.filter(|person_id| *person_id != row.person_id) {
        if let Some(person_id) = person_id {
            check_person(tx, actor, &proposal, &row, person_id, now).await?;
        }
        change.person_id = Set(person_id);
        change.ground = Set(person_id.map(|_| ProposalGround::Chosen));
    }
    if let Some(taken) = edit.taken {
        change.taken = Set(taken);
    }
    liaison_proposal_row::Entity::update_many()
        .set(change)
        .col_expr(
            liaison_proposal_row::Column::Version,
            Expr::col(liaison_proposal_row::Column::Version).add(1),
        )
        .filter(liaison_proposal_row::Column::Id.eq(row_id))
        .exec(tx)
        .await?;
    let counts = liaison_proposal::ActiveModel {
        counts: Set(queries::count(tx, id).await?),
        ..Default::default()
    };
    service::update(tx, &proposal, counts, now).await?;
    let row = queries::row(tx, id, row_id).await?;
    self::shown(tx, &row).await
}

async fn shown(tx: &impl ConnectionTrait, row: &RowRow) -> Result<LiaisonProposalRow> {
    let mut shown = queries::show_rows(tx, std::slice::from_ref(row)).await?;
    shown.pop().ok_or(Error::NotFound)
}

/// The person fits the scheme, is there on the day, and does not keep in touch already.
async fn check_person(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    proposal: &ProposalRow,
    row: &RowRow,
    person_id: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let link = link_of(proposal, row, person_id, now);
    rules::check_person(tx, actor, &link).await?;
    if absences::on(tx, proposal.starts_on).await?.contains_key(&person_id) {
        return Err(Error::invalid(
            "person_id",
            "absent",
            text("此人当天请假或已离开", "this person is on leave or gone on that day"),
        ));
    }
    if links::overlapping(&link).count(tx).await? > 0 {
        return Err(Error::invalid(
            "person_id",
            "duplicate_link",
            text(
                "此人已经在联系这一对象",
                "this person keeps in touch with this target already",
            ),
        ));
    }
    Ok(())
}

/// The link that a row would become.
pub fn link_of(proposal: &ProposalRow, row: &RowRow, person_id: PersonId, now: DateTime<Utc>) -> LinkRow {
    LinkRow {
        id: LiaisonLinkId::new(),
        scheme_code: proposal.scheme_code.clone(),
        unit_id: row.unit_id,
        person_id,
        target_kind: proposal.target_kind,
        target_unit_id: row.target_unit_id,
        target_grade: row.target_grade,
        target_class_id: row.target_class_id,
        target_person_id: row.target_person_id,
        target_student_id: row.target_student_id,
        target_household_id: row.target_household_id,
        starts_on: proposal.starts_on,
        ends_on: row.ends_on,
        end_reason: None,
        origin: LinkOrigin::Proposal,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
