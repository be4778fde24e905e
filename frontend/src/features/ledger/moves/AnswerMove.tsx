import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type components, useMe } from '#/api';
import { useT } from '#/i18n';
import { useDraft } from '#/offline';
import { ChoiceField, DraftBadge } from '#/ui';
import { Options } from '../Options';
import { withTemplate } from '../templates';
import { ledger } from '../texts';
import { useArrival } from '../useArrival';
import { ANSWERS, FINDINGS, WAYS } from '../words';
import { MoveFrame, type MoveProps } from './MoveFrame';
import { Templates } from './Templates';

type Schemas = components['schemas'];
type Values = {
  reply: string;
  outcome: (typeof ANSWERS)[number] | '';
  handling_way: Schemas['HandlingWay'] | '';
  finding: Schemas['LedgerFinding'] | '';
};

/** Settle, answer: what the submitter is told, and honestly how it ended. */
export function AnswerMove(props: MoveProps<'settle' | 'reply'>) {
  const { entry, move } = props;
  const t = useT(ledger);
  const me = useMe();
  const draft = useDraft<Values>({
    user: me.account.id,
    form: `ledger.${move}`,
    id: entry.id,
    about: ({ reply }) => ({ label: entry.number, note: reply, href: `/ledger/${entry.id}` }),
  });
  const form = useForm<Values>({
    initialValues: { reply: '', outcome: '', handling_way: '', finding: '' },
    validate: {
      reply: (value) => ([...value.trim()].length > 1 ? null : t('ledger.length_text')),
      outcome: (value) => (value ? null : t('common.required')),
    },
    onValuesChange: draft.save,
  });
  useArrival(draft.restored, form.setValues);
  const { values, errors } = form;
  return (
    <MoveFrame
      {...props}
      form={form}
      around={draft.send}
      text={t(`ledger.next_${move}`)}
      body={({ reply, outcome, handling_way, finding }) => ({
        move,
        reply: reply.trim(),
        // Never empty here: it has been validated.
        outcome: outcome || 'explained',
        handling_way: handling_way || null,
        finding: finding || null,
      })}
    >
      <Templates
        purpose="reply"
        entry={entry}
        onChoose={(text) => form.setFieldValue('reply', withTemplate(values.reply, text))}
      />
      <Textarea
        size="md"
        label={t('ledger.reply')}
        description={t('ledger.reply_hint')}
        required
        rows={5}
        maxLength={4000}
        data-autofocus
        {...form.getInputProps('reply')}
      />
      <Options
        label={t('ledger.outcome')}
        required
        choices={ANSWERS.map((value) => ({
          value,
          label: t(`terms.outcome_${value}`),
          hint: t(`ledger.outcome_${value}_hint`),
        }))}
        value={values.outcome}
        onChange={(value) => form.setFieldValue('outcome', value)}
        error={errors.outcome}
      />
      <ChoiceField
        label={t('ledger.way')}
        placeholder={t('ledger.way_none')}
        choices={WAYS.map((value) => ({ value, label: t(`ledger.way_${value}`) }))}
        value={values.handling_way}
        onChange={(value) => form.setFieldValue('handling_way', value)}
        error={errors.handling_way}
      />
      {entry.persons_concerned.length > 0 && (
        <ChoiceField
          label={t('ledger.finding')}
          placeholder={t('ledger.finding_none')}
          choices={FINDINGS.map((value) => ({ value, label: t(`ledger.finding_${value}`) }))}
          value={values.finding}
          onChange={(value) => form.setFieldValue('finding', value)}
          error={errors.finding}
        />
      )}
      <DraftBadge draft={draft} />
    </MoveFrame>
  );
}
