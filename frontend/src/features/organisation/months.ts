/** `2026-08-31`, `2026-11-02` → `2026-08` … `2026-11`; a year at most, nothing while a date is missing. */
export function monthsBetween(from: string, to: string): string[] {
  const [year = 0, month = 0] = from.split('-').map(Number);
  if (!year || !to || to < from) return [];
  const months: string[] = [];
  for (let n = month - 1; months.length < 13; n += 1) {
    const one = `${year + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
    if (one > to.slice(0, 7)) break;
    months.push(one);
  }
  return months;
}
