import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import {
  api,
  asProblem,
  changed,
  fieldErrors,
  idempotent,
  type ProblemError,
  useIdempotencyKey,
} from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove } from '#/ui';
import css from '../Ledger.module.css';
import { ledger } from '../texts';
import { type AskedMove, type Entry, type MoveBody, offered } from '../words';

export type MoveProps<Name extends AskedMove = AskedMove> = {
  entry: Entry;
  move: Name;
  onClose: () => void;
  onDone: (text: string) => void;
};

type Props<Values> = MoveProps & {
  form: UseFormReturnType<Values>;
  body: (values: Values) => MoveBody;
  text: ReactNode;
  confirmLabel?: string;
  /** Around the request: a draft that goes only when it was sent. */
  around?: (request: () => Promise<unknown>) => Promise<unknown>;
  children: ReactNode;
};

/** Everything that shows an entry or counts it. */
export function refreshLedger(): Promise<void> {
  return changed(
    '/api/v1/ledger-entries',
    '/api/v1/ledger-stats',
    '/api/v1/ledger-topics',
    '/api/v1/dashboard',
  );
}

/** What a move asks for, sent once. When somebody was quicker, it says so and keeps what was typed. */
export function MoveFrame<Values extends Record<string, unknown>>(props: Props<Values>) {
  const { entry, move, form, body, text, around, children, onClose, onDone } = props;
  const t = useT(ledger);
  const intention = useIdempotencyKey();
  const post = api.useMutation('post', '/api/v1/ledger-entries/{id}/moves');
  const [refused, setRefused] = useState<ProblemError | null>(null);
  const word = t(`ledger.move_${move}`);

  async function send() {
    if (form.validate().hasErrors) return false;
    const request = () =>
      post.mutateAsync({
        params: { path: { id: entry.id }, header: idempotent(intention.key()) },
        body: body(form.getValues()),
      });
    try {
      await (around ? around(request) : request());
    } catch (error) {
      const problem = asProblem(error);
      // Without an answer the repeat must carry the same key; after one it is a new intention.
      if (problem.status > 0) intention.renew();
      if ([403, 404, 409].includes(problem.status)) void refreshLedger();
      if (problem.code === 'illegal_move') {
        setRefused(problem);
        return false;
      }
      form.setErrors(fieldErrors(error));
      throw error;
    }
    onDone(t(`ledger.done_${move}`));
    await refreshLedger();
    return true;
  }

  return (
    <ConfirmMove
      title={word}
      text={refused ? undefined : text}
      confirmLabel={props.confirmLabel ?? t('ledger.confirm_move', { move: word })}
      disabledReason={refused ? t('ledger.refused_kept') : undefined}
      onConfirm={send}
      onClose={onClose}
    >
      {refused && <Refused problem={refused} entry={entry} word={word} />}
      {children}
    </ConfirmMove>
  );
}

/** Somebody was quicker: what it is now, and what is possible now. */
function Refused({ problem, entry, word }: { problem: ProblemError; entry: Entry; word: string }) {
  const t = useT(ledger);
  const allowed = offered(problem.allowed).shown;
  return (
    <div className={css.refused} role="alert">
      <p>{t('ledger.refused', { move: word })}</p>
      <p>
        {t('ledger.refused_state', { state: t(`terms.ledger_${entry.state}`) })}
        {allowed.length > 0
          ? t('ledger.refused_can', {
              moves: allowed.map((name) => t(`ledger.move_${name}`)).join(t('ledger.comma')),
            })
          : t('ledger.refused_none')}
      </p>
    </div>
  );
}
