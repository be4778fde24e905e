//! What an inspection lacks of the rules on inspections in schools (督查检查规定): it is said, and never blocks.

use chrono::{Datelike, Months};
use serde::Serialize;
use utoipa::ToSchema;

use super::filter::Row;
use crate::entities::inspection::{InspectionKind, InspectionLevel, InspectionState};

/// What an inspection lacks (提醒).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionWarning {
    /// 未写通知日期: ordered by the county or above, and no day of notice is known.
    NoticeMissing,
    /// 通知不足一个月: ordered by the county or above, and told less than a month before.
    NoticeShort,
    /// 一年内重复综合督查: the unit has another comprehensive inspection in the same calendar year.
    SecondComprehensive,
    /// 缺少清单号: ordered by the county or above, and without its number in the list of inspection items.
    NumberMissing,
}

/// The warnings about an inspection. `others` are the comprehensive ones of its unit, by year.
pub fn of(row: &Row, comprehensive_in_year: usize) -> Vec<InspectionWarning> {
    let mut warnings = Vec::new();
    if row.state == InspectionState::Cancelled {
        return warnings;
    }
    if row.level != InspectionLevel::School {
        match row.notice_on {
            None => warnings.push(InspectionWarning::NoticeMissing),
            Some(notice) if notice + Months::new(1) > row.begins_on => warnings.push(InspectionWarning::NoticeShort),
            Some(_) => {}
        }
        if row.list_number.is_none() {
            warnings.push(InspectionWarning::NumberMissing);
        }
    }
    if row.kind == InspectionKind::Comprehensive && comprehensive_in_year > 1 {
        warnings.push(InspectionWarning::SecondComprehensive);
    }
    warnings
}

/// The calendar year an inspection counts for.
pub fn year_of(row: &Row) -> i32 {
    row.begins_on.year()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::entities::{
        ids::{InspectionId, OrgUnitId},
        inspection::InspectionItems,
    };

    fn row(level: InspectionLevel, notice: Option<&str>) -> Row {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        Row {
            id: InspectionId::new(),
            unit_id: OrgUnitId::new(),
            unit_name: "青山中心小学".to_owned(),
            title: "食堂专项督查".to_owned(),
            list_number: Some("楚教督〔2026〕7号".to_owned()),
            level,
            kind: InspectionKind::Comprehensive,
            body: "市教育局".to_owned(),
            notice_on: notice.map(day),
            begins_on: day("2026-12-01"),
            ends_on: day("2026-12-02"),
            items: InspectionItems::default(),
            state: InspectionState::Announced,
            conclusion: None,
            cancel_reason: None,
            recorded_by_name: String::new(),
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_month_of_notice_is_counted_by_the_calendar() {
        let warned = |notice| of(&row(InspectionLevel::County, notice), 1);
        assert_eq!(warned(None), [InspectionWarning::NoticeMissing]);
        assert_eq!(warned(Some("2026-11-02")), [InspectionWarning::NoticeShort]);
        assert!(warned(Some("2026-11-01")).is_empty());
        assert!(of(&row(InspectionLevel::School, None), 1).is_empty());
    }

    #[test]
    fn a_second_comprehensive_one_and_a_missing_number_are_told() {
        let mut second = row(InspectionLevel::City, Some("2026-10-01"));
        second.list_number = None;
        assert_eq!(
            of(&second, 2),
            [InspectionWarning::NumberMissing, InspectionWarning::SecondComprehensive]
        );
        second.state = InspectionState::Cancelled;
        assert!(of(&second, 2).is_empty());
    }
}
