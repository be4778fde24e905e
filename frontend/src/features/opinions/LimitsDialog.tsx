import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, type components, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { Dialog, EditDialog, notify, Skeleton, useUnits } from '#/ui';
import { opinions } from './texts';

type Limits = components['schemas']['OpinionLimits'];

/** How soon the school answers. */
export function LimitsDialog({ onClose }: { onClose: () => void }) {
  const t = useT(opinions);
  const { units } = useUnits();
  const school = units.find((one) => one.kind === 'central_school');
  const limits = api.useQuery(
    'get',
    '/api/v1/opinion-limits/{id}',
    { params: { path: { id: school?.id ?? '' } } },
    { enabled: Boolean(school) },
  );
  if (limits.data) return <LimitsForm of={limits.data} onClose={onClose} />;
  return (
    <Dialog title={t('opinions.limits')} onClose={onClose}>
      <Skeleton lines={4} />
    </Dialog>
  );
}

function LimitsForm({ of, onClose }: { of: Limits; onClose: () => void }) {
  const t = useT(opinions);
  const update = api.useMutation('patch', '/api/v1/opinion-limits/{id}');
  const hours = (value: string) =>
    /^\d+$/.test(value) && Number(value) > 0 && Number(value) <= 720 ? null : t('opinions.number_wrong');
  const form = useForm({
    initialValues: {
      general_hours: String(of.general_hours),
      major_hours: String(of.major_hours),
      serious_hours: String(of.serious_hours),
    },
    validate: { general_hours: hours, major_hours: hours, serious_hours: hours },
  });
  const labels = {
    general_hours: t('opinions.hours_general'),
    major_hours: t('opinions.hours_major'),
    serious_hours: t('opinions.hours_serious'),
  };
  return (
    <EditDialog
      title={t('opinions.limits')}
      text={t('opinions.limits_text')}
      form={form}
      version={of.version}
      labels={labels}
      onClose={onClose}
      save={async (values, version) => {
        await update.mutateAsync({
          params: { path: { id: of.unit_id }, header: ifMatch(version) },
          body: {
            general_hours: Number(values.general_hours),
            major_hours: Number(values.major_hours),
            serious_hours: Number(values.serious_hours),
          },
        });
        await changed('/api/v1/opinion-limits/{id}');
        notify.done(t('opinions.limits_saved'));
      }}
    >
      {(['general_hours', 'major_hours', 'serious_hours'] as const).map((field) => (
        <TextInput
          key={field}
          size="md"
          required
          inputMode="numeric"
          label={labels[field]}
          {...form.getInputProps(field)}
        />
      ))}
    </EditDialog>
  );
}
