//! The national pupil sheet (学生表).

use super::{
    Cells, SCHOOL_CODE,
    personnel::{self, phone_is_wrong, resident_id_is_wrong},
};
use crate::{
    entities::{guardian::GuardianRelation, ids::OrgUnitId, import_row::RowProblem},
    features::{
        families::import::{GuardianRow, StudentRow},
        personnel::codes,
        transfer::{
            imports::values::{self, RowReader, unit_is_unknown},
            workbook::Column,
        },
    },
    language::text,
};

const NAME: &str = personnel::NAME;
const SEX: &str = "性别";
const BIRTH_DATE: &str = "出生日期";
const ETHNIC_GROUP: &str = "民族";
const ID_KIND: &str = "身份证件类型";
const ID_NUMBER: &str = "身份证件号";
const PUPIL_NUMBER: &str = "学籍号";
const CLASS: &str = "班号";
const BOARDING: &str = "就读方式";
const ADDRESS: &str = "现住址";
const HOME_ADDRESS: &str = "家庭地址";
const PHONE: &str = "联系电话";
const LEFT_BEHIND: &str = "是否留守儿童";
const ORPHAN: &str = "是否孤儿";
const HARDSHIP: &str = "是否需要申请资助";

pub const COLUMNS: &[Column] = &[
    Column::optional(SCHOOL_CODE).also(&["学校(机构)标识码", "机构标识码"]),
    Column::required(NAME).also(&["学生姓名"]),
    Column::optional(SEX),
    Column::optional(BIRTH_DATE),
    Column::optional(ETHNIC_GROUP),
    Column::optional(ID_KIND).also(&["证件类型"]),
    Column::optional(ID_NUMBER).also(&["身份证号", "身份证号码", "证件号码", "身份证件号码"]),
    Column::optional(PUPIL_NUMBER).also(&["全国学籍号", "学籍号码"]),
    Column::required(CLASS).also(&["班级", "班级名称", "所在班级"]),
    Column::optional(BOARDING),
    Column::optional(ADDRESS),
    Column::optional(HOME_ADDRESS),
    Column::optional(PHONE),
    Column::optional(LEFT_BEHIND),
    Column::optional(ORPHAN),
    Column::optional(HARDSHIP),
    Column::optional(MEMBERS[0].name),
    Column::optional(MEMBERS[0].relation),
    Column::optional(MEMBERS[0].note),
    Column::optional(MEMBERS[0].phone),
    Column::optional(MEMBERS[0].id_kind),
    Column::optional(MEMBERS[0].id_number),
    Column::optional(MEMBERS[1].name),
    Column::optional(MEMBERS[1].relation),
    Column::optional(MEMBERS[1].note),
    Column::optional(MEMBERS[1].phone),
    Column::optional(MEMBERS[1].id_kind),
    Column::optional(MEMBERS[1].id_number),
];

/// The columns of a member of the family.
struct Member {
    name: &'static str,
    relation: &'static str,
    note: &'static str,
    phone: &'static str,
    id_kind: &'static str,
    id_number: &'static str,
}

const MEMBERS: [Member; 2] = [
    Member {
        name: "成员1姓名",
        relation: "成员1关系",
        note: "成员1关系说明",
        phone: "成员1联系电话",
        id_kind: "成员1身份证件类型",
        id_number: "成员1身份证件号",
    },
    Member {
        name: "成员2姓名",
        relation: "成员2关系",
        note: "成员2关系说明",
        phone: "成员2联系电话",
        id_kind: "成员2身份证件类型",
        id_number: "成员2身份证件号",
    },
];

/// The header of the column that a field of [`StudentRow`] comes from.
pub fn title_of(field: &str) -> Option<&'static str> {
    match field {
        "name" => Some(NAME),
        "unit" => Some(SCHOOL_CODE),
        "class" => Some(CLASS),
        "birth_date" => Some(BIRTH_DATE),
        "pupil_number" => Some(ID_NUMBER),
        _ => None,
    }
}

pub fn read(cells: &Cells, unit_id: Option<OrgUnitId>) -> Result<StudentRow, Vec<RowProblem>> {
    let mut row = RowReader::new(cells, COLUMNS);
    let name = row.required(NAME).map(values::name);
    let class = row.required(CLASS).map(str::to_owned);
    let sex = row.read(
        SEX,
        "sex",
        &text("请填“男”或“女”", "write 男 or 女"),
        |written| codes::sex(values::bare(written)),
    );
    let birth_date = row.date(BIRTH_DATE);
    let ethnic_group = row.read(
        ETHNIC_GROUP,
        "ethnic_group",
        &text("没有这个民族", "there is no such ethnic group"),
        personnel::ethnic_group,
    );
    let id_number = values::is_resident_id(row.text(ID_KIND))
        .then(|| row.read(ID_NUMBER, "resident_id", &resident_id_is_wrong(), codes::resident_id))
        .flatten();
    let pupil_number = row.read(
        PUPIL_NUMBER,
        "pupil_number",
        &text(
            "学籍号有误：须为 G 加身份证号，或 J、L 加 18 位",
            "not a valid pupil number: G and a resident id, or J or L and 18 characters",
        ),
        codes::pupil_number,
    );
    let boarding = row.read(
        BOARDING,
        "boarding",
        &text("请填走读或住校", "write 走读 or 住校"),
        boarding,
    );
    let left_behind = row.read(
        LEFT_BEHIND,
        "left_behind",
        &text("请填是、否，或留守的种类", "write 是, 否 or the kind"),
        left_behind,
    );
    let orphan = row.yes_no(ORPHAN);
    let hardship = row.yes_no(HARDSHIP);
    let general_phone = row.read(PHONE, "phone", &phone_is_wrong(), codes::phone);
    let mut guardians: Vec<GuardianRow> = MEMBERS.iter().filter_map(|member| guardian(&mut row, member)).collect();
    if let Some(first) = guardians.first_mut()
        && first.phone.is_none()
    {
        first.phone = general_phone;
    }
    if unit_id.is_none() {
        row.refuse(SCHOOL_CODE, "unknown_unit", &unit_is_unknown());
    }
    let address = row.text(ADDRESS).or_else(|| row.text(HOME_ADDRESS)).map(str::to_owned);
    let read = name.zip(unit_id).map(|(name, unit_id)| StudentRow {
        unit_id,
        class,
        name,
        sex,
        birth_date,
        pupil_number: pupil_number.or_else(|| id_number.map(|id| format!("G{id}"))),
        ethnic_group,
        boarding,
        left_behind,
        orphan,
        hardship,
        address,
        guardians,
    });
    row.finish(read)
}

fn guardian(row: &mut RowReader<'_>, member: &Member) -> Option<GuardianRow> {
    let name = values::name(row.text(member.name)?);
    let phone = row.read(member.phone, "phone", &phone_is_wrong(), codes::phone);
    let id_number = values::is_resident_id(row.text(member.id_kind))
        .then(|| {
            row.read(
                member.id_number,
                "resident_id",
                &resident_id_is_wrong(),
                codes::resident_id,
            )
        })
        .flatten();
    let written = row.text(member.relation);
    let relation = written.map_or(GuardianRelation::Other, relation);
    let note = row
        .text(member.note)
        .or(written.filter(|_| relation == GuardianRelation::Other));
    Some(GuardianRow {
        name,
        relation,
        relation_note: note.map(str::to_owned),
        phone,
        id_number,
    })
}

/// GB/T 4761: 51 father, 52 mother, 61 … 64 grandparents.
fn relation(written: &str) -> GuardianRelation {
    match values::bare(written) {
        "父亲" | "父" | "爸爸" | "父子" | "父女" | "51" => GuardianRelation::Father,
        "母亲" | "母" | "妈妈" | "母子" | "母女" | "52" => GuardianRelation::Mother,
        "祖父" | "外祖父" | "爷爷" | "外公" | "姥爷" | "61" | "63" => GuardianRelation::Grandfather,
        "祖母" | "外祖母" | "奶奶" | "外婆" | "姥姥" | "62" | "64" => GuardianRelation::Grandmother,
        _ => GuardianRelation::Other,
    }
}

fn boarding(written: &str) -> Option<bool> {
    match values::bare(written) {
        "住校" | "寄宿" | "住宿" | "寄宿生" | "住校生" | "2" => Some(true),
        "走读" | "走读生" | "借宿" | "其他" | "1" | "3" | "9" => Some(false),
        _ => None,
    }
}

fn left_behind(written: &str) -> Option<bool> {
    let bare = values::bare(written);
    match bare {
        "非留守儿童" | "非留守" => Some(false),
        _ if bare.contains("留守") => Some(true),
        _ => values::yes_no(written),
    }
}
