import { Button } from '@mantine/core';
import { useT } from '#/i18n';
import { FigureLink, InfoTip, Ring, Tag } from '#/ui';
import css from './duties.module.css';
import { type DutyProgress, figureOf, toneOf } from './model';
import { duties } from './texts';

/** One duty: the sentence first, a ring only where the plan sets a number. */
export function DutyCard({ item, onTrend }: { item: DutyProgress; onTrend: () => void }) {
  const t = useT(duties);
  const { duty, rest, actual, state, explanation } = item;
  const counted = ['activity_count', 'targets_covered'].includes(duty.metric);
  const figure = duty.metric === 'yes_no' ? t(actual ? 'duties.yes' : 'duties.no') : figureOf(item);
  const everyone = item.query?.path.includes('/duty-progress/targets') ?? false;
  return (
    <li className={`sheet ${css.card}`}>
      <div className={css.head}>
        <h2 className={css.name}>
          {duty.title}
          <InfoTip
            label={duty.title}
            rule={explanation.rule}
            period={explanation.period}
            exclusions={explanation.exclusions.join('；')}
          >
            {explanation.share && (
              <span className={css.quote}>
                <b>{t('duties.share')}</b> {explanation.share}
              </span>
            )}
            {explanation.waivers.map((waiver) => (
              <span key={waiver} className={css.quote}>
                <b>{t('duties.waiver')}</b> {waiver}
              </span>
            ))}
            {duty.source_quote && (
              <span className={css.quote}>
                <b>{t('duties.quote')}</b> “{duty.source_quote}”
              </span>
            )}
          </InfoTip>
        </h2>
        <span className={css.tags}>
          {item.informational && <Tag tone="blue">{t('duties.informational')}</Tag>}
          {state !== 'not_derived' && (
            <Tag tone={item.informational ? 'grey' : toneOf(state)} dot>
              {t(`terms.duty_${state}`)}
            </Tag>
          )}
        </span>
      </div>
      <p className={css.words}>{item.words}</p>
      <div className={css.foot}>
        <div className={css.figures}>
          {figure !== null && (
            <FigureLink query={item.query?.path} label={duty.title} className={css.figure}>
              {figure}
              {item.unit_label && duty.metric !== 'yes_no' && <small>{item.unit_label}</small>}
            </FigureLink>
          )}
          {state === 'behind' && item.due_now !== null && duty.metric !== 'yes_no' && (
            <span className="muted">{t('duties.due_now', { count: item.due_now })}</span>
          )}
          {item.waived > 0 && (
            <FigureLink query={item.waivers_query?.path} label={duty.title}>
              {t('duties.waived', { count: item.waived, target: item.target ?? 0 })}
            </FigureLink>
          )}
          {everyone && item.gap !== null && item.gap > 0 && item.query && (
            <FigureLink query={`${item.query.path}&covered=false`}>{t('duties.left')}</FigureLink>
          )}
          {counted && (
            <Button variant="subtle" size="compact-md" className={css.trendButton} onClick={onTrend}>
              {t('duties.trend')}
              <span className="sr-only"> {duty.title}</span>
            </Button>
          )}
        </div>
        {rest !== null && rest > 0 && actual !== null && duty.metric !== 'yes_no' && (
          <Ring
            value={actual}
            target={rest}
            label={duty.title}
            size={64}
            tone={item.informational ? 'blue' : 'pine'}
          />
        )}
      </div>
    </li>
  );
}
