//! Demo data: the same invented school or city every time, so that every page has something honest to show.
//!
//! It writes many tables in bulk, past their features; what features derive (counters, event chains) they compute.

mod ballots;
mod canteen;
mod checks;
mod clocks;
mod concerns;
mod dice;
mod duties;
mod evaluation;
mod families;
mod keepsakes;
mod liaison;
mod links;
mod names;
mod other_work;
mod outside;
mod oversight;
mod phrases;
mod published;
mod registers;
mod reports;
mod rows;
mod schools;
pub mod sheets;
mod staff;
mod story;
mod study;
mod systems;
mod topics;
mod work;

use std::{collections::HashSet, fs, path::Path};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

pub use self::schools::Size;
use self::{
    concerns::Categories,
    dice::Dice,
    evaluation::Evaluating,
    families::Growing,
    reports::Reporting,
    rows::Rows,
    schools::{Calendar, School, Tree},
    staff::{Hiring, Login, Staff, Team},
};
use crate::{
    auth::{Actor, Grant, Within},
    db,
    entities::{
        ids::{PersonId, SessionId},
        ledger_category, org_unit,
        role_grant::Role,
    },
    error::{Error, Result},
    features::plan::{self, NewPlan},
    files::Files,
    http::IfMatch,
    language::text,
    vault::{self, Vault},
};

/// What the demo is made of.
#[derive(Debug)]
pub struct Demo<'a> {
    pub size: Size,
    /// The last day of the demo's history.
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    /// Of the one password that all demo accounts share.
    pub password_hash: &'a str,
}

/// Fills an empty database.
///
/// # Errors
/// [`Error::Conflict`] when there are units already.
pub async fn fill(db: &DatabaseConnection, vault: &Vault, files: &Files, demo: &Demo<'_>) -> Result<()> {
    if org_unit::Entity::find().count(db).await? > 0 {
        return Err(Error::Conflict {
            code: "not_empty",
            detail: text(
                "数据库中已有单位，演示数据只能写入空库",
                "the database has units already; demo data goes into an empty one",
            ),
        });
    }
    let (mut world, schools) = World::units(demo);
    let shipped = ledger_category::Entity::find()
        .filter(ledger_category::Column::UnitId.is_null())
        .all(db)
        .await?;
    let categories: Categories = shipped
        .into_iter()
        .map(|category| (category.code, category.id))
        .collect();
    for (index, school) in schools.iter().enumerate() {
        if matches!(demo.size, Size::Units | Size::CityUnits) {
            world.hiring(demo, school).office_only(school);
            db::write(db, async |tx| world.rows.write(tx).await).await?;
            continue;
        }
        let (principal, team) = world.at_work(demo, vault, school, &categories)?;
        if demo.size != Size::City {
            world.pictures(files).await?;
        }
        // The first school shows what the others need not: a bureau's template, waivers, a rank that changed.
        let first = index == 0;
        if first {
            world.rank_in_the_middle(&team);
        }
        let mut plan = NewPlan {
            id: None,
            unit_id: school.central.id,
            template_code: Some("chuxiong-2012".to_owned()),
            copy_of: None,
            title: None,
            document_number: None,
            issued_on: None,
            effective_from: world.calendar.years[0].1,
            effective_to: None,
            basis: Vec::new(),
        };
        db::write(db, async |tx| {
            Box::pin(world.rows.write(tx)).await?;
            let template = if first {
                let template = duties::template(tx, plan.effective_from, demo.now).await?;
                plan.template_code = Some(template.to_string());
                Some(template)
            } else {
                None
            };
            let draft = plan::draft(tx, &principal, plan, demo.now).await?;
            world.study(tx, draft.id, &team).await?;
            plan::adopt(tx, vault, &principal, draft.id, IfMatch(draft.version), demo.now).await?;
            if first {
                let village = school.villages[0].id;
                liaison::add(tx, vault, &principal, school.central.id, village, demo.now).await?;
            }
            if first {
                topics::group(tx, &principal, demo.now).await?;
                let office = acting(&team.office, Role::Office, school);
                Box::pin(outside::write(tx, vault, &office, school, &categories, demo.now)).await?;
                systems::write(tx, vault, school.central.id, demo.now).await?;
            }
            if let Some(template) = template {
                duties::next_version(tx, template, demo.now).await?;
                world.waivers(tx, &principal, &team, demo.now).await?;
            }
            Ok(())
        })
        .await?;
        if first {
            let terms = world.calendar.last_two_terms(demo.today);
            let evaluating = Evaluating {
                vault,
                school,
                team: &team,
                holder: &principal,
                now: demo.now,
                terms,
            };
            db::write(db, async |tx| Box::pin(evaluating.write(tx)).await).await?;
        }
        // One school's are enough to see what a report is.
        if first {
            let reporting = Reporting {
                db,
                vault,
                author: &principal,
                now: demo.now,
            };
            reporting
                .write(school, world.calendar.last_two_terms(demo.today))
                .await?;
        }
    }
    Box::pin(clocks::remind(db, demo.now)).await
}

/// The demo's password: the file's, or a random one that is written there, readable by the owner only.
pub fn password(file: &Path) -> std::io::Result<String> {
    match fs::read_to_string(file) {
        Ok(password) => Ok(password.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let random: [u8; 9] = vault::random().map_err(std::io::Error::other)?;
            let password = format!("Demo-{}-7", BASE64_URL_SAFE_NO_PAD.encode(random));
            vault::write_secret(file, &password)?;
            Ok(password)
        }
        Err(error) => Err(error),
    }
}

/// Everything while it is being made.
struct World {
    dice: Dice,
    /// For what came later into the demo: everything before stays as it was.
    told_dice: Dice,
    rows: Rows,
    calendar: Calendar,
    pupil_numbers: HashSet<String>,
    /// Who is linked to which household already.
    tied: HashSet<(PersonId, Uuid)>,
    today: NaiveDate,
    since: NaiveDate,
    at: DateTime<Utc>,
}

impl World {
    /// The tree of units with its calendar and the accounts that stand above the schools.
    fn units(demo: &Demo<'_>) -> (Self, Vec<School>) {
        let mut dice = Dice::new(20_120_307);
        let since = demo.today - TimeDelta::days(600);
        let at = since.and_time(NaiveTime::MIN).and_utc();
        let mut tree = Tree::new(at);
        let bureau = tree.bureau(&mut dice);
        let calendar = schools::calendar(&mut dice, demo.today, at);
        let mut rows = Rows::default();
        schools::calendar_rows(&mut dice, &calendar, bureau.id, at, &mut rows);
        let count = match demo.size {
            Size::City | Size::CityUnits => 28,
            Size::Bureau => 3,
            Size::Units | Size::Small | Size::School => 1,
        };
        let schools: Vec<_> = (0..count)
            .map(|index| tree.school(&mut dice, bureau.id, index))
            .collect();
        rows.org_units = tree.units;
        rows.org_unit_closure = tree.closure;
        let mut world = Self {
            dice,
            told_dice: Dice::new(20_261_126),
            rows,
            calendar,
            pupil_numbers: HashSet::new(),
            tied: HashSet::new(),
            today: demo.today,
            since,
            at,
        };
        let mut hiring = world.hiring(demo, &schools[0]);
        hiring.open_account_with("admin", "系统管理员", None, &[(Role::Admin, None)]);
        hiring.open_account_with("auditor", "审计员", None, &[(Role::Auditor, None)]);
        hiring.open_account("bureau", "教育局工作人员", None, &[(Role::Bureau, bureau.id)]);
        (world, schools)
    }

    fn hiring<'a>(&'a mut self, demo: &'a Demo<'_>, school: &'a School) -> Hiring<'a> {
        let login = Login {
            password_hash: demo.password_hash,
            prefix: &school.prefix,
        };
        Hiring {
            dice: &mut self.dice,
            rows: &mut self.rows,
            login,
            since: self.since,
            at: self.at,
            number: 0,
        }
    }

    /// Staff and families of one school.
    fn people(&mut self, demo: &Demo<'_>, vault: &Vault, school: &School) -> Result<(Team, Vec<families::Class>)> {
        let (extra, percent) = match demo.size {
            Size::City | Size::CityUnits => (29, 107),
            Size::Small | Size::Bureau => (0, 20),
            Size::School | Size::Units => (0, 100),
        };
        let team = self.hiring(demo, school).team(school, extra);
        let (dice, rows, calendar) = (&mut self.dice, &mut self.rows, &self.calendar);
        let classes = Growing {
            dice,
            rows,
            vault,
            calendar,
            taken: &mut self.pupil_numbers,
            at: self.at,
        }
        .classes(school, &team, percent)?;
        Ok((team, classes))
    }

    /// A school with a year of work; returns its principal, who adopts the plan, and its staff.
    fn at_work(
        &mut self,
        demo: &Demo<'_>,
        vault: &Vault,
        school: &School,
        categories: &Categories,
    ) -> Result<(Actor, Team)> {
        let (team, classes) = self.people(demo, vault, school)?;
        let work = match demo.size {
            Size::City => 120,
            Size::Small | Size::Bureau => 25,
            Size::School | Size::Units | Size::CityUnits => 100,
        };
        self.link(school, &team, &classes);
        self.year_of_work(school, &team, &classes, demo.today, work);
        self.keepsakes(school, &team, &classes, demo.today);
        let concerns = usize::try_from(work).unwrap_or(100) * 15;
        self.year_of_concerns(school, &team, categories, vault, concerns, demo.now)?;
        self.hearings_and_checks(school, &team, demo.now);
        self.registers(school, &team);
        self.told(&team);
        self.views_and_templates(school, &team);
        self.oversight(school, &team, demo.now);
        let principal = acting(&team.principal, Role::Principal, school);
        Ok((principal, team))
    }
}

/// Somebody of a school at work, for what goes through the features.
fn acting(who: &Staff, role: Role, school: &School) -> Actor {
    Actor {
        account_id: who.account,
        session_id: SessionId::new(),
        person_id: Some(who.person),
        display_name: who.name.clone(),
        must_change_password: false,
        grants: vec![Grant {
            role,
            unit_id: Some(school.central.id),
            within: Within::Everything,
        }],
        system: None,
    }
}
