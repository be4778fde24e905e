//! Codes of the national standards: sex (GB/T 2261.1), ethnic groups (GB/T 3304), political affiliation (GB/T 4762),
//! resident ids (GB 11643), pupil numbers (学籍号); and phone numbers.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use validator::ValidationError;

use crate::entities::person::Sex;

/// A value of a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Code {
    #[schema(value_type = String, example = "07")]
    pub code: &'static str,
    /// What it means, in the words of the standard.
    #[schema(value_type = String, example = "彝族")]
    pub name_zh: &'static str,
    /// What it means, in English.
    #[schema(value_type = String, example = "Yi")]
    pub name_en: &'static str,
}

const fn code(code: &'static str, name_zh: &'static str, name_en: &'static str) -> Code {
    Code { code, name_zh, name_en }
}

/// Ethnic groups (民族) after GB/T 3304.
pub const ETHNIC_GROUPS: &[Code] = &[
    code("01", "汉族", "Han"),
    code("02", "蒙古族", "Mongol"),
    code("03", "回族", "Hui"),
    code("04", "藏族", "Zang"),
    code("05", "维吾尔族", "Uygur"),
    code("06", "苗族", "Miao"),
    code("07", "彝族", "Yi"),
    code("08", "壮族", "Zhuang"),
    code("09", "布依族", "Buyei"),
    code("10", "朝鲜族", "Chosen"),
    code("11", "满族", "Man"),
    code("12", "侗族", "Dong"),
    code("13", "瑶族", "Yao"),
    code("14", "白族", "Bai"),
    code("15", "土家族", "Tujia"),
    code("16", "哈尼族", "Hani"),
    code("17", "哈萨克族", "Kazak"),
    code("18", "傣族", "Dai"),
    code("19", "黎族", "Li"),
    code("20", "傈僳族", "Lisu"),
    code("21", "佤族", "Va"),
    code("22", "畲族", "She"),
    code("23", "高山族", "Gaoshan"),
    code("24", "拉祜族", "Lahu"),
    code("25", "水族", "Sui"),
    code("26", "东乡族", "Dongxiang"),
    code("27", "纳西族", "Naxi"),
    code("28", "景颇族", "Jingpo"),
    code("29", "柯尔克孜族", "Kirgiz"),
    code("30", "土族", "Tu"),
    code("31", "达斡尔族", "Daur"),
    code("32", "仫佬族", "Mulao"),
    code("33", "羌族", "Qiang"),
    code("34", "布朗族", "Blang"),
    code("35", "撒拉族", "Salar"),
    code("36", "毛南族", "Maonan"),
    code("37", "仡佬族", "Gelao"),
    code("38", "锡伯族", "Xibe"),
    code("39", "阿昌族", "Achang"),
    code("40", "普米族", "Pumi"),
    code("41", "塔吉克族", "Tajik"),
    code("42", "怒族", "Nu"),
    code("43", "乌孜别克族", "Uzbek"),
    code("44", "俄罗斯族", "Russ"),
    code("45", "鄂温克族", "Ewenki"),
    code("46", "德昂族", "Deang"),
    code("47", "保安族", "Bonan"),
    code("48", "裕固族", "Yugur"),
    code("49", "京族", "Gin"),
    code("50", "塔塔尔族", "Tatar"),
    code("51", "独龙族", "Derung"),
    code("52", "鄂伦春族", "Oroqen"),
    code("53", "赫哲族", "Hezhen"),
    code("54", "门巴族", "Monba"),
    code("55", "珞巴族", "Lhoba"),
    code("56", "基诺族", "Jino"),
    code("97", "其他", "Other"),
    code("98", "外国血统中国籍人士", "Naturalised"),
];

/// Political affiliations (政治面貌) after GB/T 4762.
pub const POLITICAL_AFFILIATIONS: &[Code] = &[
    code("01", "中共党员", "Member of the Communist Party"),
    code("02", "中共预备党员", "Probationary member of the Communist Party"),
    code("03", "共青团员", "Member of the Communist Youth League"),
    code("04", "民革党员", "Revolutionary Committee of the Kuomintang"),
    code("05", "民盟盟员", "China Democratic League"),
    code("06", "民建会员", "China National Democratic Construction Association"),
    code("07", "民进会员", "China Association for Promoting Democracy"),
    code("08", "农工党党员", "Chinese Peasants' and Workers' Democratic Party"),
    code("09", "致公党党员", "China Zhi Gong Party"),
    code("10", "九三学社社员", "Jiusan Society"),
    code("11", "台盟盟员", "Taiwan Democratic Self-Government League"),
    code("12", "无党派人士", "Without party affiliation"),
    code("13", "群众", "No affiliation"),
];

/// The code of an ethnic group written as a code or a name: `07`, `7`, `彝族`, `彝`.
pub fn ethnic_group(written: &str) -> Option<&'static str> {
    find(ETHNIC_GROUPS, written, |name| name.strip_suffix('族').unwrap_or(name))
}

/// The code of a political affiliation written as a code or a name: `01`, `中共党员`, `党员`, `中国共产党党员`.
pub fn political_affiliation(written: &str) -> Option<&'static str> {
    let short = match written.trim() {
        "中国共产党党员" | "党员" => "中共党员",
        "中国共产党预备党员" | "预备党员" => "中共预备党员",
        "中国共产主义青年团团员" | "团员" => "共青团员",
        "无党派民主人士" => "无党派人士",
        "群众(普通公民)" | "群众（普通公民）" | "普通公民" | "少先队员" => "群众",
        other => other,
    };
    find(POLITICAL_AFFILIATIONS, short, |name| name)
}

fn find(codes: &'static [Code], written: &str, short: fn(&str) -> &str) -> Option<&'static str> {
    let written = written.trim();
    if written.is_empty() {
        return None;
    }
    let padded = format!("{written:0>2}");
    codes
        .iter()
        .find(|code| code.code == padded || code.name_zh == written || short(code.name_zh) == short(written))
        .map(|code| code.code)
}

/// The sex written as a code or a name: `1`, `男`, `女性`.
pub fn sex(written: &str) -> Option<Sex> {
    match written.trim() {
        "1" | "男" | "男性" => Some(Sex::Male),
        "2" | "女" | "女性" => Some(Sex::Female),
        "0" | "未知" | "未知的性别" => Some(Sex::Unknown),
        "9" | "未说明" | "未说明的性别" => Some(Sex::Unspecified),
        _ => None,
    }
}

/// A resident id (居民身份证号) in capitals, when its date exists and its check digit fits.
pub fn resident_id(written: &str) -> Option<String> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let id = written.trim().to_ascii_uppercase();
    if id.len() != 18 || !id.is_ascii() {
        return None;
    }
    let digits = id[..17].chars().map(|c| c.to_digit(10)).collect::<Option<Vec<_>>>()?;
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    NaiveDate::parse_from_str(&id[6..14], "%Y%m%d").ok()?;
    (CHECKS[(sum % 11) as usize] == id.as_bytes()[17]).then_some(id)
}

/// A pupil number (学籍号) in capitals: `G` and a resident id, or `J` or `L` and 18 characters.
pub fn pupil_number(written: &str) -> Option<String> {
    let number = written.trim().to_ascii_uppercase();
    let (kind, rest) = (number.chars().next()?, number.get(1..)?);
    match kind {
        'G' => resident_id(rest).map(|_| number),
        'J' | 'L' if rest.len() == 18 && rest.chars().all(|c| c.is_ascii_alphanumeric()) => Some(number),
        _ => None,
    }
}

/// A phone number as digits only: a mobile number, or a fixed one with its area code.
pub fn phone(written: &str) -> Option<String> {
    let digits: String = written
        .trim()
        .trim_start_matches("+86")
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '－' | '(' | ')'))
        .collect();
    let is_number = digits.chars().all(|c| c.is_ascii_digit());
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let fixed = (10..=12).contains(&digits.len()) && digits.starts_with('0');
    (is_number && (mobile || fixed)).then_some(digits)
}

/// `13812341111` → `138****1111`.
pub fn masked_phone(number: &str) -> String {
    match (
        number.get(..3),
        number.len().checked_sub(4).and_then(|at| number.get(at..)),
    ) {
        (Some(head), Some(tail)) if number.len() >= 10 => format!("{head}****{tail}"),
        (_, Some(tail)) => format!("****{tail}"),
        _ => "****".to_owned(),
    }
}

/// `G532301201503100011` → `G**************0011`.
pub fn masked_pupil_number(number: &str) -> String {
    match (number.get(..1), number.get(15..)) {
        (Some(head), Some(tail)) if number.len() == 19 => format!("{head}**************{tail}"),
        _ => "****".to_owned(),
    }
}

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident: $read:path, $code:literal, $message:literal;)+) => {$(
        $(#[$doc])*
        pub fn $name(written: &str) -> Result<(), ValidationError> {
            match $read(written) {
                Some(_) => Ok(()),
                None => Err(ValidationError::new($code).with_message($message.into())),
            }
        }
    )+};
}

checks! {
    /// For `#[validate(custom(function = …))]`.
    is_ethnic_group: ethnic_group_code, "ethnic_group", "须为 GB/T 3304 民族代码|must be a code of GB/T 3304";
    /// For `#[validate(custom(function = …))]`.
    is_political_affiliation: political_affiliation_code, "political_affiliation", "须为 GB/T 4762 政治面貌代码|must be a code of GB/T 4762";
    /// For `#[validate(custom(function = …))]`.
    is_resident_id: resident_id, "resident_id", "身份证号有误：位数、日期或校验码不符|not a valid resident id";
    /// For `#[validate(custom(function = …))]`.
    is_pupil_number: pupil_number, "pupil_number", "学籍号有误：须为 G 加身份证号，或 J、L 加 18 位|not a valid pupil number";
    /// For `#[validate(custom(function = …))]`.
    is_phone: phone, "phone", "电话号码有误：须为 11 位手机号或带区号的固定电话|not a valid phone number";
}

fn ethnic_group_code(code: &str) -> Option<&'static Code> {
    ETHNIC_GROUPS.iter().find(|known| known.code == code)
}

fn political_affiliation_code(code: &str) -> Option<&'static Code> {
    POLITICAL_AFFILIATIONS.iter().find(|known| known.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resident_id_has_a_date_and_a_check_digit() {
        assert!(resident_id("11010519491231002x").is_some());
        assert!(resident_id("532301201503100011").is_some());
        assert!(resident_id("110105194912310021").is_none());
        assert!(resident_id("110105194913310020").is_none());
        assert!(resident_id("５３２３０１").is_none());
    }

    #[test]
    fn a_pupil_number_names_its_kind() {
        assert_eq!(
            pupil_number("g532301201503100011").as_deref(),
            Some("G532301201503100011")
        );
        assert!(pupil_number("G532301201503100012").is_none());
        assert!(pupil_number("J532301201503100012").is_some());
        assert!(pupil_number("L5323012015031000").is_none());
        assert!(pupil_number("").is_none());
        assert!(pupil_number("学籍号").is_none());
    }

    #[test]
    fn names_and_codes_mean_the_same() {
        for written in ["07", "7", "彝族", "彝"] {
            assert_eq!(ethnic_group(written), Some("07"));
        }
        assert_eq!(ethnic_group("火星族"), None);
        assert_eq!(ethnic_group(""), None);
        assert_eq!(political_affiliation("中国共产党党员"), Some("01"));
        assert_eq!(political_affiliation("13"), Some("13"));
        assert_eq!(sex("女"), Some(Sex::Female));
    }

    #[test]
    fn a_phone_number_is_masked_in_the_middle() {
        assert_eq!(phone("138 1234-1111").as_deref(), Some("13812341111"));
        assert_eq!(phone("0878-3123456").as_deref(), Some("08783123456"));
        assert_eq!(phone("12345"), None);
        assert_eq!(masked_phone("13812341111"), "138****1111");
        assert_eq!(masked_phone("1111"), "****1111");
        assert_eq!(masked_pupil_number("G532301201503100011"), "G**************0011");
    }
}
