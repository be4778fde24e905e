import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, client, ifMatch } from '#/api';
import { useT } from '#/i18n';
import { ConfirmMove, copy, Dialog, Icon, notify, saveAnswer } from '#/ui';
import css from '../Ballots.module.css';
import { type Box, refreshBoxes } from '../model';
import { ballots } from '../texts';
import { useCount } from './CountField';

/** What one answer may hold. */
const MOST = 500;

/** One-time codes: printed on slips, or shown once; those not used can be made void. */
export function Codes({ box }: { box: Box }) {
  const t = useT(ballots);
  const make = api.useMutation('post', '/api/v1/ballot-boxes/{id}/codes');
  const { read, field } = useCount(MOST, 48);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [voiding, setVoiding] = useState(false);
  const path = { id: box.id };

  async function asked(work: (count: number) => Promise<void>) {
    const count = read();
    if (count === null) return;
    setBusy(true);
    try {
      await work(count);
      await refreshBoxes();
    } catch (error) {
      notify.problem(error);
    } finally {
      setBusy(false);
    }
  }
  const print = (count: number) =>
    client
      .POST('/api/v1/ballot-boxes/{id}/slips', { params: { path }, body: { count }, parseAs: 'blob' })
      .then((answer) => saveAnswer(answer, 'slips.pdf'));
  const show = (count: number) =>
    make.mutateAsync({ params: { path }, body: { count } }).then((made) => setCodes(made.codes));

  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.codes')}>
      <h2>{t('ballots.codes')}</h2>
      <p>{t('ballots.codes_text')}</p>
      <div className={css.asked}>
        {field}
        <Button
          leftSection={<Icon name="print" size={18} />}
          loading={busy}
          onClick={() => void asked(print)}
        >
          {t('ballots.slips')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => void asked(show)}>
          {t('ballots.codes_show')}
        </Button>
        {box.codes_made > 0 && (
          <Button variant="default" disabled={busy} onClick={() => setVoiding(true)}>
            {t('ballots.codes_void')}
          </Button>
        )}
      </div>
      <p className={`muted ${css.said}`}>
        {t('ballots.kiosk', { address: `${location.origin}/ballot?kiosk` })}
      </p>
      {codes && <Shown codes={codes} onClose={() => setCodes(null)} />}
      {voiding && <VoidDialog box={box} onClose={() => setVoiding(false)} />}
    </section>
  );
}

/** Codes, once: they are stored nowhere. */
function Shown({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useT(ballots);
  return (
    <Dialog
      title={t('ballots.codes_once')}
      width={680}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('ballots.codes_done')}</Button>}
    >
      <p className={css.said}>{t('ballots.codes_once_text')}</p>
      <Button
        variant="default"
        onClick={() =>
          void copy(codes.join('\n')).then(
            () => notify.done(t('ballots.codes_copied')),
            (error: unknown) => notify.problem(error),
          )
        }
      >
        {t('ballots.codes_copy')}
      </Button>
      <ul className={css.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}

function VoidDialog({ box, onClose }: { box: Box; onClose: () => void }) {
  const t = useT(ballots);
  const voidAll = api.useMutation('delete', '/api/v1/ballot-boxes/{id}/codes');
  return (
    <ConfirmMove
      title={t('ballots.codes_void')}
      text={t('ballots.codes_void_text')}
      confirmLabel={t('ballots.codes_void')}
      onClose={onClose}
      onConfirm={async () => {
        await voidAll.mutateAsync({ params: { path: { id: box.id }, header: ifMatch(box.version) } });
        await refreshBoxes();
        notify.done(t('ballots.codes_voided'));
      }}
    />
  );
}
