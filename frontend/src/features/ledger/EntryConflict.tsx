import type { ProblemError } from '#/api';
import { fieldOf } from '#/api';
import { useT } from '#/i18n';
import { ConflictDialog, type Option } from '#/ui';
import { fieldLabel, fieldWords } from './events';
import type { NewEntry } from './new-entry';
import { ledger } from './texts';
import { useWords } from './useWords';
import type { Entry } from './words';

/** The fields of an entry that a correction may change, as the API and the form call them. */
const FIELDS = [
  'title',
  'content',
  'category_id',
  'urgency',
  'channel',
  'submitter_kind',
  'place',
  'happened_on',
  'persons_concerned',
] as const;

type Props = {
  problem: ProblemError;
  onClose: () => void;
  /** What was chosen, in the form's own fields. */
  onResolve: (chosen: Partial<NewEntry>, version: number) => void;
};

/** It had arrived and was changed there since: mine beside theirs. */
export function EntryConflict({ problem, onClose, onResolve }: Props) {
  const t = useT(ledger);
  const current = problem.current as Entry;
  const words = useWords(current);
  return (
    <ConflictDialog
      problem={problem}
      labels={Object.fromEntries(FIELDS.map((field) => [field, fieldLabel(t, field)]))}
      format={(field, value) => fieldWords(words, field, value)}
      onClose={onClose}
      onResolve={({ version, values }) => {
        const theirs = problem.differences
          .map((one) => ({ field: fieldOf(one.pointer), current: one.current }))
          .filter((one) => JSON.stringify(values[one.field]) === JSON.stringify(one.current));
        onResolve(Object.assign({}, ...theirs.map((one) => inForm(one.field, current))), version);
      }}
    />
  );
}

function inForm(field: string, entry: Entry): Partial<NewEntry> {
  if (field === 'persons_concerned')
    return {
      persons: entry.persons_concerned.map(({ id, name }): Option => ({ id, label: name })),
    };
  const known = FIELDS.find((one) => one === field);
  if (!known || known === 'persons_concerned') return {};
  return { [known]: entry[known] ?? '' };
}
