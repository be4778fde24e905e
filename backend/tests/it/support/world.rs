//! The people every test knows: two central schools, villages, staff, classes and families.
//!
//! Ids are the same in every database, so that the world is inserted once, into the template.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use lianxin::{
    auth::password::Passwords,
    db::search::index_text,
    entities::{
        account::{self, AccountStatus},
        appointment::{self, Post},
        calendar_day::{self, CalendarDayKind},
        class::{self, Stage},
        enrolment,
        guardian::{self, GuardianRelation},
        household,
        ids::{
            AccountId, AppointmentId, CalendarDayId, ClassId, EnrolmentId, GuardianId, HouseholdId, OrgUnitId,
            PersonId, RankId, RoleGrantId, SchoolYearId, SessionId, StudentId, TeachingAssignmentId, TermId,
        },
        org_unit::{self, DepartmentFunction, OrgUnitKind},
        org_unit_closure,
        person::{self, EmploymentStatus, Sex},
        rank::{self, Rank},
        role_grant::{self, Role},
        school_year, session,
        student::{self, StudentStatus},
        teaching_assignment, term,
        text_list::TextList,
    },
    vault::Vault,
};
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use super::PASSWORD;

/// A member of staff with an account of the same name.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub account: AccountId,
    pub person: PersonId,
}

/// A family: its household, one guardian, and the pupils in it.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    pub household: HouseholdId,
    pub guardian: GuardianId,
    pub pupil: StudentId,
}

/// Who is who. Field names of members are user names: `app.as_("teacher_a")`.
#[derive(Debug, Clone)]
pub struct World {
    // units
    /// 教育局 (JY), the root.
    pub bureau: OrgUnitId,
    /// 青山中心小学 (QS).
    pub school: OrgUnitId,
    /// 东村完小 (DC), of `school`.
    pub east: OrgUnitId,
    /// 西村完小 (XC), of `school`.
    pub west: OrgUnitId,
    /// 青山幼儿园 (YE), of `school`.
    pub kindergarten: OrgUnitId,
    /// 总务处 (ZW), of `school`.
    pub general_affairs: OrgUnitId,
    /// 教科室 (JK), of `school`.
    pub teaching_research: OrgUnitId,
    /// 红土中心小学 (HT), of `bureau`: another school.
    pub other: OrgUnitId,

    // accounts without a person
    pub admin: AccountId,
    pub auditor: AccountId,
    /// Reads what lies below the bureau.
    pub bureau_officer: AccountId,
    /// No role at all.
    pub powerless: AccountId,

    // staff of `school` and below
    pub principal: Member,
    pub office: Member,
    /// Vice principal: a leader at `school`, rank school leader.
    pub vice: Member,
    /// Director of general affairs: a leader at `general_affairs`, rank middle leader.
    pub logistics: Member,
    pub east_principal: Member,
    pub west_principal: Member,
    /// At `east`: homeroom and Chinese of `east_3_1`.
    pub teacher_a: Member,
    /// At `east`: mathematics of `east_3_1` and `east_1_1`.
    pub teacher_b: Member,
    /// At `west`: homeroom and Chinese of `west_4_1`.
    pub teacher_c: Member,
    /// At `east`, staff without an account.
    pub cook: PersonId,

    // staff of `other`
    pub stranger: Member,
    pub stranger_office: Member,

    // time; the clock stands in `term`
    /// 2026–2027学年 of `school`.
    pub year: SchoolYearId,
    /// 2026-08-31 … 2027-01-15.
    pub term: TermId,
    /// 2025–2026学年 of `school`.
    pub last_year: SchoolYearId,
    /// 2026-03-02 … 2026-07-10.
    pub last_term: TermId,
    /// 2026–2027学年 of `other`.
    pub other_year: SchoolYearId,
    pub other_term: TermId,

    // classes
    pub east_1_1: ClassId,
    pub east_3_1: ClassId,
    pub west_4_1: ClassId,
    /// Of `other`.
    pub other_2_1: ClassId,

    // families
    /// 李明 in `east_3_1` with a younger sister in `east_1_1`; phone 13800001111.
    pub li: Family,
    /// 李华 in `east_1_1`, of the household `li`.
    pub li_sister: StudentId,
    /// 王芳 in `east_3_1`.
    pub wang: Family,
    /// 张强 in `east_3_1`.
    pub zhang: Family,
    /// 何欣 in `east_3_1`.
    pub he: Family,
    /// 杨洋 in `east_1_1`.
    pub yang: Family,
    /// 赵磊 in `west_4_1`.
    pub zhao: Family,
    /// 陈静 in `west_4_1`.
    pub chen: Family,
    /// 周杰 in `west_4_1`.
    pub zhou: Family,
    /// 吴丹 in `other_2_1`.
    pub wu: Family,
}

/// Somebody with an account: user name, name, account, and what he is.
struct Cast {
    username: &'static str,
    name: &'static str,
    account: AccountId,
    staff: Option<Staff>,
    role: Option<(Role, Option<OrgUnitId>)>,
}

struct Staff {
    person: PersonId,
    unit: OrgUnitId,
    post: Post,
    rank: Rank,
}

/// Numbers ids one after the other, in the form of `UUIDv7`.
struct Ids(u128);

impl Ids {
    fn next(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + self.0)
    }

    fn unit(&mut self) -> OrgUnitId {
        OrgUnitId(self.next())
    }

    fn account(&mut self) -> AccountId {
        AccountId(self.next())
    }

    fn member(&mut self) -> Member {
        Member {
            account: self.account(),
            person: PersonId(self.next()),
        }
    }

    fn family(&mut self) -> Family {
        Family {
            household: HouseholdId(self.next()),
            guardian: GuardianId(self.next()),
            pupil: StudentId(self.next()),
        }
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl World {
    /// The ids; they are the same every time.
    pub fn new() -> Self {
        let mut ids = Ids(0);
        Self {
            bureau: ids.unit(),
            school: ids.unit(),
            east: ids.unit(),
            west: ids.unit(),
            kindergarten: ids.unit(),
            general_affairs: ids.unit(),
            teaching_research: ids.unit(),
            other: ids.unit(),
            admin: ids.account(),
            auditor: ids.account(),
            bureau_officer: ids.account(),
            powerless: ids.account(),
            principal: ids.member(),
            office: ids.member(),
            vice: ids.member(),
            logistics: ids.member(),
            east_principal: ids.member(),
            west_principal: ids.member(),
            teacher_a: ids.member(),
            teacher_b: ids.member(),
            teacher_c: ids.member(),
            cook: PersonId(ids.next()),
            stranger: ids.member(),
            stranger_office: ids.member(),
            year: SchoolYearId(ids.next()),
            term: TermId(ids.next()),
            last_year: SchoolYearId(ids.next()),
            last_term: TermId(ids.next()),
            other_year: SchoolYearId(ids.next()),
            other_term: TermId(ids.next()),
            east_1_1: ClassId(ids.next()),
            east_3_1: ClassId(ids.next()),
            west_4_1: ClassId(ids.next()),
            other_2_1: ClassId(ids.next()),
            li: ids.family(),
            li_sister: StudentId(ids.next()),
            wang: ids.family(),
            zhang: ids.family(),
            he: ids.family(),
            yang: ids.family(),
            zhao: ids.family(),
            chen: ids.family(),
            zhou: ids.family(),
            wu: ids.family(),
        }
    }

    /// The account of a user name.
    #[track_caller]
    pub fn account(&self, username: &str) -> AccountId {
        let cast = self.cast();
        let found = cast.iter().find(|who| who.username == username);
        found.unwrap_or_else(|| panic!("nobody is called {username}")).account
    }

    #[rustfmt::skip]
    fn cast(&self) -> Vec<Cast> {
        let nobody = |username, name, account, role| Cast { username, name, account, staff: None, role };
        let staff = |username, name, member: Member, unit, post, rank, role, at| Cast {
            username,
            name,
            account: member.account,
            staff: Some(Staff { person: member.person, unit, post, rank }),
            role: Some((role, Some(at))),
        };
        vec![
            nobody("admin", "系统管理员", self.admin, Some((Role::Admin, None))),
            nobody("auditor", "审计员", self.auditor, Some((Role::Auditor, None))),
            nobody("bureau_officer", "教育局", self.bureau_officer, Some((Role::Bureau, Some(self.bureau)))),
            nobody("powerless", "无授权", self.powerless, None),
            staff("principal", "高建国", self.principal, self.school, Post::Principal, Rank::SchoolLeader, Role::Principal, self.school),
            staff("office", "林秀英", self.office, self.school, Post::OfficeDirector, Rank::MiddleLeader, Role::Office, self.school),
            staff("vice", "马志远", self.vice, self.school, Post::VicePrincipal, Rank::SchoolLeader, Role::Leader, self.school),
            staff("logistics", "郭大勇", self.logistics, self.school, Post::GeneralAffairsDirector, Rank::MiddleLeader, Role::Leader, self.general_affairs),
            staff("east_principal", "罗正明", self.east_principal, self.east, Post::BranchPrincipal, Rank::BranchPrincipal, Role::BranchPrincipal, self.east),
            staff("west_principal", "宋春华", self.west_principal, self.west, Post::BranchPrincipal, Rank::BranchPrincipal, Role::BranchPrincipal, self.west),
            staff("teacher_a", "杨丽萍", self.teacher_a, self.east, Post::Teacher, Rank::Teacher, Role::Teacher, self.east),
            staff("teacher_b", "李国强", self.teacher_b, self.east, Post::Teacher, Rank::Teacher, Role::Teacher, self.east),
            staff("teacher_c", "普文秀", self.teacher_c, self.west, Post::Teacher, Rank::Teacher, Role::Teacher, self.west),
            staff("stranger", "何远", self.stranger, self.other, Post::Teacher, Rank::Teacher, Role::Teacher, self.other),
            staff("stranger_office", "许静", self.stranger_office, self.other, Post::OfficeDirector, Rank::MiddleLeader, Role::Office, self.other),
        ]
    }

    /// Writes the world through the entities.
    pub(super) async fn insert(&self, db: &DatabaseConnection, vault: &Vault, now: DateTime<Utc>) {
        let mut ids = Ids(1 << 32);
        self.insert_units(db, now).await;
        self.insert_years(db, now, &mut ids).await;
        self.insert_staff(db, now, &mut ids).await;
        self.insert_classes(db, now, &mut ids).await;
        self.insert_families(db, vault, now, &mut ids).await;
    }

    async fn insert_units(&self, db: &DatabaseConnection, now: DateTime<Utc>) {
        use DepartmentFunction::{GeneralAffairs, TeachingResearch};
        use OrgUnitKind::{Bureau, CentralSchool, Department, Kindergarten, VillageSchool};
        let root = vec![self.bureau];
        let below = vec![self.bureau, self.school];
        let units = [
            (self.bureau, vec![], Bureau, "云岭县教育局", "教育局", "JY", None),
            (
                self.school,
                root.clone(),
                CentralSchool,
                "青山中心小学",
                "青山",
                "QS",
                None,
            ),
            (self.east, below.clone(), VillageSchool, "东村完小", "东村", "DC", None),
            (self.west, below.clone(), VillageSchool, "西村完小", "西村", "XC", None),
            (
                self.kindergarten,
                below.clone(),
                Kindergarten,
                "青山幼儿园",
                "幼儿园",
                "YE",
                None,
            ),
            (
                self.general_affairs,
                below.clone(),
                Department,
                "总务处",
                "总务",
                "ZW",
                Some(GeneralAffairs),
            ),
            (
                self.teaching_research,
                below,
                Department,
                "教科室",
                "教科",
                "JK",
                Some(TeachingResearch),
            ),
            (self.other, root, CentralSchool, "红土中心小学", "红土", "HT", None),
        ];
        let mut links = Vec::new();
        let mut rows = Vec::new();
        for (position, (id, above, kind, name, short_name, code, function)) in (0..).zip(units) {
            rows.push(org_unit::Model {
                id,
                parent_id: above.last().copied(),
                kind,
                name: name.into(),
                short_name: short_name.into(),
                code: code.into(),
                school_code: None,
                position,
                function,
                closed_on: None,
                version: 1,
                created_at: now,
                updated_at: now,
            });
            for (depth, ancestor_id) in (0..).zip([id].into_iter().chain(above.into_iter().rev())) {
                links.push(org_unit_closure::Model {
                    ancestor_id,
                    descendant_id: id,
                    depth,
                });
            }
        }
        add::<org_unit::Entity, _>(db, rows).await;
        add::<org_unit_closure::Entity, _>(db, links).await;
    }

    async fn insert_years(&self, db: &DatabaseConnection, now: DateTime<Utc>, ids: &mut Ids) {
        let year = |id, unit_id, name: &str, starts_on, ends_on| school_year::Model {
            id,
            unit_id,
            name: name.into(),
            starts_on: day(starts_on),
            ends_on: day(ends_on),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let years = vec![
            year(self.year, self.school, "2026–2027学年", "2026-08-31", "2027-07-09"),
            year(self.last_year, self.school, "2025–2026学年", "2025-09-01", "2026-07-10"),
            year(self.other_year, self.other, "2026–2027学年", "2026-08-31", "2027-07-09"),
        ];
        add::<school_year::Entity, _>(db, years).await;
        let term = |id, school_year_id, unit_id, name: &str, starts_on, ends_on, months: &[&str]| term::Model {
            id,
            school_year_id,
            unit_id,
            name: name.into(),
            starts_on: day(starts_on),
            ends_on: day(ends_on),
            teaching_months: TextList(months.iter().map(ToString::to_string).collect()),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let autumn = ["2026-09", "2026-10", "2026-11", "2026-12"];
        let spring = ["2026-03", "2026-04", "2026-05", "2026-06"];
        let (begins, ends) = ("2026-08-31", "2027-01-15");
        let terms = vec![
            term(self.term, self.year, self.school, "第一学期", begins, ends, &autumn),
            term(
                self.last_term,
                self.last_year,
                self.school,
                "第二学期",
                "2026-03-02",
                "2026-07-10",
                &spring,
            ),
            term(
                self.other_term,
                self.other_year,
                self.other,
                "第一学期",
                begins,
                ends,
                &autumn,
            ),
        ];
        add::<term::Entity, _>(db, terms).await;
        let holidays = (1..=7).map(|number| calendar_day::Model {
            id: CalendarDayId(ids.next()),
            unit_id: self.school,
            day: day(&format!("2026-10-0{number}")),
            kind: CalendarDayKind::Holiday,
            note: Some("国庆节".into()),
            version: 1,
            created_at: now,
            updated_at: now,
        });
        add::<calendar_day::Entity, _>(db, holidays.collect()).await;
    }

    async fn insert_staff(&self, db: &DatabaseConnection, now: DateTime<Utc>, ids: &mut Ids) {
        let password = Passwords::new().unwrap().hash(PASSWORD.to_owned()).await.unwrap();
        let since = day("2025-09-01");
        let person = |(number, id, unit_id, name): (usize, _, _, &str), party| person::Model {
            id,
            unit_id,
            name: name.into(),
            search: index_text([name]),
            staff_number: Some(format!("T{number:04}")),
            sex: if number.is_multiple_of(2) {
                Sex::Male
            } else {
                Sex::Female
            },
            ethnic_group: Some("01".into()),
            political_affiliation: Some(if party { "01" } else { "13" }.into()),
            phone: Some(format!("1390000{number:04}")),
            employment_status: EmploymentStatus::Active,
            id_number_digest: None,
            left_on: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let mut people = vec![person((999, self.cook, self.east, "段师傅"), false)];
        let (mut appointments, mut ranks, mut accounts, mut grants, mut sessions) =
            (vec![], vec![], vec![], vec![], vec![]);
        for (number, who) in self.cast().into_iter().enumerate() {
            if let Some(staff) = &who.staff {
                let party = matches!(staff.rank, Rank::SchoolLeader);
                people.push(person((number, staff.person, staff.unit, who.name), party));
                appointments.push(appointment::Model {
                    id: AppointmentId(ids.next()),
                    person_id: staff.person,
                    unit_id: staff.unit,
                    post: staff.post,
                    starts_on: since,
                    ends_on: None,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                });
                ranks.push(rank::Model {
                    id: RankId(ids.next()),
                    person_id: staff.person,
                    rank: staff.rank,
                    starts_on: since,
                    ends_on: None,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                });
            }
            if let Some((role, unit_id)) = who.role {
                grants.push(role_grant::Model {
                    id: RoleGrantId(ids.next()),
                    account_id: who.account,
                    role,
                    unit_id,
                    starts_on: since,
                    ends_on: None,
                    granted_by: None,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                });
            }
            accounts.push(account::Model {
                id: who.account,
                username: who.username.into(),
                display_name: who.name.into(),
                person_id: who.staff.map(|staff| staff.person),
                password_hash: Some(password.clone()),
                must_change_password: false,
                status: AccountStatus::Active,
                password_changed_at: Some(now),
                version: 1,
                created_at: now,
                updated_at: now,
            });
            sessions.push(session::Model {
                id: SessionId(who.account.0),
                account_id: who.account,
                user_agent: Some("the session of app.as_()".into()),
                created_at: now,
                last_used_at: now,
                ended_at: None,
                end_reason: None,
                expires_at: now + TimeDelta::days(3650),
            });
        }
        add::<person::Entity, _>(db, people).await;
        add::<appointment::Entity, _>(db, appointments).await;
        add::<rank::Entity, _>(db, ranks).await;
        add::<account::Entity, _>(db, accounts).await;
        add::<role_grant::Entity, _>(db, grants).await;
        add::<session::Entity, _>(db, sessions).await;
    }

    async fn insert_classes(&self, db: &DatabaseConnection, now: DateTime<Utc>, ids: &mut Ids) {
        let class = |id, unit_id, school_year_id, grade, name: &str| class::Model {
            id,
            unit_id,
            school_year_id,
            stage: Stage::Primary,
            grade,
            number: 1,
            name: name.into(),
            external_code: None,
            search: index_text([name]),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let classes = vec![
            class(self.east_1_1, self.east, self.year, 1, "一年级1班"),
            class(self.east_3_1, self.east, self.year, 3, "三年级1班"),
            class(self.west_4_1, self.west, self.year, 4, "四年级1班"),
            class(self.other_2_1, self.other, self.other_year, 2, "二年级1班"),
        ];
        add::<class::Entity, _>(db, classes).await;
        let mut teaches = |member: Member, class_id, unit_id, subject: &str, homeroom| teaching_assignment::Model {
            id: TeachingAssignmentId(ids.next()),
            person_id: member.person,
            class_id,
            term_id: if unit_id == self.other {
                self.other_term
            } else {
                self.term
            },
            unit_id,
            subject: subject.into(),
            weekly_lessons: 6,
            homeroom,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let assignments = vec![
            teaches(self.teacher_a, self.east_3_1, self.east, "语文", true),
            teaches(self.teacher_b, self.east_3_1, self.east, "数学", false),
            teaches(self.teacher_b, self.east_1_1, self.east, "数学", false),
            teaches(self.teacher_c, self.west_4_1, self.west, "语文", true),
            teaches(self.stranger, self.other_2_1, self.other, "语文", true),
        ];
        add::<teaching_assignment::Entity, _>(db, assignments).await;
    }

    async fn insert_families(&self, db: &DatabaseConnection, vault: &Vault, now: DateTime<Utc>, ids: &mut Ids) {
        let families = [
            (self.li, "李明", self.east, self.east_3_1, "大树村"),
            (self.wang, "王芳", self.east, self.east_3_1, "大树村"),
            (self.zhang, "张强", self.east, self.east_3_1, "小河村"),
            (self.he, "何欣", self.east, self.east_3_1, "小河村"),
            (self.yang, "杨洋", self.east, self.east_1_1, "大树村"),
            (self.zhao, "赵磊", self.west, self.west_4_1, "西坡村"),
            (self.chen, "陈静", self.west, self.west_4_1, "西坡村"),
            (self.zhou, "周杰", self.west, self.west_4_1, "柏木村"),
            (self.wu, "吴丹", self.other, self.other_2_1, "红土村"),
        ];
        let (mut households, mut guardians, mut students) = (vec![], vec![], vec![]);
        let pupil = |id, household_id, unit_id, class_id, name: &str, number: &str| student::Model {
            id,
            unit_id,
            household_id,
            class_id: Some(class_id),
            name: name.into(),
            search: index_text([name]),
            sex: Sex::Unspecified,
            birth_date: Some(day("2017-05-20")),
            ethnic_group: Some("07".into()),
            pupil_number_sealed: Some(vault.seal("students.pupil_number", number.as_bytes()).unwrap()),
            pupil_number_digest: Some(vault.digest("students.pupil_number", number.as_bytes())),
            boarding: Some(false),
            left_behind: Some(true),
            orphan: Some(false),
            hardship: None,
            status: StudentStatus::Enrolled,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        for (number, (family, name, unit_id, class_id, village)) in (1..).zip(families) {
            let label = format!("{name}家");
            let phone = format!("1380000{number}111");
            households.push(household::Model {
                id: family.household,
                unit_id,
                search: index_text([label.as_str(), village, name]),
                label,
                address_sealed: Some(vault.seal("households.address", village.as_bytes()).unwrap()),
                village: Some(village.into()),
                version: 1,
                created_at: now,
                updated_at: now,
            });
            guardians.push(guardian::Model {
                id: family.guardian,
                household_id: family.household,
                name: format!("{}大山", name.chars().next().unwrap_or_default()),
                relation: GuardianRelation::Father,
                relation_note: None,
                phone_sealed: Some(vault.seal("guardians.phone", phone.as_bytes()).unwrap()),
                phone_last4: Some(phone[7..].to_owned()),
                id_number_digest: None,
                phone_digest: Some(vault.digest("guardians.phone", phone.as_bytes())),
                is_primary: true,
                version: 1,
                created_at: now,
                updated_at: now,
            });
            let pupil_number = format!("L53230120170520{number:04}");
            students.push(pupil(
                family.pupil,
                family.household,
                unit_id,
                class_id,
                name,
                &pupil_number,
            ));
        }
        let sister = (self.li_sister, self.li.household, self.east, self.east_1_1);
        students.push(pupil(
            sister.0,
            sister.1,
            sister.2,
            sister.3,
            "李华",
            "L532301201905200099",
        ));
        let enrolments = students.iter().filter_map(|student| {
            Some(enrolment::Model {
                id: EnrolmentId(ids.next()),
                student_id: student.id,
                class_id: student.class_id?,
                starts_on: day("2026-08-31"),
                ends_on: None,
                version: 1,
                created_at: now,
                updated_at: now,
            })
        });
        let enrolments = enrolments.collect();
        add::<household::Entity, _>(db, households).await;
        add::<guardian::Entity, _>(db, guardians).await;
        add::<student::Entity, _>(db, students).await;
        add::<enrolment::Entity, _>(db, enrolments).await;
    }
}

async fn add<E, M>(db: &DatabaseConnection, rows: Vec<M>)
where
    E: EntityTrait<Model = M>,
    M: IntoActiveModel<E::ActiveModel>,
{
    E::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .exec_without_returning(db)
        .await
        .unwrap();
}
