import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { fieldErrors, type ProblemError } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove } from './ConfirmMove';
import { ConflictDialog, useConflict } from './ConflictDialog';

type Props<Values> = {
  title: string;
  text?: ReactNode;
  form: UseFormReturnType<Values>;
  /** The version the edit is based on; leave it out for a new record. */
  version?: number;
  /** Words for the fields, for the case that somebody else changed them meanwhile. */
  labels?: Record<string, string>;
  format?: (field: string, value: unknown) => string;
  confirmLabel?: string;
  /** What the server said to these words earlier, while nobody looked. */
  refused?: ProblemError | null;
  /** Sends the values; a refusal is shown and the input stays. */
  save: (values: Values, version: number) => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
};

/** A form in a dialog: field errors, and mine beside theirs when somebody else was quicker. */
export function EditDialog<Values extends Record<string, unknown>>(props: Props<Values>) {
  const { title, text, form, version = 0, labels = {}, format, save, onClose, children } = props;
  const { refused = null } = props;
  const t = useT();
  const conflict = useConflict(refused);

  async function send(values: Values, based: number) {
    try {
      await save(values, based);
      return true;
    } catch (error) {
      if (conflict.caught(error)) return false;
      form.setErrors(fieldErrors(error));
      throw error;
    }
  }

  if (conflict.problem) {
    return (
      <ConflictDialog
        problem={conflict.problem}
        labels={labels}
        {...(format ? { format } : {})}
        onClose={conflict.clear}
        onResolve={({ version: current, values }) => {
          const chosen = Object.fromEntries(
            Object.entries(values).map(([field, value]) => [field, value ?? '']),
          ) as Partial<Values>;
          const merged = { ...form.getValues(), ...chosen };
          form.setValues(merged);
          conflict.clear();
          void send(merged, current).then(
            (done) => done && onClose(),
            () => undefined,
          );
        }}
      />
    );
  }
  return (
    <ConfirmMove
      title={title}
      text={text}
      refused={refused?.status === 412 ? null : refused}
      confirmLabel={props.confirmLabel ?? t('common.save')}
      onConfirm={async () => {
        if (form.validate().hasErrors) return false;
        return send(form.getValues(), version);
      }}
      onClose={onClose}
    >
      {children}
    </ConfirmMove>
  );
}
