import type { components } from '#/api';
import type { Tone } from '#/ui';

export type Report = components['schemas']['Report'];
export type Section = components['schemas']['ReportSection'];
export type Kind = components['schemas']['ReportKind'];

export const kinds = [
  'person_summary',
  'unit_report',
  'unit_analysis',
  'school_summary',
] as const satisfies readonly Kind[];

export const tones: Record<components['schemas']['ReportState'], Tone> = { draft: 'amber', frozen: 'green' };

/** The text as the records say it. */
export function drawn(section: Section): string {
  return section.statements.reduce(
    (text, one) => (text.endsWith('.') ? `${text} ${one.text}` : text + one.text),
    '',
  );
}

/** First and last day of a month: `2026-11` → `2026-11-01`, `2026-11-30`. */
export function daysOf(month: string): { from: string; until: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, until: `${month}-${String(last).padStart(2, '0')}` };
}
