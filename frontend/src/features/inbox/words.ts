import type { components } from '#/api';
import type { Format, useT } from '#/i18n';
import type { Tone } from '#/ui';
import type { inbox } from './texts';

export type Notice = components['schemas']['Notice'];
export type Kind = components['schemas']['NoticeKind'];

export const KINDS = [
  'your_turn',
  'moved',
  'due_soon',
  'overdue',
  'escalated',
  'published',
  'objection',
  'decided',
  'stopped',
] as const satisfies readonly Kind[];

export const tones: Record<Kind, Tone> = {
  your_turn: 'green',
  moved: 'grey',
  due_soon: 'amber',
  overdue: 'red',
  escalated: 'red',
  published: 'green',
  objection: 'amber',
  decided: 'green',
  stopped: 'red',
};

type Translator = ReturnType<typeof useT<typeof inbox>>;

/** What a notice says, in a sentence. */
export function sentence(
  { kind, facts }: Pick<Notice, 'kind' | 'facts'>,
  t: Translator,
  format: Pick<Format, 'date'>,
): string {
  const day = facts.due_at ? format.date(facts.due_at) : '';
  const who = facts.by ?? t('inbox.somebody');
  if (kind === 'stopped') return t('inbox.says_stopped');
  if (kind === 'objection' || kind === 'decided') return t(`inbox.says_${kind}`, { who });
  if (kind !== 'your_turn' && kind !== 'moved') return t(`inbox.says_${kind}`, { day });
  const did = facts.move ? t('inbox.did_by', { who, did: t(`inbox.did_${facts.move}`) }) : who;
  return t(`inbox.says_${kind}`, { did });
}

/** What a notice is about, by its number where it has one. */
export function about({ object }: Pick<Notice, 'object'>): string {
  return [object.number, object.title].filter(Boolean).join(' ');
}
