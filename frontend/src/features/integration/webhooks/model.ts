import { changed, type components } from '#/api';
import type { Tone } from '#/ui';

type Schemas = components['schemas'];
export type Webhook = Schemas['Webhook'];
export type Delivery = Schemas['WebhookDelivery'];
export type Attempt = Schemas['WebhookAttempt'];
export type Kind = Schemas['ChangeKind'];

/** The kinds of records by what people call their fields. */
export const groups = {
  organisation: ['org_units', 'school_years', 'terms', 'calendar_days'],
  people: [
    'personnel',
    'classes',
    'teaching_assignments',
    'students',
    'households',
    'guardians',
    'family_committees',
  ],
  plan: ['plans', 'plan_templates', 'leading_group_members', 'duties', 'study_items', 'duty_waivers'],
  liaison: [
    'liaison_links',
    'liaison_own_schemes',
    'liaison_proposals',
    'liaison_handovers',
    'contact_cards',
  ],
  work: ['activities', 'activity_kind_settings', 'attachments', 'study_completions', 'reports'],
  ledger: ['ledger_entries', 'ledger_topics', 'ledger_categories', 'board_summaries'],
  oversight: [
    'findings',
    'inspections',
    'inspection_accesses',
    'publications',
    'disclosure_classes',
    'opinion_items',
    'opinion_limits',
    'gift_records',
  ],
  evaluation: ['evaluation_schemes', 'evaluation_rounds', 'evaluation_results', 'evaluation_objections'],
} as const satisfies Record<string, readonly Kind[]>;

export type Group = keyof typeof groups;
export const groupNames = Object.keys(groups) as Group[];

type Ungrouped = Exclude<Kind, (typeof groups)[Group][number]>;
/** A kind that is new in the API stands in no group yet and does not compile. */
const complete: [Ungrouped] extends [never] ? true : Ungrouped = true;

const kinds: ReadonlySet<string> = new Set(groupNames.flatMap((name) => groups[name]));

export function isKind(word: string): word is Kind {
  return complete && kinds.has(word);
}

export const stateTones: Record<Webhook['state'], Tone> = {
  active: 'green',
  paused: 'grey',
  gone: 'violet',
  failing: 'violet',
};

export const deliveryTones: Record<Delivery['state'], Tone> = {
  pending: 'amber',
  delivered: 'green',
  dead: 'violet',
  withheld: 'grey',
};

export const STATES = ['active', 'paused', 'gone', 'failing'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'dead', 'withheld'] as const;

export function refreshWebhooks(): Promise<void> {
  return changed('/api/v1/webhooks');
}

/** `ledger_entries.updated` as kind and operation; `null` for a test event. */
export function told(event: string): { kind: Kind; operation: 'created' | 'updated' | 'deleted' } | null {
  const [kind = '', operation = ''] = event.split('.');
  if (!isKind(kind)) return null;
  if (operation !== 'created' && operation !== 'updated' && operation !== 'deleted') return null;
  return { kind, operation };
}
