import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { Dialog } from '#/ui/dialog/Dialog';
import { useExport } from '#/ui/unsent/useExport';

type Props = {
  user: string;
  count: number;
  onSend: () => void;
  onLeave: () => void;
  onClose: () => void;
};

/** Logging out takes away what was not sent: nobody loses it without having been asked. */
export default function LeaveDialog({ user, count, onSend, onLeave, onClose }: Props) {
  const t = useT();
  const exported = useExport(user);
  return (
    <Dialog
      title={t('common.leave_title', { count })}
      onClose={onClose}
      footer={
        <div className="row">
          <Button variant="default" onClick={onLeave}>
            {t('common.leave_anyway')}
          </Button>
          <Button variant="default" onClick={() => void exported()}>
            {t('common.leave_export')}
          </Button>
          <Button onClick={onSend} data-autofocus>
            {t('common.leave_send')}
          </Button>
        </div>
      }
    >
      <p>{t('common.leave_text')}</p>
    </Dialog>
  );
}
