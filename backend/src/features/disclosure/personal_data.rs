//! Looking for personal data in a text: numbers by their shape, names of pupils and guardians from the records.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    auth::scope::personnel::schools_around,
    entities::{guardian, ids::OrgUnitId, student},
    error::Result,
};

/// Signs that are read around a place, to each side.
const AROUND: usize = 12;

/// What kind of personal data stands in a text (个人信息类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonalDataKind {
    /// 手机号.
    Phone,
    /// 身份证号.
    IdNumber,
    /// 学籍号.
    PupilNumber,
    /// 学生姓名: of the own central school.
    PupilName,
    /// 监护人姓名: of the own central school.
    GuardianName,
}

impl PersonalDataKind {
    /// Names may be meant to stand there; numbers never are.
    pub fn is_name(self) -> bool {
        matches!(self, Self::PupilName | Self::GuardianName)
    }
}

/// Personal data at a place of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub kind: PersonalDataKind,
    /// The first sign, counted from 0.
    pub at: usize,
    pub text: String,
    /// What stands before and behind it.
    pub around: (String, String),
}

/// The names that are not to be told of a central school: those of its pupils and their guardians.
#[derive(Debug, Default)]
pub struct PersonalNames {
    pupils: HashSet<String>,
    guardians: HashSet<String>,
    longest: usize,
}

impl PersonalNames {
    /// Those of the central school to which a unit belongs.
    pub async fn of_school(db: &impl ConnectionTrait, unit_id: OrgUnitId) -> Result<Self> {
        let pupils = || {
            student::Entity::find()
                .select_only()
                .filter(student::Column::UnitId.in_subquery(schools_around(&[unit_id])))
        };
        let households = pupils().column(student::Column::HouseholdId).into_query();
        let guardians: Vec<String> = guardian::Entity::find()
            .select_only()
            .column(guardian::Column::Name)
            .filter(guardian::Column::HouseholdId.in_subquery(households))
            .into_tuple()
            .all(db)
            .await?;
        let pupils: Vec<String> = pupils().column(student::Column::Name).into_tuple().all(db).await?;
        Ok(Self::new(pupils, guardians))
    }

    fn new(pupils: Vec<String>, guardians: Vec<String>) -> Self {
        let names = |names: Vec<String>| names.into_iter().filter(|name| length(name) > 1);
        let (pupils, guardians): (HashSet<_>, HashSet<_>) = (names(pupils).collect(), names(guardians).collect());
        let longest = pupils.iter().chain(&guardians).map(|name| length(name)).max();
        Self {
            pupils,
            guardians,
            longest: longest.unwrap_or(0),
        }
    }

    /// All personal data in a text, in the order in which it stands there.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let signs: Vec<char> = text.chars().collect();
        let plain: Vec<char> = signs.iter().map(|sign| half_width(*sign)).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < signs.len() {
            match number_at(&plain, at).or_else(|| self.name_at(&signs, at)) {
                None => at += 1,
                Some((kind, end)) => {
                    found.push(Found {
                        kind,
                        at,
                        text: signs[at..end].iter().collect(),
                        around: (
                            signs[at.saturating_sub(AROUND)..at].iter().collect(),
                            signs[end..(end + AROUND).min(signs.len())].iter().collect(),
                        ),
                    });
                    at = end;
                }
            }
        }
        found
    }

    /// The text with all personal data covered: of a name its first sign is left, of a number nothing.
    pub fn masked(&self, text: &str) -> String {
        let mut masked: Vec<char> = text.chars().collect();
        for found in self.find(text) {
            let first = found.at + usize::from(found.kind.is_name());
            masked[first..found.at + length(&found.text)].fill('*');
        }
        masked.into_iter().collect()
    }

    /// The longest name that begins here.
    fn name_at(&self, signs: &[char], at: usize) -> Option<(PersonalDataKind, usize)> {
        let longest = self.longest.min(signs.len() - at);
        (2..=longest).rev().find_map(|length| {
            let name: String = signs[at..at + length].iter().collect();
            let kind = if self.pupils.contains(&name) {
                PersonalDataKind::PupilName
            } else if self.guardians.contains(&name) {
                PersonalDataKind::GuardianName
            } else {
                return None;
            };
            Some((kind, at + length))
        })
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Full-width letters and digits as people type them in Chinese.
fn half_width(sign: char) -> char {
    match sign {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' | '－' => {
            char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign)
        }
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
}

/// The number that begins here and is part of no longer one; its parts may be set apart by a space or a hyphen.
fn number_at(signs: &[char], at: usize) -> Option<(PersonalDataKind, usize)> {
    if at > 0 && signs[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    let letter = matches!(signs[at].to_ascii_uppercase(), 'G' | 'J' | 'L');
    let shapes: [(PersonalDataKind, &[usize]); 5] = [
        (PersonalDataKind::PupilNumber, &[6, 8, 4]),
        (PersonalDataKind::IdNumber, &[6, 8, 4]),
        (PersonalDataKind::IdNumber, &[6, 6, 3]),
        (PersonalDataKind::Phone, &[3, 4, 4]),
        (PersonalDataKind::Phone, &[2, 3, 4, 4]),
    ];
    shapes.into_iter().find_map(|(kind, parts)| {
        let is_pupil = kind == PersonalDataKind::PupilNumber;
        if letter != is_pupil {
            return None;
        }
        let (digits, end) = digits(signs, at + usize::from(is_pupil), parts)?;
        let begins = |beginning: &str| {
            digits
                .strip_prefix(beginning)
                .is_some_and(|rest| rest.starts_with(|next: char| ('3'..='9').contains(&next)))
        };
        let fits = match (kind, parts.len()) {
            (PersonalDataKind::Phone, 3) => begins("1"),
            (PersonalDataKind::Phone, _) => begins("861"),
            _ => digits
                .chars()
                .take(digits.len() - 1)
                .all(|digit| digit.is_ascii_digit()),
        };
        fits.then_some((kind, end))
    })
}

/// The digits of a number made of such parts, and where it ends; the last sign of 18 may be an X.
fn digits(signs: &[char], mut at: usize, parts: &[usize]) -> Option<(String, usize)> {
    let wanted: usize = parts.iter().sum();
    let mut digits = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 && matches!(signs.get(at), Some(' ' | '-')) {
            at += 1;
        }
        for _ in 0..*part {
            let sign = *signs.get(at)?;
            let check = wanted == 18 && digits.len() == 17 && matches!(sign, 'X' | 'x');
            if !sign.is_ascii_digit() && !check {
                return None;
            }
            digits.push(sign);
            at += 1;
        }
    }
    let ends = signs.get(at).is_none_or(|next| !next.is_ascii_alphanumeric());
    ends.then_some((digits, at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> PersonalNames {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        PersonalNames::new(names(&["李小明", "李小", "王芳"]), names(&["张桂兰", "何"]))
    }

    fn kinds(text: &str) -> Vec<(PersonalDataKind, String)> {
        names()
            .find(text)
            .into_iter()
            .map(|found| (found.kind, found.text))
            .collect()
    }

    #[test]
    fn numbers_are_found_by_their_shape() {
        use PersonalDataKind::{IdNumber, Phone, PupilNumber};
        for (text, kind) in [
            ("请打13800001111联系", Phone),
            ("电话：138-0000-1111。", Phone),
            ("１３８ ００００ １１１１", Phone),
            ("+86 13800001111", Phone),
            ("8613800001111", Phone),
            ("身份证11010519491231002X", IdNumber),
            ("532301 20150310 0011", IdNumber),
            ("532301150310001", IdNumber),
            ("学籍号G532301201503100011", PupilNumber),
        ] {
            let found = kinds(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].0, kind, "{text}");
        }
        for text in [
            "2026年11月20日",
            "共1200元，人均138元",
            "0878-3391234",
            "2138000011112345678",
            "12345678901",
        ] {
            assert!(kinds(text).is_empty(), "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn names_are_found_whole_and_with_their_place() {
        let found = names().find("表扬李小明、王芳同学，感谢家长张桂兰。");
        let places: Vec<_> = found.iter().map(|found| (found.at, found.text.as_str())).collect();
        assert_eq!(places, [(2, "李小明"), (6, "王芳"), (15, "张桂兰")]);
        assert_eq!(found[0].around.0, "表扬");
        assert!(found[0].around.1.starts_with("、王芳同学"));
    }

    #[test]
    fn what_is_masked_keeps_its_length() {
        assert_eq!(
            names().masked("李小明的家长电话13800001111"),
            "李**的家长电话***********"
        );
        assert_eq!(names().masked("没有姓名"), "没有姓名");
    }

    proptest! {
        #[test]
        fn nothing_is_found_in_what_was_masked(
            parts in proptest::collection::vec(
                prop_oneof![Just("李小明"), Just("张桂兰"), Just("13800001111"), Just("532301201503100011"), Just("，"), Just("的"), Just("8")],
                0..12,
            ),
        ) {
            let names = names();
            let masked = names.masked(&parts.join(""));
            prop_assert!(names.find(&masked).is_empty(), "{}", masked);
        }
    }
}
