/** The language of the pages without login: the browser's, or the one chosen here. */
export type Language = 'zh' | 'en';

const KEY = 'lianxin.public.language';
let chosen: Language | null = null;

export function language(): Language {
  if (!chosen) {
    const kept = localStorage.getItem(KEY);
    chosen = kept === 'zh' || kept === 'en' ? kept : /^zh/i.test(navigator.language) ? 'zh' : 'en';
  }
  return chosen;
}

export function choose(next: Language) {
  chosen = next;
  localStorage.setItem(KEY, next);
}

/** `2026-11-20` or an instant as a day, in words of the page. */
export function day(value: string): string {
  // An instant is told as the day it was in China.
  const [year = '', month = '', date = ''] = (
    value.length > 10 ? new Date(Date.parse(value) + 8 * 3_600_000).toISOString() : value
  )
    .slice(0, 10)
    .split('-');
  if (language() === 'zh') return `${year}年${Number(month)}月${Number(date)}日`;
  const names = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
  return `${Number(date)} ${names[Number(month) - 1]} ${year}`;
}
