//! Units, school years, terms and holidays of the demo.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{dice::Dice, names, rows::Rows};
use crate::entities::{
    calendar_day::{self, CalendarDayKind},
    ids::{CalendarDayId, OrgUnitId, SchoolYearId, TermId},
    org_unit::{self, DepartmentFunction, OrgUnitKind},
    org_unit_closure, school_year, term,
};

/// How much is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// Units, calendar and the accounts of the administrator and the office only: for trying the imports.
    Units,
    /// The same for a city: for an import as large as a bureau's.
    CityUnits,
    /// The school with a fifth of its pupils and a quarter of its work: for tests.
    Small,
    /// One central school, four village schools and a kindergarten: 150 staff, 2 000 pupils.
    School,
    /// A bureau with three central schools as small as `small`: for what is seen from above.
    Bureau,
    /// A city of 28 such schools (140 schools): 5 000 staff, 60 000 pupils.
    City,
}

/// A central school with everything below it.
pub struct School {
    /// Short and unique: stands in front of user names and ledger numbers.
    pub prefix: String,
    pub central: Unit,
    pub villages: Vec<Unit>,
    pub kindergarten: Unit,
    pub departments: Vec<Department>,
}

impl School {
    /// The department with this function.
    pub fn department(&self, function: DepartmentFunction) -> &Unit {
        let found = self
            .departments
            .iter()
            .find(|department| department.function == function);
        found.map_or(&self.central, |department| &department.unit)
    }
}

pub struct Unit {
    pub id: OrgUnitId,
    pub name: String,
    pub code: String,
}

/// What a unit is called.
#[derive(Clone, Copy)]
struct Names<'a> {
    name: &'a str,
    short_name: &'a str,
    code: &'a str,
}

pub struct Department {
    pub unit: Unit,
    pub function: DepartmentFunction,
}

/// The school year that contains today, the one before it, and their terms.
pub struct Calendar {
    pub years: Vec<(SchoolYearId, NaiveDate, NaiveDate)>,
    pub terms: Vec<Term>,
}

impl Calendar {
    /// First and last day of the latest term that has begun and of the one before it.
    pub fn last_two_terms(&self, today: NaiveDate) -> [(NaiveDate, NaiveDate); 2] {
        let mut begun: Vec<_> = self.terms.iter().filter(|term| term.starts_on <= today).collect();
        begun.sort_by_key(|term| std::cmp::Reverse(term.starts_on));
        let days = |term: &&Term| (term.starts_on, term.ends_on);
        let latest = begun.first().map_or((today, today), days);
        [begun.get(1).map_or(latest, days), latest]
    }
}

#[derive(Clone, Copy)]
pub struct Term {
    pub id: TermId,
    pub year: SchoolYearId,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The plan's own units for the first school, invented townships for the others.
const FIRST_VILLAGES: [&str; 4] = ["者力", "腊脚", "水卷槽", "中邑舍"];
const SIDES: [&str; 4] = ["东", "西", "南", "北"];

pub struct Tree {
    pub units: Vec<org_unit::Model>,
    pub closure: Vec<org_unit_closure::Model>,
    at: DateTime<Utc>,
}

impl Tree {
    pub fn new(at: DateTime<Utc>) -> Self {
        Self {
            units: Vec::new(),
            closure: Vec::new(),
            at,
        }
    }

    fn plant(&mut self, dice: &mut Dice, above: &[OrgUnitId], kind: OrgUnitKind, names: Names<'_>) -> Unit {
        let Names { name, short_name, code } = names;
        let id = OrgUnitId(dice.id(self.at));
        let position = i32::try_from(self.units.len()).unwrap_or_default();
        self.units.push(org_unit::Model {
            id,
            parent_id: above.last().copied(),
            kind,
            name: name.to_owned(),
            short_name: short_name.to_owned(),
            code: code.to_owned(),
            school_code: (kind != OrgUnitKind::Department).then(|| format!("{:010}", 2_153_230_100 + self.units.len())),
            position,
            function: None,
            closed_on: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        for (distance, ancestor) in above.iter().rev().enumerate() {
            let depth = i32::try_from(distance + 1).unwrap_or_default();
            self.closure.push(org_unit_closure::Model {
                ancestor_id: *ancestor,
                descendant_id: id,
                depth,
            });
        }
        self.closure.push(org_unit_closure::Model {
            ancestor_id: id,
            descendant_id: id,
            depth: 0,
        });
        Unit {
            id,
            name: name.to_owned(),
            code: code.to_owned(),
        }
    }

    pub fn bureau(&mut self, dice: &mut Dice) -> Unit {
        let names = Names {
            name: "示范市教育局",
            short_name: "教育局",
            code: "JYJ",
        };
        self.plant(dice, &[], OrgUnitKind::Bureau, names)
    }

    /// The `index`-th school of the city.
    pub fn school(&mut self, dice: &mut Dice, bureau: OrgUnitId, index: usize) -> School {
        let (township, prefix) = match index {
            0 => ("大地基".to_owned(), "DDJ".to_owned()),
            _ => (
                names::TOWNSHIPS[(index - 1) % names::TOWNSHIPS.len()].to_owned(),
                format!("S{index:02}"),
            ),
        };
        let suffix = if index == 0 { "乡中心小学" } else { "中心小学" };
        let central = self.plant(
            dice,
            &[bureau],
            OrgUnitKind::CentralSchool,
            Names {
                name: &format!("{township}{suffix}"),
                short_name: &township,
                code: &prefix,
            },
        );
        let above = [bureau, central.id];
        let villages = (0..4)
            .map(|number| {
                let short = if index == 0 {
                    FIRST_VILLAGES[number].to_owned()
                } else {
                    format!("{township}{}", SIDES[number])
                };
                let names = Names {
                    name: &format!("{short}完小"),
                    short_name: &short,
                    code: &format!("{prefix}{}", number + 1),
                };
                self.plant(dice, &above, OrgUnitKind::VillageSchool, names)
            })
            .collect();
        let kindergarten_name = if index == 0 {
            "博斯贝贝幼儿园".to_owned()
        } else {
            format!("{township}幼儿园")
        };
        let kindergarten = self.plant(
            dice,
            &above,
            OrgUnitKind::Kindergarten,
            Names {
                name: &kindergarten_name,
                short_name: "幼儿园",
                code: &format!("{prefix}5"),
            },
        );
        let departments = [
            ("领导小组办公室", "办公室", DepartmentFunction::Office),
            ("总务处", "总务", DepartmentFunction::GeneralAffairs),
            ("教科室", "教科室", DepartmentFunction::TeachingResearch),
            ("少先队大队部", "少先队", DepartmentFunction::YoungPioneers),
            ("财务室", "财务", DepartmentFunction::Finance),
        ]
        .into_iter()
        .enumerate()
        .map(|(number, (name, short_name, function))| {
            let names = Names {
                name,
                short_name,
                code: &format!("{prefix}{}", number + 6),
            };
            let unit = self.plant(dice, &above, OrgUnitKind::Department, names);
            if let Some(planted) = self.units.last_mut() {
                planted.function = Some(function);
            }
            Department { unit, function }
        })
        .collect();
        School {
            prefix,
            central,
            villages,
            kindergarten,
            departments,
        }
    }
}

/// Two school years with their terms; a school year begins on 1 September.
pub fn calendar(dice: &mut Dice, today: NaiveDate, at: DateTime<Utc>) -> Calendar {
    let this_year = if today.month() >= 9 {
        today.year()
    } else {
        today.year() - 1
    };
    let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today);
    let mut years = Vec::new();
    let mut terms = Vec::new();
    for year in [this_year - 1, this_year] {
        let id = SchoolYearId(dice.id(at));
        years.push((id, date(year, 9, 1), date(year + 1, 8, 31)));
        for (starts_on, ends_on) in [
            (date(year, 9, 1), date(year + 1, 1, 17)),
            (date(year + 1, 2, 28), date(year + 1, 7, 10)),
        ] {
            terms.push(Term {
                id: TermId(dice.id(at)),
                year: id,
                starts_on,
                ends_on,
            });
        }
    }
    Calendar { years, terms }
}

/// The rows of a calendar for the unit it belongs to.
pub fn calendar_rows(dice: &mut Dice, calendar: &Calendar, unit_id: OrgUnitId, at: DateTime<Utc>, rows: &mut Rows) {
    let years = calendar
        .years
        .iter()
        .map(|(id, starts_on, ends_on)| school_year::Model {
            id: *id,
            unit_id,
            name: format!("{}—{}学年", starts_on.year(), ends_on.year()),
            starts_on: *starts_on,
            ends_on: *ends_on,
            version: 1,
            created_at: at,
            updated_at: at,
        });
    let terms = calendar.terms.iter().map(|term| {
        let autumn = term.starts_on.month() >= 8;
        let first = if autumn {
            term.starts_on.year()
        } else {
            term.starts_on.year() - 1
        };
        term::Model {
            id: term.id,
            school_year_id: term.year,
            unit_id,
            name: format!("{first}—{}学年{}学期", first + 1, if autumn { "第一" } else { "第二" }),
            starts_on: term.starts_on,
            ends_on: term.ends_on,
            teaching_months: teaching_months(term.starts_on, autumn).into(),
            version: 1,
            created_at: at,
            updated_at: at,
        }
    });
    let mut days = Vec::new();
    for (_, starts_on, _) in &calendar.years {
        let year = starts_on.year();
        let off = [
            (year, 10, 1, "国庆节"),
            (year, 10, 2, "国庆节"),
            (year, 10, 5, "国庆节"),
            (year, 10, 6, "国庆节"),
            (year, 10, 7, "国庆节"),
            (year + 1, 1, 1, "元旦"),
            (year + 1, 4, 6, "清明节"),
            (year + 1, 5, 1, "劳动节"),
        ];
        for (year, month, day, note) in off {
            days.extend(NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, CalendarDayKind::Holiday, note)));
        }
        days.extend(NaiveDate::from_ymd_opt(year, 10, 10).map(|day| (day, CalendarDayKind::MakeUp, "国庆节调休上班")));
    }
    let days = days.into_iter().map(|(day, kind, note)| calendar_day::Model {
        id: CalendarDayId(dice.id(at)),
        unit_id,
        day,
        kind,
        note: Some(note.to_owned()),
        version: 1,
        created_at: at,
        updated_at: at,
    });
    rows.school_years.extend(years);
    rows.terms.extend(terms);
    rows.calendar_days.extend(days);
}

/// Four full teaching months a term, so that ten lessons a month make forty.
fn teaching_months(starts_on: NaiveDate, autumn: bool) -> Vec<String> {
    let first = if autumn { 9 } else { 3 };
    (first..first + 4)
        .map(|month| format!("{}-{month:02}", starts_on.year()))
        .collect()
}
