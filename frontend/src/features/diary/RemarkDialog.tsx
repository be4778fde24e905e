import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { api, changed, client, ifMatch, useMe } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Dialog, EditDialog, ErrorState, notify, Skeleton } from '#/ui';
import { diary } from './texts';
import type { Remark } from './useDiary';

/** What one notes for oneself on a day, based on what is there now. */
export function RemarkDialog({ day, onClose }: { day: string; onClose: () => void }) {
  const t = useT(diary);
  const format = useFormat();
  const me = useMe();
  const path = { id: me.person?.id ?? '', day };
  const query = api.useQuery(
    'get',
    '/api/v1/personnel/{id}/diary-remarks/{day}',
    { params: { path } },
    { gcTime: 0, refetchOnWindowFocus: false },
  );
  const title = t('diary.remark_of', { date: format.weekday(day) });
  if (!query.data) {
    return (
      <Dialog title={title} onClose={onClose}>
        {query.error ? <ErrorState error={query.error} /> : <Skeleton lines={4} />}
      </Dialog>
    );
  }
  return <Writing title={title} path={path} remark={query.data} onClose={onClose} />;
}

function Writing(props: {
  title: string;
  path: { id: string; day: string };
  remark: Remark;
  onClose: () => void;
}) {
  const t = useT(diary);
  const form = useForm({ initialValues: { text: props.remark.text } });
  return (
    <EditDialog
      title={props.title}
      text={t('diary.remark_private')}
      form={form}
      version={props.remark.version}
      labels={{ text: t('diary.remark') }}
      onClose={props.onClose}
      save={async (body, version) => {
        const { data } = await client.PUT('/api/v1/personnel/{id}/diary-remarks/{day}', {
          params: { path: props.path, header: ifMatch(version) },
          body,
        });
        await changed('/api/v1/personnel');
        notify.done(t(data?.text ? 'diary.remark_saved' : 'diary.remark_removed'));
      }}
    >
      <Textarea
        size="md"
        label={t('diary.remark')}
        placeholder={t('diary.remark_placeholder')}
        rows={6}
        maxLength={4000}
        data-autofocus
        {...form.getInputProps('text')}
      />
    </EditDialog>
  );
}
