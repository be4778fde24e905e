import { Button } from '@mantine/core';
import { api, client } from '#/api';
import { useT } from '#/i18n';
import { notify, PrintButton } from '#/ui';
import css from '../Ballots.module.css';
import { type Box, refreshBoxes } from '../model';
import { ballots } from '../texts';
import { useCount } from './CountField';

const MOST = 5_000;

/** Papers: printed, noted when handed out, and how far the tellers are. */
export function Papers({ box }: { box: Box }) {
  const t = useT(ballots);
  const note = api.useMutation('post', '/api/v1/ballot-boxes/{id}/papers');
  const { read, field } = useCount(MOST, 20);
  const { entered, agreed, differing, waiting } = box.papers;

  async function noteThem() {
    const count = read();
    if (count === null) return;
    try {
      await note.mutateAsync({ params: { path: { id: box.id } }, body: { count } });
      await refreshBoxes();
      notify.done(t('ballots.papers_noted'));
    } catch (error) {
      notify.problem(error);
    }
  }

  return (
    <section className={`sheet ${css.section}`} aria-label={t('ballots.papers')}>
      <h2>{t('ballots.papers')}</h2>
      <p>{t('ballots.papers_text')}</p>
      <div className={css.asked}>
        {field}
        <Button loading={note.isPending} variant="default" onClick={() => void noteThem()}>
          {t('ballots.papers_note')}
        </Button>
        <PrintButton
          label={t('ballots.form')}
          form={() =>
            client.GET('/api/v1/ballot-boxes/{id}/form', {
              params: { path: { id: box.id } },
              parseAs: 'blob',
            })
          }
        />
      </div>
      {entered > 0 && <p className={css.said}>{t('ballots.entered', { entered, agreed })}</p>}
      {waiting.length > 0 && <p className="muted">{t('ballots.waiting', { numbers: waiting.join('、') })}</p>}
      {differing.length > 0 && (
        <div className={css.again}>
          <b>{t('ballots.differing', { numbers: differing.join('、') })}</b>
          <p>{t('ballots.differing_text')}</p>
        </div>
      )}
    </section>
  );
}
