//! Reading links; every select starts at [`visible_to`].

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, SelectStatement},
};
use uuid::Uuid;

use super::{
    absences, contacts,
    dto::{LiaisonLink, LiaisonLinkFilter, LiaisonLinkSort, LinkMove, LinkRow, LinkState, LinkStateFilter},
    targets,
};
use crate::{
    auth::{
        Actor, Permission,
        scope::{self, Reach, units_below},
    },
    entities::{
        class, household, ids::LiaisonLinkId, liaison_link, liaison_scheme::LiaisonTargetKind, org_unit, person,
        student,
    },
    error::{Error, Result},
    http::{ListQuery, Paged},
};

/// The links the caller may see.
pub fn visible_to(actor: &Actor) -> Select<liaison_link::Entity> {
    liaison_link::Entity::find().filter(scope::liaison::links(actor))
}

/// That a link holds on a day.
pub fn living_on(day: NaiveDate) -> Condition {
    Condition::all().add(liaison_link::Column::StartsOn.lte(day)).add(
        Condition::any()
            .add(liaison_link::Column::EndsOn.is_null())
            .add(liaison_link::Column::EndsOn.gte(day)),
    )
}

pub async fn list(
    db: &impl ConnectionTrait,
    actor: &Actor,
    query: ListQuery<LiaisonLinkFilter>,
    today: NaiveDate,
) -> Result<Paged<LiaisonLink>> {
    let column = |sort| match sort {
        LiaisonLinkSort::StartsOn => liaison_link::Column::StartsOn,
        LiaisonLinkSort::CreatedAt => liaison_link::Column::CreatedAt,
    };
    let select = filtered(visible_to(actor), query.filter, today);
    let rows: Paged<LinkRow> = query.page.fetch(db, select, column, liaison_link::Column::Id).await?;
    Ok(Paged {
        items: show(db, actor, rows.items, today).await?,
        next: rows.next,
        prev: rows.prev,
        total: rows.total,
        total_is_capped: rows.total_is_capped,
    })
}

fn filtered(
    select: Select<liaison_link::Entity>,
    filter: LiaisonLinkFilter,
    today: NaiveDate,
) -> Select<liaison_link::Entity> {
    let LiaisonLinkFilter {
        sort: _,
        scheme,
        person_id,
        unit_id,
        target_kind,
        target_unit_id,
        target_grade,
        target_class_id,
        target_person_id,
        target_student_id,
        target_household_id,
        on,
        state,
        person_left,
        unvisited_since,
    } = filter;
    let day = on.unwrap_or(today);
    let left = |left: bool| {
        let gone = absences::left_on(day);
        if left {
            liaison_link::Column::PersonId.in_subquery(gone)
        } else {
            liaison_link::Column::PersonId.not_in_subquery(gone)
        }
    };
    let wanted = Condition::all()
        .add_option(scheme.map(|codes| liaison_link::Column::SchemeCode.is_in(codes.0)))
        .add_option(person_id.map(|id| liaison_link::Column::PersonId.eq(id)))
        .add_option(unit_id.map(|id| liaison_link::Column::UnitId.in_subquery(units_below(&[id]))))
        .add_option(target_kind.map(|kinds| liaison_link::Column::TargetKind.is_in(kinds.0)))
        .add_option(target_unit_id.map(|id| liaison_link::Column::TargetUnitId.eq(id)))
        .add_option(target_grade.map(|grade| liaison_link::Column::TargetGrade.eq(grade)))
        .add_option(target_class_id.map(|id| liaison_link::Column::TargetClassId.eq(id)))
        .add_option(target_person_id.map(|id| liaison_link::Column::TargetPersonId.eq(id)))
        .add_option(target_student_id.map(|id| liaison_link::Column::TargetStudentId.eq(id)))
        .add_option(target_household_id.map(|id| liaison_link::Column::TargetHouseholdId.eq(id)))
        .add_option(person_left.map(left))
        .add_option(unvisited_since.map(contacts::unvisited_since));
    let select = select.filter(wanted);
    match state.unwrap_or_default() {
        LinkStateFilter::Current => select.filter(living_on(day)),
        LinkStateFilter::Planned => select.filter(liaison_link::Column::StartsOn.gt(day)),
        LinkStateFilter::Ended => select.filter(liaison_link::Column::EndsOn.lt(day)),
        LinkStateFilter::All => select,
    }
}

/// One link with its row, for a change.
pub async fn find_row(db: &impl ConnectionTrait, actor: &Actor, id: LiaisonLinkId) -> Result<LinkRow> {
    visible_to(actor)
        .filter(liaison_link::Column::Id.eq(id))
        .into_partial_model()
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub async fn find(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: LiaisonLinkId,
    today: NaiveDate,
) -> Result<LiaisonLink> {
    let row = find_row(db, actor, id).await?;
    show(db, actor, vec![row], today).await?.pop().ok_or(Error::NotFound)
}

/// Links as they are shown: with names, last contact and what the caller may do.
pub async fn show(
    db: &impl ConnectionTrait,
    actor: &Actor,
    rows: Vec<LinkRow>,
    today: NaiveDate,
) -> Result<Vec<LiaisonLink>> {
    let names = Names::of(db, &rows).await?;
    let last = contacts::last(db, &rows, today).await?;
    let writable = Reach::of(actor, |role| Permission::LiaisonWrite.is_given_to(role));
    Ok(rows
        .into_iter()
        .map(|row| {
            let state = row.state_on(today);
            let changeable = state != LinkState::Ended && writable.includes(row.unit_id);
            LiaisonLink {
                unit_name: names.get(row.unit_id.0),
                person_name: names.get(row.person_id.0),
                target_name: names.of_target(&row),
                last_contact_on: last.get(&row.id).copied(),
                allowed_moves: if changeable {
                    vec![LinkMove::End, LinkMove::Update]
                } else {
                    Vec::new()
                },
                state,
                id: row.id,
                scheme_code: row.scheme_code,
                unit_id: row.unit_id,
                person_id: row.person_id,
                target_kind: row.target_kind,
                target_unit_id: row.target_unit_id,
                target_grade: row.target_grade,
                target_class_id: row.target_class_id,
                target_person_id: row.target_person_id,
                target_student_id: row.target_student_id,
                target_household_id: row.target_household_id,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                end_reason: row.end_reason,
                origin: row.origin,
                version: row.version,
                created_at: row.created_at,
                updated_at: row.updated_at,
            }
        })
        .collect())
}

/// The names of everything some links speak of.
pub struct Names(HashMap<Uuid, String>);

impl Names {
    pub async fn of(db: &impl ConnectionTrait, rows: &[LinkRow]) -> Result<Self> {
        let mut names = Self(HashMap::new());
        let of = |pick: fn(&LinkRow) -> [Option<Uuid>; 2]| -> HashSet<Uuid> {
            rows.iter().flat_map(pick).flatten().collect()
        };
        names
            .add_people(
                db,
                of(|row| [Some(row.person_id.0), row.target_person_id.map(|id| id.0)]),
            )
            .await?;
        names
            .add_units(db, of(|row| [Some(row.unit_id.0), row.target_unit_id.map(|id| id.0)]))
            .await?;
        let classes = of(|row| [row.target_class_id.map(|id| id.0), None]);
        names
            .add(db, classes, |ids| {
                class::Entity::find()
                    .select_only()
                    .columns([class::Column::Id, class::Column::Name])
                    .filter(class::Column::Id.is_in(ids))
                    .into_query()
            })
            .await?;
        let students = of(|row| [row.target_student_id.map(|id| id.0), None]);
        names
            .add(db, students, |ids| {
                student::Entity::find()
                    .select_only()
                    .columns([student::Column::Id, student::Column::Name])
                    .filter(student::Column::Id.is_in(ids))
                    .into_query()
            })
            .await?;
        let households = of(|row| [row.target_household_id.map(|id| id.0), None]);
        names
            .add(db, households, |ids| {
                household::Entity::find()
                    .select_only()
                    .column(household::Column::Id)
                    .column_as(household::Column::Label, "name")
                    .filter(household::Column::Id.is_in(ids))
                    .into_query()
            })
            .await?;
        Ok(names)
    }

    /// The names of people and units.
    pub async fn of_people_and_units(
        db: &impl ConnectionTrait,
        people: HashSet<Uuid>,
        units: HashSet<Uuid>,
    ) -> Result<Self> {
        let mut names = Self(HashMap::new());
        names.add_people(db, people).await?;
        names.add_units(db, units).await?;
        Ok(names)
    }

    async fn add_people(&mut self, db: &impl ConnectionTrait, ids: HashSet<Uuid>) -> Result<()> {
        self.add(db, ids, |ids| {
            person::Entity::find()
                .select_only()
                .columns([person::Column::Id, person::Column::Name])
                .filter(person::Column::Id.is_in(ids))
                .into_query()
        })
        .await
    }

    async fn add_units(&mut self, db: &impl ConnectionTrait, ids: HashSet<Uuid>) -> Result<()> {
        self.add(db, ids, |ids| {
            org_unit::Entity::find()
                .select_only()
                .columns([org_unit::Column::Id, org_unit::Column::Name])
                .filter(org_unit::Column::Id.is_in(ids))
                .into_query()
        })
        .await
    }

    async fn add(
        &mut self,
        db: &impl ConnectionTrait,
        ids: HashSet<Uuid>,
        select: impl FnOnce(HashSet<Uuid>) -> SelectStatement,
    ) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        for row in db.query_all(&select(ids)).await? {
            self.0.insert(row.try_get("", "id")?, row.try_get("", "name")?);
        }
        Ok(())
    }

    pub fn get(&self, id: Uuid) -> String {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    pub fn of_target(&self, row: &LinkRow) -> String {
        let name = |id: Option<Uuid>| id.map(|id| self.get(id)).unwrap_or_default();
        match row.target_kind {
            LiaisonTargetKind::Unit => name(row.target_unit_id.map(|id| id.0)),
            LiaisonTargetKind::Grade => targets::grade_name(
                &name(row.target_unit_id.map(|id| id.0)),
                row.target_grade.unwrap_or_default(),
            ),
            LiaisonTargetKind::Class => format!(
                "{}{}",
                self.get(row.unit_id.0),
                name(row.target_class_id.map(|id| id.0))
            ),
            LiaisonTargetKind::Person => name(row.target_person_id.map(|id| id.0)),
            LiaisonTargetKind::Student => name(row.target_student_id.map(|id| id.0)),
            LiaisonTargetKind::Household => name(row.target_household_id.map(|id| id.0)),
        }
    }
}

/// Links with the same person, scheme and target that hold on one of the days `starts_on..=ends_on`.
pub fn overlapping(row: &LinkRow) -> Select<liaison_link::Entity> {
    let same = Condition::all()
        .add(liaison_link::Column::Id.ne(row.id))
        .add(liaison_link::Column::SchemeCode.eq(&row.scheme_code))
        .add(liaison_link::Column::PersonId.eq(row.person_id))
        .add_option(row.target_unit_id.map(|id| liaison_link::Column::TargetUnitId.eq(id)))
        .add_option(
            row.target_grade
                .map(|grade| liaison_link::Column::TargetGrade.eq(grade)),
        )
        .add_option(row.target_class_id.map(|id| liaison_link::Column::TargetClassId.eq(id)))
        .add_option(
            row.target_person_id
                .map(|id| liaison_link::Column::TargetPersonId.eq(id)),
        )
        .add_option(
            row.target_student_id
                .map(|id| liaison_link::Column::TargetStudentId.eq(id)),
        )
        .add_option(
            row.target_household_id
                .map(|id| liaison_link::Column::TargetHouseholdId.eq(id)),
        );
    let not_before = Condition::any().add(liaison_link::Column::EndsOn.is_null()).add(
        Condition::all()
            .add(liaison_link::Column::EndsOn.gte(row.starts_on))
            .add(
                Expr::col((liaison_link::Entity, liaison_link::Column::EndsOn))
                    .gte(Expr::col((liaison_link::Entity, liaison_link::Column::StartsOn))),
            ),
    );
    liaison_link::Entity::find().filter(
        same.add(not_before)
            .add_option(row.ends_on.map(|last| liaison_link::Column::StartsOn.lte(last))),
    )
}
