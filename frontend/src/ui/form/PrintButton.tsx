import { Button } from '@mantine/core';
import { useState } from 'react';
import { useT } from '#/i18n';
import { Icon } from '../Icon';
import { notify } from '../notify';
import { saveAnswer } from '../save';

type Props = {
  /** Fetches the form: `() => client.GET('/api/v1/…/form', { params, parseAs: 'blob' })`. */
  form: () => Promise<{ data?: unknown; response: Response }>;
  /** Another word than 打印 PDF. */
  label?: string;
  /** What the file is called when the server gives no name. */
  name?: string;
};

/** Fetches the official form as a file, to be printed or sent on. */
export function PrintButton({ form, label, name = 'form.pdf' }: Props) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  async function fetchForm() {
    setBusy(true);
    try {
      saveAnswer(await form(), name);
    } catch (error) {
      notify.problem(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button
      variant="default"
      leftSection={<Icon name="download" size={18} />}
      loading={busy}
      onClick={() => void fetchForm()}
    >
      {label ?? t('common.print_pdf')}
    </Button>
  );
}
