/** Yuan as people type them, in cents; null when nothing was typed, undefined when it is no amount. */
export function cents(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const found = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(typed);
  if (!found) return undefined;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** Cents in yuan, with the cents only where there are any. */
export function yuan(amount: number): string {
  return amount % 100 === 0 ? String(amount / 100) : (amount / 100).toFixed(2);
}
