import type { Sender } from '#/offline';

/** Who sends what was handed in on this device, by the form it was written in. */
const SENDERS: Record<string, () => Promise<Sender>> = {
  'activities.new': () => import('#/features/activities/send').then((one) => one.sendRecord),
  'activities.edit': () => import('#/features/activities/send').then((one) => one.sendEdit),
  'ledger.new': () => import('#/features/ledger/send').then((one) => one.sendEntry),
  'ledger.edit': () => import('#/features/ledger/correction').then((one) => one.sendCorrection),
};

export function senderOf(form: string): Promise<Sender> | undefined {
  return SENDERS[form]?.();
}
