//! Taking over who is tied to whom, as a school's list says. A link keeps the rules of one that is made by hand.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::{
    dto::{LinkRow, NewLiaisonLink},
    queries, rules,
    schemes::{self, LiaisonScheme},
    service::{insert_many, store_days},
};
use crate::{
    auth::{Actor, scope},
    entities::{
        ids::{LiaisonLinkId, OrgUnitId, PersonId},
        import_change::ImportedRecord,
        liaison_link::{self, LinkOrigin},
        liaison_scheme::LiaisonTargetKind,
        org_unit,
    },
    error::{Error, Result},
    features::{
        families::import::{Roster, grade_of},
        importing::{RowPlan, TakenBack, Written, take_back, take_known},
        personnel::Directory,
    },
    language::text,
};

/// A link as a list tells of it.
#[derive(Debug, Clone)]
pub struct LiaisonRow {
    /// The school of the target, of the import's subtree.
    pub unit_id: OrgUnitId,
    /// Name or code of the scheme.
    pub scheme: String,
    /// Name or staff number.
    pub person: String,
    /// In words: a school, a grade, a class, a colleague, a pupil (for his family too).
    pub target: String,
    /// Of a pupil with namesakes.
    pub class: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
}

/// Knows the staff, classes and pupils of a subtree.
#[derive(Debug)]
pub struct LiaisonImporter<'a> {
    actor: &'a Actor,
    units: HashMap<String, OrgUnitId>,
    roster: Roster,
    directory: Directory,
    met: HashSet<String>,
    pending: Vec<Planned>,
}

#[derive(Debug)]
struct Planned {
    link: LinkRow,
    label: String,
    is_new: bool,
}

impl<'a> LiaisonImporter<'a> {
    pub async fn load(db: &impl ConnectionTrait, actor: &'a Actor, root: OrgUnitId) -> Result<Self> {
        let units: Vec<(OrgUnitId, String, String, String)> = org_unit::Entity::find()
            .select_only()
            .columns([
                org_unit::Column::Id,
                org_unit::Column::Name,
                org_unit::Column::ShortName,
                org_unit::Column::Code,
            ])
            .filter(org_unit::Column::Id.in_subquery(scope::units_below(&[root])))
            .into_tuple()
            .all(db)
            .await?;
        let named = |(id, name, short_name, code)| [name, short_name, code].map(|name| (name, id));
        Ok(Self {
            actor,
            units: units.into_iter().flat_map(named).collect(),
            roster: Roster::below(db, root, true).await?,
            directory: Directory::of_school(db, root).await?,
            met: HashSet::new(),
            pending: Vec::new(),
        })
    }

    /// Says what each row would do. Nothing is written.
    pub async fn plan(
        &mut self,
        db: &impl ConnectionTrait,
        rows: &[LiaisonRow],
        now: DateTime<Utc>,
    ) -> Result<Vec<RowPlan<LiaisonLinkId>>> {
        let mut plans = Vec::with_capacity(rows.len());
        for row in rows {
            plans.push(self.plan_row(db, row, now).await.or_else(RowPlan::refused)?);
        }
        Ok(plans)
    }

    async fn plan_row(
        &mut self,
        db: &impl ConnectionTrait,
        row: &LiaisonRow,
        now: DateTime<Utc>,
    ) -> Result<RowPlan<LiaisonLinkId>> {
        let scheme = scheme_of(db, row).await?;
        let person_id = self.directory.find(&row.person, row.unit_id, "person_id")?;
        let new = self.new_link(row, &scheme, person_id)?;
        if !self.met.insert(serde_json::to_string(&new)?) {
            return Ok(RowPlan::duplicate());
        }
        rules::check_target_fields(&new, scheme.target_kind)?;
        let link = LinkRow {
            unit_id: rules::unit_of_target(db, self.actor, &new).await?,
            id: LiaisonLinkId::new(),
            scheme_code: new.scheme_code,
            person_id,
            target_kind: scheme.target_kind,
            target_unit_id: new.target_unit_id,
            target_grade: new.target_grade,
            target_class_id: new.target_class_id,
            target_person_id: new.target_person_id,
            target_student_id: new.target_student_id,
            target_household_id: new.target_household_id,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            end_reason: None,
            origin: LinkOrigin::Import,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        if row.ends_on.is_some_and(|last| last < row.starts_on) {
            rules::check_days(db, &link).await?;
        }
        let label = format!("{} → {}", row.person, row.target);
        let known = queries::overlapping(&link)
            .into_partial_model::<LinkRow>()
            .one(db)
            .await?;
        if let Some(mut known) = known {
            let mut differences = Vec::new();
            if known.ends_on.is_none() {
                take_known(
                    &mut differences,
                    "ends_on",
                    &mut known.ends_on,
                    row.ends_on.as_ref(),
                    ToString::to_string,
                );
            }
            let id = known.id;
            if !differences.is_empty() {
                self.pending.push(Planned {
                    link: known,
                    label,
                    is_new: false,
                });
            }
            return Ok(RowPlan::found(id, differences));
        }
        rules::check_person(db, self.actor, &link).await?;
        let id = link.id;
        self.pending.push(Planned {
            link,
            label,
            is_new: true,
        });
        Ok(RowPlan::new(id))
    }

    /// The link that the words of a row mean.
    fn new_link(&self, row: &LiaisonRow, scheme: &LiaisonScheme, person_id: PersonId) -> Result<NewLiaisonLink> {
        let mut link = NewLiaisonLink {
            id: None,
            scheme_code: scheme.code.clone(),
            person_id,
            target_unit_id: None,
            target_grade: None,
            target_class_id: None,
            target_person_id: None,
            target_student_id: None,
            target_household_id: None,
            starts_on: Some(row.starts_on),
            ends_on: row.ends_on,
        };
        let class = match &row.class {
            Some(class) => Some(self.roster.class(row.unit_id, class, row.starts_on, "class")?.id),
            None => None,
        };
        match scheme.target_kind {
            LiaisonTargetKind::Unit => link.target_unit_id = Some(self.unit(&row.target)?),
            LiaisonTargetKind::Grade => {
                let (unit_id, grade) = self.grade(row)?;
                link.target_unit_id = Some(unit_id);
                link.target_grade = Some(grade);
            }
            LiaisonTargetKind::Class => {
                let class = self.roster.class(row.unit_id, &row.target, row.starts_on, "target")?;
                link.target_class_id = Some(class.id);
            }
            LiaisonTargetKind::Person => {
                link.target_person_id = Some(self.directory.find(&row.target, row.unit_id, "target")?);
            }
            LiaisonTargetKind::Student => {
                link.target_student_id = Some(self.roster.pupil(row.unit_id, &row.target, class, "target")?.id);
            }
            LiaisonTargetKind::Household => {
                let pupil = row.target.strip_suffix('家').unwrap_or(&row.target);
                link.target_household_id = Some(self.roster.pupil(row.unit_id, pupil, class, "target")?.household_id);
            }
        }
        Ok(link)
    }

    fn unit(&self, written: &str) -> Result<OrgUnitId> {
        self.units.get(written).copied().ok_or_else(|| {
            Error::invalid(
                "target",
                "unknown_unit",
                text(
                    "本次导入的范围内没有这个单位",
                    "there is no such unit within this import",
                ),
            )
        })
    }

    /// `三年级` of the row's school, or `者力完小三年级`.
    fn grade(&self, row: &LiaisonRow) -> Result<(OrgUnitId, i16)> {
        let of_school = self.units.iter().find_map(|(name, id)| {
            let grade = row.target.strip_prefix(name.as_str()).filter(|rest| !rest.is_empty())?;
            Some((*id, grade_of(grade)?))
        });
        let found = of_school.or_else(|| Some((row.unit_id, grade_of(&row.target)?)));
        found.ok_or_else(|| {
            Error::invalid(
                "target",
                "unknown_grade",
                text(
                    "看不懂年级：请写成“三年级”",
                    "the grade is not understood: write it as 三年级",
                ),
            )
        })
    }

    /// Writes what was planned since the last call.
    pub async fn write(&mut self, tx: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Vec<Written>> {
        let record = ImportedRecord::LiaisonLinks;
        let (new, changed): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|planned| planned.is_new);
        let mut written: Vec<Written> = new
            .iter()
            .map(|planned| Written::created(record, planned.link.id.0, planned.link.unit_id, &planned.label))
            .collect();
        let links: Vec<LinkRow> = new.into_iter().map(|planned| planned.link).collect();
        insert_many(tx, &links, self.actor.account_id, now).await?;
        for Planned { link, label, .. } in changed {
            let before = liaison_link::Entity::find_by_id(link.id)
                .one(tx)
                .await?
                .ok_or(Error::NotFound)?;
            written.push(Written::updated(
                record,
                link.id.0,
                link.unit_id,
                &label,
                (&before, before.version),
            )?);
            store_days(tx, &link, now).await?;
        }
        Ok(written)
    }
}

/// The scheme that a row names, of those that held for its school on the first day.
async fn scheme_of(db: &impl ConnectionTrait, row: &LiaisonRow) -> Result<LiaisonScheme> {
    let schemes = schemes::of_unit(db, Some(row.unit_id), row.starts_on).await?;
    let names: Vec<String> = schemes.iter().map(|scheme| scheme.name.clone()).collect();
    let named = |scheme: &LiaisonScheme| scheme.name == row.scheme || scheme.code == row.scheme;
    schemes.into_iter().find(named).ok_or_else(|| {
        Error::invalid(
            "scheme_code",
            "unknown_scheme",
            text(
                format!("该校的联系制度是：{}", names.join("、")),
                format!("the school's schemes are: {}", names.join(", ")),
            ),
        )
    })
}

/// Takes back what an import wrote of a link.
pub async fn undo(tx: &DatabaseTransaction, written: &Written, now: DateTime<Utc>) -> Result<TakenBack> {
    take_back::<liaison_link::Entity>(tx, written, now, async |_| Ok(())).await
}
