//! Staff of a demo school: posts, ranks, accounts and grants.

use chrono::{DateTime, NaiveDate, Utc};

use super::{dice::Dice, names, rows::Rows, schools::School};
use crate::{
    db::search,
    entities::{
        account::{self, AccountStatus},
        appointment::{self, Post},
        ids::{AccountId, AppointmentId, OrgUnitId, PersonId, RankId, RoleGrantId},
        org_unit::DepartmentFunction,
        person::{self, EmploymentStatus},
        rank::{self, Rank},
        role_grant::{self, Role},
    },
};

#[derive(Clone)]
pub struct Staff {
    pub person: PersonId,
    pub account: AccountId,
    pub name: String,
    pub unit: OrgUnitId,
}

/// Everybody who works at a school.
pub struct Team {
    pub principal: Staff,
    pub office: Staff,
    /// 校级 and 副校级 other than the principal: three, one for each further village school.
    pub deputies: Vec<Staff>,
    /// Heads of departments with the department they lead.
    pub heads: Vec<(DepartmentFunction, Staff)>,
    /// 完小校长, in the order of the village schools, then 园长.
    pub branch_principals: Vec<Staff>,
    /// Teachers by unit: central school, village schools, kindergarten.
    pub teachers: Vec<Vec<Staff>>,
}

impl Team {
    /// The four school leaders.
    pub fn leaders(&self) -> impl Iterator<Item = &Staff> {
        std::iter::once(&self.principal).chain(&self.deputies)
    }

    /// All staff.
    pub fn everybody(&self) -> impl Iterator<Item = &Staff> {
        self.middle_and_above()
            .chain([&self.office])
            .chain(self.teachers.iter().flatten())
    }

    /// Middle leaders and above.
    pub fn middle_and_above(&self) -> impl Iterator<Item = &Staff> {
        self.leaders()
            .chain(self.heads.iter().map(|(_, head)| head))
            .chain(&self.branch_principals)
    }
}

/// What a demo account logs in with.
pub struct Login<'a> {
    pub password_hash: &'a str,
    pub prefix: &'a str,
}

pub struct Hiring<'a> {
    pub dice: &'a mut Dice,
    pub rows: &'a mut Rows,
    pub login: Login<'a>,
    pub since: NaiveDate,
    pub at: DateTime<Utc>,
    pub number: usize,
}

impl Hiring<'_> {
    /// Hires one person with a post, a rank, an account and a role.
    fn hire(&mut self, unit: OrgUnitId, post: Post, rank: Rank, username: &str, roles: &[(Role, OrgUnitId)]) -> Staff {
        self.number += 1;
        let sex = names::sex(self.dice);
        let name = names::person(self.dice, sex);
        let person = PersonId(self.dice.id(self.at));
        let staff_number = format!("{}{:04}", self.login.prefix, self.number);
        let username = if username.is_empty() {
            staff_number.to_lowercase()
        } else {
            self.username(username)
        };
        let party = matches!(rank, Rank::SchoolLeader | Rank::DeputyLeader) || self.dice.chance(30);
        self.rows.personnel.push(person::Model {
            id: person,
            unit_id: unit,
            search: search::index_text([name.as_str()]),
            name: name.clone(),
            staff_number: Some(staff_number),
            sex,
            ethnic_group: Some(if self.dice.chance(60) { "07" } else { "01" }.to_owned()),
            political_affiliation: Some(if party { "01" } else { "13" }.to_owned()),
            phone: Some(format!("13{}", self.dice.digits(9))),
            employment_status: EmploymentStatus::Active,
            id_number_digest: None,
            left_on: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        self.rows.appointments.push(appointment::Model {
            id: AppointmentId(self.dice.id(self.at)),
            person_id: person,
            unit_id: unit,
            post,
            starts_on: self.since,
            ends_on: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        self.rows.ranks.push(rank::Model {
            id: RankId(self.dice.id(self.at)),
            person_id: person,
            rank,
            starts_on: self.since,
            ends_on: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        let account = self.open_account(&username, &name, Some(person), roles);
        Staff {
            person,
            account,
            name,
            unit,
        }
    }

    /// The post of whoever was hired last is in this department; the school stays the home.
    fn appoint_in(&mut self, department: OrgUnitId) {
        if let Some(appointment) = self.rows.appointments.last_mut() {
            appointment.unit_id = department;
        }
    }

    /// The first school's names are short, the others carry their school's prefix.
    fn username(&self, name: &str) -> String {
        if self.login.prefix == "DDJ" {
            name.to_owned()
        } else {
            format!("{}-{name}", self.login.prefix.to_lowercase())
        }
    }

    pub fn open_account(
        &mut self,
        username: &str,
        name: &str,
        person: Option<PersonId>,
        roles: &[(Role, OrgUnitId)],
    ) -> AccountId {
        let grants: Vec<_> = roles.iter().map(|(role, unit)| (*role, Some(*unit))).collect();
        self.open_account_with(username, name, person, &grants)
    }

    pub fn open_account_with(
        &mut self,
        username: &str,
        name: &str,
        person: Option<PersonId>,
        grants: &[(Role, Option<OrgUnitId>)],
    ) -> AccountId {
        let id = AccountId(self.dice.id(self.at));
        self.rows.accounts.push(account::Model {
            id,
            username: username.to_owned(),
            display_name: name.to_owned(),
            person_id: person,
            password_hash: Some(self.login.password_hash.to_owned()),
            must_change_password: false,
            status: AccountStatus::Active,
            password_changed_at: Some(self.at),
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        for (role, unit_id) in grants {
            self.rows.role_grants.push(role_grant::Model {
                id: RoleGrantId(self.dice.id(self.at)),
                account_id: id,
                role: *role,
                unit_id: *unit_id,
                starts_on: self.since,
                ends_on: None,
                granted_by: None,
                version: 1,
                created_at: self.at,
                updated_at: self.at,
            });
        }
        id
    }

    /// The office director alone.
    pub fn office_only(&mut self, school: &School) -> Staff {
        let central = school.central.id;
        let department = school.department(DepartmentFunction::Office).id;
        let roles = [(Role::Office, central), (Role::Leader, department)];
        let director = self.hire(central, Post::OfficeDirector, Rank::MiddleLeader, "office", &roles);
        self.appoint_in(department);
        director
    }

    /// 150 people for a school, as many more as `extra` says.
    pub fn team(&mut self, school: &School, extra: usize) -> Team {
        let central = school.central.id;
        let principal = [(Role::Principal, central)];
        let principal = self.hire(central, Post::Principal, Rank::SchoolLeader, "principal", &principal);
        Team {
            principal,
            deputies: self.deputies(central),
            heads: self.heads(school),
            office: self.office_only(school),
            branch_principals: self.branch_principals(school),
            teachers: self.teachers(school, extra),
        }
    }

    fn deputies(&mut self, central: OrgUnitId) -> Vec<Staff> {
        let roles = [(Role::Leader, central), (Role::Teacher, central)];
        [
            (Post::PartySecretary, Rank::SchoolLeader, "secretary"),
            (Post::VicePrincipal, Rank::DeputyLeader, "vice1"),
            (Post::VicePrincipal, Rank::DeputyLeader, "vice2"),
        ]
        .into_iter()
        .map(|(post, rank, username)| self.hire(central, post, rank, username, &roles))
        .collect()
    }

    /// Who leads each department, the office apart.
    fn heads(&mut self, school: &School) -> Vec<(DepartmentFunction, Staff)> {
        let central = school.central.id;
        [
            (
                DepartmentFunction::GeneralAffairs,
                Post::GeneralAffairsDirector,
                "logistics",
            ),
            (DepartmentFunction::Finance, Post::Accountant, "finance"),
            (
                DepartmentFunction::TeachingResearch,
                Post::TeachingResearchDirector,
                "teaching",
            ),
            (
                DepartmentFunction::YoungPioneers,
                Post::YoungPioneersCounsellor,
                "pioneers",
            ),
        ]
        .into_iter()
        .map(|(function, post, username)| {
            let department = school.department(function).id;
            let roles = [(Role::Leader, department), (Role::Teacher, central)];
            let head = self.hire(central, post, Rank::MiddleLeader, username, &roles);
            self.appoint_in(department);
            (function, head)
        })
        .collect()
    }

    /// The principals of the village schools, then that of the kindergarten.
    fn branch_principals(&mut self, school: &School) -> Vec<Staff> {
        let mut principals = Vec::new();
        for (village, number) in school.villages.iter().zip(1..) {
            let roles = [(Role::BranchPrincipal, village.id), (Role::Teacher, village.id)];
            let username = format!("branch{number}");
            principals.push(self.hire(
                village.id,
                Post::BranchPrincipal,
                Rank::BranchPrincipal,
                &username,
                &roles,
            ));
        }
        let kindergarten = school.kindergarten.id;
        principals.push(self.hire(
            kindergarten,
            Post::KindergartenPrincipal,
            Rank::KindergartenPrincipal,
            "kindergarten",
            &[(Role::BranchPrincipal, kindergarten)],
        ));
        principals
    }

    /// The teachers of each unit; the first one of each has a name that can be typed.
    fn teachers(&mut self, school: &School, extra: usize) -> Vec<Vec<Staff>> {
        let sizes = [51 + extra, 17, 17, 17, 17, 17];
        let units = std::iter::once(school.central.id)
            .chain(school.villages.iter().map(|village| village.id))
            .chain([school.kindergarten.id]);
        let mut hired = Vec::new();
        for ((unit, size), number) in units.zip(sizes).zip(1..) {
            let usernames = std::iter::once(format!("teacher{number}")).chain(std::iter::repeat(String::new()));
            let roles = [(Role::Teacher, unit)];
            let team = usernames
                .take(size)
                .map(|username| self.hire(unit, Post::Teacher, Rank::Teacher, &username, &roles));
            hired.push(team.collect());
        }
        hired
    }
}
