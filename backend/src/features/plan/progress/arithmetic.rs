//! The arithmetic of progress: what is due by now, where the pace leads, how it stands. Pure.

use serde::Serialize;
use utoipa::ToSchema;

/// Teaching weeks or days of a period: all of them, and those that are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub gone: u32,
    pub total: u32,
}

/// How a duty stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgressState {
    /// 方案未定: the plan sets no number; there is a count and nothing to compare it with.
    NoTarget,
    /// 未从记录得出: the product cannot derive this duty from records yet.
    NotDerived,
    /// 未开始: nothing yet, and nothing due yet.
    NotStarted,
    /// 正常: at least what is due by now.
    OnPace,
    /// 落后: less than what is due by now.
    Behind,
    /// 已完成: the target is reached, or what is left of it after waivers.
    Met,
    /// 已减免: approved waivers take off all of it.
    Waived,
}

impl ProgressState {
    /// Whether there is something to be measured against.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::NoTarget | Self::NotDerived)
    }
}

/// What of a target is due by now: in proportion to the teaching weeks gone, rounded down in the person's favour.
pub fn due_now(target: i32, pace: Pace) -> i32 {
    if pace.total == 0 {
        return 0;
    }
    let due = i64::from(target) * i64::from(pace.gone.min(pace.total)) / i64::from(pace.total);
    i32::try_from(due).unwrap_or(target)
}

/// Where the pace so far leads by the end; unknown before the first teaching day is over.
pub fn forecast(actual: i32, pace: Pace) -> Option<i32> {
    if pace.gone == 0 || pace.total == 0 {
        return None;
    }
    let gone = i64::from(pace.gone.min(pace.total));
    let value = i64::from(actual) * i64::from(pace.total) / gone;
    i32::try_from(value).ok()
}

/// How a count stands against its target, what is waived of it, and what is due of the rest by now.
pub fn state(target: Option<i32>, waived: i32, due_now: i32, actual: i32) -> ProgressState {
    match target {
        None => ProgressState::NoTarget,
        Some(target) if waived > 0 && waived >= target && actual < target => ProgressState::Waived,
        Some(target) if actual >= target - waived => ProgressState::Met,
        Some(_) if actual == 0 && due_now == 0 => ProgressState::NotStarted,
        Some(_) if actual >= due_now => ProgressState::OnPace,
        Some(_) => ProgressState::Behind,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_words_of_the_design_come_out() {
        let pace = Pace { gone: 73, total: 95 };
        assert_eq!(forecast(26, pace), Some(33));
        assert_eq!(due_now(40, pace), 30);
        assert_eq!(state(Some(40), 0, 30, 26), ProgressState::Behind);
        assert_eq!(state(Some(40), 0, 30, 30), ProgressState::OnPace);
        assert_eq!(state(Some(40), 0, 30, 40), ProgressState::Met);
        assert_eq!(state(Some(40), 0, 0, 0), ProgressState::NotStarted);
        assert_eq!(state(Some(40), 14, 20, 26), ProgressState::Met);
        assert_eq!(state(Some(40), 40, 0, 3), ProgressState::Waived);
        assert_eq!(state(None, 0, 0, 7), ProgressState::NoTarget);
    }

    fn a_pace() -> impl Strategy<Value = Pace> {
        (1_u32..400).prop_flat_map(|total| (0..=total).prop_map(move |gone| Pace { gone, total }))
    }

    proptest! {
        #[test]
        fn what_is_due_grows_from_nothing_to_the_target(target in 0_i32..10_000, pace in a_pace()) {
            let due = due_now(target, pace);
            prop_assert!((0..=target).contains(&due));
            prop_assert_eq!(due_now(target, Pace { gone: 0, ..pace }), 0);
            prop_assert_eq!(due_now(target, Pace { gone: pace.total, ..pace }), target);
            if pace.gone < pace.total {
                let next = Pace { gone: pace.gone + 1, ..pace };
                prop_assert!(due_now(target, next) >= due);
            }
        }

        #[test]
        fn a_forecast_is_never_less_than_what_is_done(actual in 0_i32..10_000, pace in a_pace()) {
            match forecast(actual, pace) {
                None => prop_assert_eq!(pace.gone, 0),
                Some(value) => {
                    prop_assert!(value >= actual);
                    prop_assert_eq!(forecast(actual, Pace { gone: pace.total, ..pace }), Some(actual));
                }
            }
        }

        #[test]
        fn whoever_is_on_pace_is_forecast_to_arrive_within_one(target in 1_i32..1_000, pace in a_pace()) {
            prop_assume!(pace.gone > 0);
            let due = due_now(target, pace);
            // What is due is rounded down, so the forecast of exactly that may fall short by one day's worth.
            let worth = i32::try_from(pace.total.div_ceil(pace.gone)).unwrap();
            prop_assert!(forecast(due, pace).unwrap() + worth >= target);
        }

        #[test]
        fn nobody_is_behind_with_the_target_reached(
            target in 0_i32..1_000, waived in 0_i32..1_000, more in 0_i32..1_000, due in 0_i32..1_000,
        ) {
            prop_assert_eq!(state(Some(target), waived, due, target + more), ProgressState::Met);
        }
    }
}
