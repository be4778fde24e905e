//! Sample workbooks with the headers that schools hold: a national teacher sheet and a national pupil sheet.

use std::{collections::HashMap, path::Path};

use chrono::{DateTime, NaiveDate, Utc};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{Demo, Size, World, families::resident_id};
use crate::{
    entities::{
        guardian::{self, GuardianRelation},
        ids::{ClassId, HouseholdId, OrgUnitId},
        person::Sex,
    },
    error::{Error, Result},
    vault::Vault,
};

const TEACHER_COLUMNS: &str = include_str!("../features/transfer/teacher-sheet-columns.txt");
const PUPIL_COLUMNS: &str = include_str!("../features/transfer/pupil-sheet-columns.txt");
/// Not in the national teacher sheet, which is kept per school; with it one workbook serves all of them.
const SCHOOL_CODE: &str = "学校标识码";

/// Writes `teachers.xlsx` and `pupils.xlsx` with the people of a school (150 and 2 000) or of a city (5 000 and
/// 60 000); they fit the units of `demo --size units` and of `demo --size city-units`.
pub fn write(folder: &Path, size: Size, today: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let vault = Vault::new(&[0; 32])?;
    let demo = Demo {
        size,
        today,
        now,
        password_hash: "",
    };
    let (mut world, schools) = World::units(&demo);
    for school in &schools {
        world.people(&demo, &vault, school)?;
    }
    let codes: HashMap<OrgUnitId, String> = world
        .rows
        .org_units
        .iter()
        .filter_map(|unit| Some((unit.id, unit.school_code.clone()?)))
        .collect();
    save(teachers(&mut world, &codes), &folder.join("teachers.xlsx"))?;
    save(pupils(&world, &vault, &codes)?, &folder.join("pupils.xlsx"))
}

fn save(sheet: Result<Workbook, XlsxError>, path: &Path) -> Result<()> {
    let failed = |error: XlsxError| Error::Internal(format!("{}: {error}", path.display()));
    sheet.map_err(failed)?.save(path).map_err(failed)
}

/// A sheet that is filled by the names of its columns.
struct Sheet {
    book: Workbook,
    columns: HashMap<String, u16>,
    row: u32,
}

impl Sheet {
    fn new(columns: impl Iterator<Item = String>) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        let columns: HashMap<String, u16> = columns.zip(0..).collect();
        for (name, at) in &columns {
            sheet.write_string(0, *at, name)?;
        }
        let mut book = Workbook::new();
        book.push_worksheet(sheet);
        Ok(Self { book, columns, row: 0 })
    }

    fn next_row(&mut self) {
        self.row += 1;
    }

    fn put(&mut self, column: &str, text: &str) -> Result<(), XlsxError> {
        if let Some(at) = self.columns.get(column) {
            self.book.worksheet_from_index(0)?.write_string(self.row, *at, text)?;
        }
        Ok(())
    }
}

fn teachers(world: &mut World, codes: &HashMap<OrgUnitId, String>) -> Result<Workbook, XlsxError> {
    let columns = TEACHER_COLUMNS.lines().chain([SCHOOL_CODE]).map(str::to_owned);
    let mut sheet = Sheet::new(columns)?;
    for person in std::mem::take(&mut world.rows.personnel) {
        let born = world.dice.day(
            NaiveDate::from_ymd_opt(1968, 1, 1).unwrap_or_default(),
            NaiveDate::from_ymd_opt(2001, 12, 31).unwrap_or_default(),
        );
        sheet.next_row();
        sheet.put("姓名*", &person.name)?;
        sheet.put("性别*", sex_name(person.sex))?;
        sheet.put("教职工号", person.staff_number.as_deref().unwrap_or_default())?;
        sheet.put("国籍/地区*", "中国")?;
        sheet.put("身份证件类型*", "居民身份证")?;
        sheet.put("身份证件号*", &resident_id(&mut world.dice, born, person.sex))?;
        sheet.put("出生日期*", &born.format("%Y%m%d").to_string())?;
        sheet.put("民族*", ethnic_group_name(person.ethnic_group.as_deref()))?;
        sheet.put(
            "政治面貌*",
            if person.political_affiliation.as_deref() == Some("01") {
                "中共党员"
            } else {
                "群众"
            },
        )?;
        sheet.put("参加工作年月*", &born.format("%Y09").to_string())?;
        sheet.put("教职工类别*", "专任教师")?;
        sheet.put("是否在编*", "是")?;
        sheet.put("人员状态*", "在职")?;
        sheet.put(SCHOOL_CODE, codes.get(&person.unit_id).map_or("", String::as_str))?;
    }
    Ok(sheet.book)
}

fn pupils(world: &World, vault: &Vault, codes: &HashMap<OrgUnitId, String>) -> Result<Result<Workbook, XlsxError>> {
    let addresses = world.rows.households.iter().map(|household| {
        let sealed = household.address_sealed.as_deref().unwrap_or_default();
        Ok((household.id, vault.open_text("households.address", sealed)?))
    });
    let addresses: HashMap<HouseholdId, String> = addresses.collect::<Result<_>>()?;
    let mut guardians: HashMap<HouseholdId, Vec<(&guardian::Model, String)>> = HashMap::new();
    for guardian in &world.rows.guardians {
        let phone = vault.open_text("guardians.phone", guardian.phone_sealed.as_deref().unwrap_or_default())?;
        guardians
            .entry(guardian.household_id)
            .or_default()
            .push((guardian, phone));
    }
    let classes: HashMap<ClassId, &str> = world
        .rows
        .classes
        .iter()
        .map(|class| (class.id, class.external_code.as_deref().unwrap_or_default()))
        .collect();
    let mut numbers = HashMap::new();
    for student in &world.rows.students {
        let sealed = student.pupil_number_sealed.as_deref().unwrap_or_default();
        numbers.insert(student.id, vault.open_text("students.pupil_number", sealed)?);
    }
    let write = || -> Result<Workbook, XlsxError> {
        let mut sheet = Sheet::new(PUPIL_COLUMNS.lines().map(str::to_owned))?;
        for student in &world.rows.students {
            let address = addresses.get(&student.household_id).map_or("", String::as_str);
            let family = guardians.get(&student.household_id).map_or(&[][..], Vec::as_slice);
            let class = student
                .class_id
                .and_then(|class| classes.get(&class))
                .copied()
                .unwrap_or_default();
            sheet.next_row();
            sheet.put("学校标识码", codes.get(&student.unit_id).map_or("", String::as_str))?;
            sheet.put("姓名", &student.name)?;
            sheet.put("性别", sex_name(student.sex))?;
            sheet.put(
                "出生日期",
                &student.birth_date.unwrap_or_default().format("%Y%m%d").to_string(),
            )?;
            sheet.put("民族", ethnic_group_name(student.ethnic_group.as_deref()))?;
            sheet.put("国籍/地区", "中国")?;
            sheet.put("身份证件类型", "居民身份证")?;
            sheet.put("身份证件号", numbers.get(&student.id).map_or("", |number| &number[1..]))?;
            sheet.put("班号", class)?;
            sheet.put("入学年月", &format!("{}09", class.get(..4).unwrap_or_default()))?;
            sheet.put(
                "就读方式",
                if student.boarding == Some(true) {
                    "住校"
                } else {
                    "走读"
                },
            )?;
            sheet.put("现住址", address)?;
            sheet.put("家庭地址", address)?;
            sheet.put("联系电话", family.first().map_or("", |(_, phone)| phone))?;
            sheet.put(
                "是否留守儿童",
                if student.left_behind == Some(true) {
                    "双亲留守"
                } else {
                    "非留守儿童"
                },
            )?;
            sheet.put("是否孤儿", yes_no(student.orphan))?;
            sheet.put("是否需要申请资助", yes_no(student.hardship))?;
            for (number, (guardian, phone)) in (1..=2).zip(family) {
                sheet.put(&format!("成员{number}姓名"), &guardian.name)?;
                sheet.put(&format!("成员{number}关系"), relation_name(guardian.relation))?;
                sheet.put(&format!("成员{number}现住址"), address)?;
                sheet.put(&format!("成员{number}联系电话"), phone)?;
                sheet.put(&format!("成员{number}是否监护人"), "是")?;
            }
        }
        Ok(sheet.book)
    };
    Ok(write())
}

fn sex_name(sex: Sex) -> &'static str {
    if sex == Sex::Female { "女" } else { "男" }
}

fn ethnic_group_name(code: Option<&str>) -> &'static str {
    if code == Some("07") { "彝族" } else { "汉族" }
}

fn yes_no(answer: Option<bool>) -> &'static str {
    if answer == Some(true) { "是" } else { "否" }
}

fn relation_name(relation: GuardianRelation) -> &'static str {
    match relation {
        GuardianRelation::Father => "父亲",
        GuardianRelation::Mother => "母亲",
        GuardianRelation::Grandfather | GuardianRelation::Grandmother => "祖父母或外祖父母",
        GuardianRelation::Other => "其他",
    }
}
