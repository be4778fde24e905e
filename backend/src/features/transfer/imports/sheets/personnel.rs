//! The national teacher sheet (教师表).

use super::{Cells, SCHOOL_CODE};
use crate::{
    entities::{
        ids::OrgUnitId,
        import_row::RowProblem,
        person::{EmploymentStatus, Sex},
        rank::Rank,
    },
    features::{
        personnel::{codes, import::PersonRow},
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
    language::text,
};

pub const NAME: &str = "姓名";
const SEX: &str = "性别";
const STAFF_NUMBER: &str = "教职工号";
const ID_KIND: &str = "身份证件类型";
const ID_NUMBER: &str = "身份证件号";
const ETHNIC_GROUP: &str = "民族";
const AFFILIATION: &str = "政治面貌";
const CATEGORY: &str = "教职工类别";
const STATUS: &str = "人员状态";
const PHONE: &str = "联系电话";

pub const COLUMNS: &[Column] = &[
    Column::required(NAME).also(&["教师姓名", "教职工姓名"]),
    Column::required(SEX),
    Column::optional(STAFF_NUMBER).also(&["工号", "教职工编号", "教师编号"]),
    Column::optional(ID_KIND).also(&["证件类型"]),
    Column::optional(ID_NUMBER).also(&["身份证号", "身份证号码", "证件号码", "身份证件号码"]),
    Column::optional(ETHNIC_GROUP),
    Column::optional(AFFILIATION),
    Column::optional(CATEGORY),
    Column::optional(STATUS),
    Column::optional(PHONE).also(&["手机", "手机号", "手机号码", "电话", "移动电话"]),
    Column::optional(SCHOOL_CODE).also(&["学校(机构)标识码", "机构标识码"]),
];

/// The header of the column that a field of [`PersonRow`] comes from.
pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "name" => Some(NAME),
        "unit" => Some(SCHOOL_CODE),
        "sex" => Some(SEX),
        "staff_number" => Some(STAFF_NUMBER),
        "id_number" => Some(ID_NUMBER),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<PersonRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let name = row.required(NAME).map(values::name);
    let sex = row.required(SEX);
    let sex = sex.and_then(|_| {
        row.read(
            SEX,
            "sex",
            &text("请填“男”或“女”", "write 男 or 女"),
            |written| codes::sex(values::bare(written)),
        )
    });
    let id_number = values::is_resident_id(row.text(ID_KIND))
        .then(|| row.read(ID_NUMBER, "resident_id", &resident_id_is_wrong(), codes::resident_id))
        .flatten();
    let ethnic_group = row.read(
        ETHNIC_GROUP,
        "ethnic_group",
        &text("没有这个民族", "there is no such ethnic group"),
        ethnic_group,
    );
    let political_affiliation = row.read(
        AFFILIATION,
        "political_affiliation",
        &text("没有这种政治面貌", "there is no such political affiliation"),
        political_affiliation,
    );
    let phone = row.read(PHONE, "phone", &phone_is_wrong(), codes::phone);
    let employment_status = row.read(
        STATUS,
        "employment_status",
        &text("请填在职、退休或离职", "write 在职, 退休 or 离职"),
        employment_status,
    );
    if unit_id.is_none() {
        row.refuse(SCHOOL_CODE, "unknown_unit", &unit_is_unknown());
    }
    let staff_number = row.text(STAFF_NUMBER).map(str::to_owned);
    let rank = Some(rank(row.text(CATEGORY)));
    let read = name.zip(unit_id).map(|(name, unit_id)| PersonRow {
        unit_id,
        name,
        sex: sex.unwrap_or(Sex::Unknown),
        id_number,
        staff_number,
        ethnic_group,
        political_affiliation,
        phone,
        employment_status,
        rank,
    });
    row.finish(read)
}

/// Leaders begin as teachers too: their rank is a decision, not a column of the sheet.
fn rank(category: Option<&str>) -> Rank {
    match category.map(values::bare) {
        None => Rank::Teacher,
        Some(category) if category.contains("教师") => Rank::Teacher,
        Some(_) => Rank::Staff,
    }
}

fn employment_status(written: &str) -> Option<EmploymentStatus> {
    let written = values::bare(written);
    let says = |words: &[&str]| words.iter().any(|word| written.contains(word));
    if says(&["退休", "离休"]) {
        Some(EmploymentStatus::Retired)
    } else if says(&["离职", "调出", "辞职", "开除", "解聘", "死亡", "去世", "离岗"]) {
        Some(EmploymentStatus::Left)
    } else if says(&["在职", "在岗", "在编", "在校", "病", "产假", "进修", "借调", "交流"]) {
        Some(EmploymentStatus::Active)
    } else {
        None
    }
}

pub fn ethnic_group(written: &str) -> Option<String> {
    codes::ethnic_group(values::bare(written)).map(str::to_owned)
}

fn political_affiliation(written: &str) -> Option<String> {
    codes::political_affiliation(values::bare(written)).map(str::to_owned)
}

pub fn resident_id_is_wrong() -> crate::language::Text {
    text(
        "身份证号有误：位数、日期或校验码不符",
        "not a valid resident id: length, date or check digit",
    )
}

pub fn phone_is_wrong() -> crate::language::Text {
    text(
        "电话号码有误：须为 11 位手机号或带区号的固定电话",
        "not a valid phone number: 11 digits, or a fixed one with its area code",
    )
}
