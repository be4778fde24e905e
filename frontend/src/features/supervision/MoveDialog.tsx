import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { api, fieldErrors, idempotent, useIdempotencyKey } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, notify } from '#/ui';
import { type Finding, type FindingMove, refreshFindings } from './model';
import { supervision } from './texts';

type Asked = 'measure' | 'result' | 'note';

/** What each move asks for. */
function asks(of: Finding, move: FindingMove): { field: Asked; required: boolean; initial: string }[] {
  const measure = { field: 'measure', required: !of.measure, initial: of.measure ?? '' } as const;
  switch (move) {
    case 'start':
      return [measure];
    case 'finish':
      return [
        ...(of.measure ? [] : [measure]),
        { field: 'result', required: true, initial: of.result ?? '' },
      ];
    case 'verify':
      return [{ field: 'note', required: false, initial: '' }];
    case 'reopen':
      return [{ field: 'note', required: true, initial: '' }];
  }
}

export function MoveDialog(props: { of: Finding; move: FindingMove; onClose: () => void }) {
  const { of, move, onClose } = props;
  const t = useT(supervision);
  const fields = asks(of, move);
  const [values, setValues] = useState<Partial<Record<Asked, string>>>(
    Object.fromEntries(fields.map(({ field, initial }) => [field, initial])),
  );
  const [errors, setErrors] = useState<Record<string, string>>({});
  const intention = useIdempotencyKey();
  const make = api.useMutation('post', '/api/v1/findings/{id}/moves');
  const labels: Record<Asked, string> = {
    measure: t('supervision.measure'),
    result: t('supervision.result'),
    note: t(move === 'reopen' ? 'supervision.reopen_note' : 'supervision.verify_note'),
  };
  return (
    <ConfirmMove
      title={t(`supervision.move_${move}`)}
      text={t(`supervision.${move}_text`)}
      confirmLabel={t(`supervision.move_${move}`)}
      onClose={onClose}
      onConfirm={async () => {
        const given = Object.fromEntries(
          Object.entries(values).flatMap(([field, value]) => (value.trim() ? [[field, value.trim()]] : [])),
        );
        const missing = fields.filter(({ field, required }) => required && !given[field]);
        if (missing.length > 0) {
          setErrors(Object.fromEntries(missing.map(({ field }) => [field, t('common.required')])));
          return false;
        }
        try {
          await make.mutateAsync({
            params: { path: { id: of.id }, header: idempotent(intention.key()) },
            body: { move, ...given },
          });
        } catch (error) {
          setErrors(fieldErrors(error));
          intention.renew();
          throw error;
        }
        notify.done(t(`supervision.done_${move}`));
        await refreshFindings();
        return true;
      }}
    >
      {fields.map(({ field, required }, index) => (
        <Textarea
          key={field}
          size="md"
          autosize
          minRows={3}
          maxLength={field === 'note' ? 500 : 1000}
          required={required}
          label={labels[field]}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          description={field === 'result' ? t('supervision.result_hint') : undefined}
          value={values[field] ?? ''}
          error={errors[field]}
          onChange={({ currentTarget: { value } }) => setValues((before) => ({ ...before, [field]: value }))}
        />
      ))}
    </ConfirmMove>
  );
}
