import { today } from '#/i18n/format';

/** The month (`2026-11`) `by` months after another. */
export function shifted(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const at = new Date(Date.UTC(year, number - 1 + by, 1));
  return at.toISOString().slice(0, 7);
}

/** The months to choose from: two years back from now, and the one that is shown. */
export function monthsUntil(shown: string, now = today().slice(0, 7)): string[] {
  const months = Array.from({ length: 24 }, (_, back) => shifted(now, -back));
  return months.includes(shown) ? months : [...months, shown].sort().reverse();
}

/** First and last day of a month. */
export function daysOf(month: string): { from: string; until: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: `${month}-01`, until: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

export type Day<Activity, Remark> = { day: string; activities: Activity[]; remark: Remark | null };

/** Records and remarks by day, the latest first. */
export function byDay<Activity extends { happened_on: string }, Remark extends { day: string }>(
  activities: readonly Activity[],
  remarks: readonly Remark[],
): Day<Activity, Remark>[] {
  const days = new Map<string, Day<Activity, Remark>>();
  const at = (day: string) => {
    const found = days.get(day) ?? { day, activities: [], remark: null };
    days.set(day, found);
    return found;
  };
  for (const activity of activities) at(activity.happened_on).activities.push(activity);
  for (const remark of remarks) at(remark.day).remark = remark;
  return [...days.values()].sort((one, other) => other.day.localeCompare(one.day));
}
