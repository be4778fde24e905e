//! Checks of a canteen: now and then a record is incomplete.

use super::dice::Dice;
use crate::entities::{
    activity_details::{ActivityDetails, CanteenCheck, CanteenItem, CanteenPoint},
    ids::OrgUnitId,
};

/// What was noted, and the points of the check.
pub fn check(dice: &mut Dice, unit: OrgUnitId) -> (String, ActivityDetails) {
    let points = [
        CanteenPoint::Certificates,
        CanteenPoint::MorningCheck,
        CanteenPoint::Purchasing,
        CanteenPoint::Storage,
        CanteenPoint::Disinfection,
        CanteenPoint::SampleRetention,
        CanteenPoint::Cleanliness,
        CanteenPoint::Disclosure,
    ];
    let items: Vec<CanteenItem> = points
        .into_iter()
        .map(|item| {
            let ok = dice.chance(94);
            CanteenItem {
                item,
                ok,
                remark: (!ok).then(|| "记录不完整，已当场提醒补齐".to_owned()),
            }
        })
        .collect();
    let all = items.iter().all(|item| item.ok);
    let details = ActivityDetails::CanteenCheck(CanteenCheck {
        unit_id: unit,
        items,
        measures: (!all).then(|| "一周内补齐并复查".to_owned()),
    });
    let text = if all {
        "逐项检查，均符合要求。"
    } else {
        "逐项检查，个别记录需要补齐。"
    };
    (text.to_owned(), details)
}
