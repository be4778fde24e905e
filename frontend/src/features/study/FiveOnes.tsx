import { Button } from '@mantine/core';
import { useState } from 'react';
import { api, useCan, useSession } from '#/api';
import { useT } from '#/i18n';
import { FigureLink, Tag } from '#/ui';
import { HandInDialog } from './HandInDialog';
import css from './Study.module.css';
import { study } from './texts';

/** The deliverables that bind me (五个一), each with what counts of it. */
export function FiveOnes() {
  const t = useT(study);
  const mayHandIn = useCan('study:hand_in');
  const person = useSession().me?.person?.id;
  const { data } = api.useQuery('get', '/api/v1/duty-progress', {}, { enabled: Boolean(person) });
  const [handing, setHanding] = useState<{ id: string; title: string } | null>(null);
  const ones = (data?.items ?? []).filter((item) => item.duty.metric === 'deliverable');
  if (ones.length === 0) return null;
  return (
    <section className={`sheet ${css.section}`} aria-label={t('study.five_ones')}>
      <h2>{t('study.five_ones')}</h2>
      <p className="muted">{t('study.five_ones_note')}</p>
      <ul className={css.ones}>
        {ones.map((item) => {
          const count = { actual: item.actual ?? 0, target: item.target ?? 1 };
          const done = item.state === 'met';
          return (
            <li key={item.duty.id} className={css.one}>
              <b>{item.duty.title}</b>
              <FigureLink
                query={`/api/v1/study-completions?duty_id=${item.duty.id}&mine=true`}
                label={item.duty.title}
              >
                <Tag tone={done ? 'green' : 'grey'}>
                  {t(done ? 'study.deliverable_done' : 'study.deliverable_open', count)}
                </Tag>
              </FigureLink>
              {mayHandIn && !done && (
                <Button
                  variant="default"
                  aria-label={`${t('study.hand_in')} ${item.duty.title}`}
                  onClick={() => setHanding({ id: item.duty.id, title: item.duty.title })}
                >
                  {t('study.hand_in')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {handing && (
        <HandInDialog what={{ duty_id: handing.id }} name={handing.title} onClose={() => setHanding(null)} />
      )}
    </section>
  );
}
