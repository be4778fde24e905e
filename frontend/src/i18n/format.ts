import { useMemo } from 'react';
import { type Language, useLanguage } from './language';

/** The product serves schools on one clock: instants are shown in it wherever the browser is. */
const ZONE = 'Asia/Shanghai';
/** That clock is eight hours ahead all year. */
const AHEAD = 8 * 3_600_000;
const DAY = 86_400_000;

/** To make one takes an old phone longer than a whole list of dates takes with it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(key, known);
  return known;
}

/** A plain date (`2026-03-01`) is a day, not an instant: it must not shift with the time zone. */
function parse(value: string): { at: Date; zone: string } {
  return /^\d{4}-\d{2}-\d{2}$/.test(value)
    ? { at: new Date(`${value}T00:00:00Z`), zone: 'UTC' }
    : { at: new Date(value), zone: ZONE };
}

/** Today in the school's zone, as a plain date. */
export function today(now = new Date()): string {
  return new Date(now.getTime() + AHEAD).toISOString().slice(0, 10);
}

function dayNumber(value: string): number {
  const { at, zone } = parse(value);
  return Math.floor((at.getTime() + (zone === ZONE ? AHEAD : 0)) / DAY);
}

export type Format = ReturnType<typeof formats>;

export function formats(language: Language) {
  const zh = language !== 'en';
  const date = (value: string, options: Intl.DateTimeFormatOptions) => {
    const { at, zone } = parse(value);
    return formatter(zh ? 'zh-CN' : 'en-GB', { ...options, timeZone: zone }).format(at);
  };
  const daysFromToday = (value: string, now?: Date) => dayNumber(value) - dayNumber(today(now));
  return {
    /** 2026年3月1日 / 1 March 2026 */
    date: (value: string) => date(value, { year: 'numeric', month: 'long', day: 'numeric' }),
    /** 3/1 / 1 Mar; with the year when it is not this one */
    shortDate: (value: string) =>
      date(value, {
        ...(value.slice(0, 4) === today().slice(0, 4) ? {} : { year: 'numeric' }),
        month: zh ? 'numeric' : 'short',
        day: 'numeric',
      }),
    /** `2026-11` → 2026年11月 / November 2026 */
    month: (value: string) => date(`${value}-01`, { year: 'numeric', month: 'long' }),
    /** 3月1日星期日 / Sunday 1 March */
    weekday: (value: string) => date(value, { weekday: 'long', month: 'long', day: 'numeric' }),
    /** 3/1 08:01 */
    dateTime: (value: string) =>
      date(value, {
        month: zh ? 'numeric' : 'short',
        day: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
    time: (value: string) => date(value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    number: (value: number) =>
      Number.isInteger(value) && Math.abs(value) < 1000
        ? String(value)
        : new Intl.NumberFormat(zh ? 'zh-CN' : 'en-GB').format(value),
    percent: (share: number) =>
      new Intl.NumberFormat(zh ? 'zh-CN' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 }).format(
        share,
      ),
    /** Days until the date: negative is late. */
    daysFromToday,
    /** 今天, 明天, 7 天后, 逾期 1 天 */
    due: (value: string, now?: Date) => {
      const days = daysFromToday(value, now);
      if (days === 0) return zh ? '今天' : 'today';
      if (days === 1) return zh ? '明天' : 'tomorrow';
      if (days > 1) return zh ? `${days} 天后` : `in ${days} days`;
      return zh ? `逾期 ${-days} 天` : `${-days} ${days === -1 ? 'day' : 'days'} late`;
    },
    /** 今天, 昨天, 3 天前 */
    ago: (value: string, now?: Date) => {
      const days = -daysFromToday(value, now);
      if (days <= 0) return zh ? '今天' : 'today';
      if (days === 1) return zh ? '昨天' : 'yesterday';
      return zh ? `${days} 天前` : `${days} days ago`;
    },
  };
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => formats(language), [language]);
}
