import { useFormat, useT } from '#/i18n';
import type { Fact } from './facts';
import { textLabel } from './fieldNames';
import { isPlain } from './forms';
import { kinds } from './kindTexts';
import css from './OfficialForm.module.css';
import { activities } from './texts';
import type { Activity } from './words';

type Props = { activity: Activity; facts: { short: Fact[]; long: Fact[] }; followUp: string };

/** The record on paper: the A4 form the school files. */
export function OfficialForm({ activity, facts, followUp }: Props) {
  const t = useT(activities);
  const k = useT(kinds);
  const format = useFormat();
  const kind = activity.kind;
  const pairs = facts.short.flatMap((one, at) => (at % 2 === 0 ? [[one, facts.short[at + 1]] as const] : []));
  const confirmed =
    activity.confirmed_at &&
    t('activities.form_confirmed', {
      name: activity.confirmer_name ?? '',
      at: format.dateTime(activity.confirmed_at),
    });
  return (
    <article className={`print-only ${css.form}`}>
      <h1 className={css.title}>{isPlain(kind) ? k(`kinds.form_${kind}`) : t(`activities.form_${kind}`)}</h1>
      <p className={css.under}>
        <span>{activity.unit_name}</span>
        <span>{t('activities.form_number', { id: activity.id.slice(-12) })}</span>
      </p>
      <table className={css.grid}>
        <tbody>
          {pairs.map(([left, right]) => (
            <tr key={left.label}>
              <th scope="row">{left.label}</th>
              <td colSpan={right ? 1 : 3}>{left.value}</td>
              {right && (
                <>
                  <th scope="row">{right.label}</th>
                  <td>{right.value}</td>
                </>
              )}
            </tr>
          ))}
          <tr>
            <th scope="row">{t(textLabel(kind))}</th>
            <td colSpan={3} data-long data-words>
              {activity.text}
            </td>
          </tr>
          {facts.long.map((one) => (
            <tr key={one.label}>
              <th scope="row">{one.label}</th>
              <td colSpan={3} data-long>
                {one.value}
              </td>
            </tr>
          ))}
          {followUp && (
            <tr>
              <th scope="row">{t('activities.form_follow')}</th>
              <td colSpan={3}>{followUp}</td>
            </tr>
          )}
          <tr>
            <th scope="row">{t('activities.form_status')}</th>
            <td colSpan={3}>
              {[
                t(`terms.activity_${activity.status}`),
                confirmed ??
                  (activity.confirmer_name &&
                    t('activities.form_unconfirmed', { name: activity.confirmer_name })),
                activity.on_behalf && t('activities.step_recorded_for', { name: activity.recorded_by_name }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </td>
          </tr>
        </tbody>
      </table>
      <p className={css.signatures}>
        <span>
          {activity.person_name} {t('activities.form_signature')}：＿＿＿＿＿＿＿＿
        </span>
        {activity.confirmer_name && (
          <span>
            {activity.confirmer_name} {t('activities.form_signature')}：＿＿＿＿＿＿＿＿
          </span>
        )}
      </p>
    </article>
  );
}
