import { Button } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useT } from '#/i18n';
import { ProblemNote } from '../display/states';
import css from './ConfirmMove.module.css';
import { Dialog } from './Dialog';

type Props = {
  title: string;
  /** What happens next, in one sentence. */
  text?: ReactNode;
  confirmLabel: string;
  /** The rule's own questions and nothing more. */
  children?: ReactNode;
  /** Why it cannot be sent yet. */
  disabledReason?: string | undefined;
  /** What was refused earlier, while nobody looked. */
  refused?: unknown;
  /** Checks and sends. Return false to stay open (a field is wrong); a throw is shown and keeps the input. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
};

/** Asks what a state change needs. Closes itself only after the server has agreed. */
export function ConfirmMove({
  title,
  text,
  confirmLabel,
  children,
  disabledReason,
  refused = null,
  onConfirm,
  onClose,
}: Props) {
  const t = useT();
  const id = useId();
  const [error, setError] = useState<unknown>(refused);
  const [busy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    setError(null);
    try {
      if ((await onConfirm()) !== false) onClose();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <div className={css.foot}>
          {disabledReason && <p className="muted">{disabledReason}</p>}
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={id} loading={busy} disabled={Boolean(disabledReason)}>
            {confirmLabel}
          </Button>
        </div>
      }
    >
      <form
        id={id}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!busy && !disabledReason) void submit();
        }}
      >
        {text && <p className={css.text}>{text}</p>}
        <ProblemNote error={error} />
        {children}
      </form>
    </Dialog>
  );
}
