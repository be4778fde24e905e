import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, changed, client, type components, useCan, useIdempotencyKey } from '#/api';
import { today, useFormat, useT } from '#/i18n';
import { Icon, notify } from '#/ui';
import css from './MyDay.module.css';
import { Sheet } from './Sheet';
import { dashboard } from './texts';

type Activity = components['schemas']['Activity'];

const AHEAD = 7;

function inAWeek(): string {
  const day = new Date(`${today()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + AHEAD);
  return day.toISOString().slice(0, 10);
}

/** What I promised and have not done yet, until a week from now. */
export function useFollowUps() {
  return api.useQuery(
    'get',
    '/api/v1/activities',
    { params: { query: { mine: true, 'follow_up_on[lte]': inAWeek(), limit: 50 } } },
    { enabled: useCan('activities:read') },
  );
}

/** Done with one tap. */
export function FollowUps({ promised }: { promised: readonly Activity[] }) {
  const t = useT(dashboard);
  const format = useFormat();
  const repeat = useIdempotencyKey();
  const [busy, setBusy] = useState<string | null>(null);
  const open = promised
    .filter((one) => one.allowed_moves.includes('follow_up'))
    .sort((one, other) => (one.follow_up_on ?? '').localeCompare(other.follow_up_on ?? ''));
  if (open.length === 0) return null;

  async function done(id: string) {
    setBusy(id);
    try {
      await client.POST('/api/v1/activities/{id}/moves', {
        params: { path: { id }, header: { 'Idempotency-Key': repeat.key() } },
        body: { move: 'follow_up' },
      });
      notify.done(t('dashboard.follow_done_toast'));
      await changed('/api/v1/activities', '/api/v1/dashboard');
    } catch (error) {
      notify.problem(error);
    } finally {
      repeat.renew();
      setBusy(null);
    }
  }

  return (
    <Sheet title={t('dashboard.follow')} aside={t('dashboard.waiting_total', { count: open.length })}>
      <ul className={css.promises}>
        {open.slice(0, 5).map((one) => {
          const late = (one.follow_up_on ?? '') < today();
          return (
            <li key={one.id}>
              <span>
                <Link to="/activities/$id" params={{ id: one.id }}>
                  {one.follow_up}
                </Link>
                <span className="muted">
                  {t(`terms.kind_${one.kind}`)} {one.household_label ?? one.class_name ?? one.unit_name} ·{' '}
                  <span className={late ? css.late : undefined}>
                    {one.follow_up_on && format.due(one.follow_up_on)}
                  </span>
                </span>
              </span>
              <button
                type="button"
                className={css.doneButton}
                disabled={busy !== null}
                aria-label={`${t('dashboard.follow_done')}：${one.follow_up}`}
                onClick={() => void done(one.id)}
              >
                <Icon name="check" size={18} />
                {t('dashboard.follow_done')}
              </button>
            </li>
          );
        })}
      </ul>
      {open.length > 5 && (
        <p className={css.nothing}>
          <Link to="/activities" search={{ mine: 'true', 'follow_up_on[lte]': inAWeek() }}>
            {t('dashboard.families_all')}
          </Link>
        </p>
      )}
    </Sheet>
  );
}
