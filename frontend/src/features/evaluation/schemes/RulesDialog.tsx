import { type UseFormReturnType, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { api, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { EditDialog, notify } from '#/ui';
import { type Rules, refreshSchemes, type Scheme } from '../model';
import { schemes } from './texts';

/** Named as in the API, so that its complaints find their fields. */
export type RulesForm = UseFormReturnType<{ rules: Rules }>;

export function useRulesForm(scheme: Scheme): RulesForm {
  const t = useT(schemes);
  return useForm<{ rules: Rules }>({
    initialValues: { rules: scheme.rules },
    validate: ({ rules }) =>
      Object.fromEntries(
        numbersOf(rules)
          .filter(([, number]) => !DECIMAL.test(number.trim()))
          .map(([field]) => [`rules.${field}`, t('schemes.number_wrong')]),
      ),
  });
}

const DECIMAL = /^\d{1,4}(\.\d{1,2})?$/;

/** Every number that people type, by its field. */
function numbersOf(rules: Rules): [string, string][] {
  return [
    ...rules.dimensions.map((one, at): [string, string] => [`dimensions.${at}.weight`, one.weight]),
    ...rules.grades.map((one, at): [string, string] => [`grades.${at}.value`, one.value]),
    ...rules.groups.map((one, at): [string, string] => [`groups.${at}.weight`, one.weight]),
    ['organisational_weight', rules.organisational_weight],
    ['mass_weight', rules.mass_weight],
    ...(rules.cap ? [['cap.percent', rules.cap.percent] as [string, string]] : []),
  ];
}

type Props = {
  scheme: Scheme;
  title: string;
  text?: string;
  form: RulesForm;
  /** The rules as they are sent, where the fields say it otherwise. */
  written?: (rules: Rules) => Rules;
  onClose: () => void;
  children: ReactNode;
};

/** Changes a part of the rules of a draft; they are sent as a whole. */
export function RulesDialog({ scheme, title, text, form, written, onClose, children }: Props) {
  const t = useT(schemes);
  const update = api.useMutation('patch', '/api/v1/evaluation-schemes/{id}');
  return (
    <EditDialog
      title={title}
      text={text}
      form={form}
      version={scheme.version}
      labels={{ title: t('schemes.name'), rules: title }}
      onClose={onClose}
      save={async ({ rules }, version) => {
        await update.mutateAsync({
          params: { path: { id: scheme.id }, header: ifMatch(version) },
          body: { rules: written ? written(rules) : rules },
        });
        await refreshSchemes();
        notify.done(t('schemes.saved'));
      }}
    >
      {children}
    </EditDialog>
  );
}
