//! The rules a new scheme starts with, labelled 示例: the plan names the four dimensions and sets no number at all
//! (`domain.md` 1.8 and 2.7), so every number here is one that is often seen and means nothing by itself.

use rust_decimal::Decimal;

use crate::entities::evaluation_rules::{
    Band, Cap, Dimension, DimensionItem, Grade, HygieneRule, ObjectKind, Part, RaterGroup, SchemeRules, TieRule,
};

type Words = (&'static str, &'static str);

/// The plan's four dimensions, with what is looked at.
const DIMENSIONS: [(Words, &[Words]); 4] = [
    (
        ("grassroots", "深入基层"),
        &[
            ("visits", "按计划到联系学校和班级，了解师生的实际情况"),
            ("listening", "听得到真话，问题记得清楚"),
        ],
    ),
    (
        ("staying", "驻校蹲点"),
        &[
            ("teaching", "驻校期间听课、评课、与教师交流，对教学有帮助"),
            ("discipline", "自带铺盖、按标准交伙食费，不给基层添负担"),
        ],
    ),
    (
        ("liaison", "直接联系"),
        &[
            ("families", "联系到人到户，学生和家长找得到他"),
            ("teachers", "关心联系教师的工作和生活"),
        ],
    ),
    (
        ("difficulties", "帮助解决实际困难"),
        &[
            ("settled", "反映的问题有着落，办不了的说得清楚"),
            ("follow_up", "承诺的事按时回访，不走过场"),
        ],
    ),
];

const GRADES: [(Words, i64); 4] = [
    (("excellent", "优秀"), 100),
    (("competent", "称职"), 80),
    (("basic", "基本称职"), 60),
    (("poor", "不称职"), 40),
];

const BANDS: [(&str, i64); 3] = [("excellent", 90), ("competent", 70), ("basic", 60)];

/// The example.
pub fn rules() -> SchemeRules {
    let group =
        |(code, name): Words, part: Part, rates: &[ObjectKind], weight: i64, minimum: u32, staff: bool| RaterGroup {
            code: code.to_owned(),
            name: name.to_owned(),
            part,
            rates: rates.to_vec(),
            weight: Decimal::from(weight),
            minimum,
            staff,
        };
    let everybody = [ObjectKind::LeadershipTeam, ObjectKind::Cadre];
    SchemeRules {
        dimensions: DIMENSIONS
            .iter()
            .map(|((code, name), items)| Dimension {
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                weight: Decimal::from(25),
                items: items
                    .iter()
                    .map(|(code, text)| DimensionItem {
                        code: (*code).to_owned(),
                        text: (*text).to_owned(),
                    })
                    .collect(),
            })
            .collect(),
        grades: GRADES
            .iter()
            .map(|((code, name), value)| Grade {
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                value: Decimal::from(*value),
            })
            .collect(),
        groups: vec![
            group(
                ("leaders", "校领导互评"),
                Part::Organisational,
                &[ObjectKind::Cadre],
                40,
                0,
                false,
            ),
            group(
                ("group_office", "领导小组考评"),
                Part::Organisational,
                &everybody,
                60,
                0,
                false,
            ),
            group(("staff", "教职工测评"), Part::Mass, &everybody, 60, 10, true),
            group(("parents", "家长代表测评"), Part::Mass, &everybody, 40, 5, false),
        ],
        organisational_weight: Decimal::from(60),
        mass_weight: Decimal::from(40),
        bands: BANDS
            .iter()
            .map(|(grade, from)| Band {
                grade: (*grade).to_owned(),
                from: Decimal::from(*from),
            })
            .collect(),
        cap: Some(Cap {
            percent: Decimal::from(20),
            ties: TieRule::None,
        }),
        hygiene: vec![HygieneRule::AllEqual, HygieneRule::AllAbstained, HygieneRule::AllWorst],
        objection_days: 5,
    }
}
