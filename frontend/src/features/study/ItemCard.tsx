import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCan } from '#/api';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, FigureLink, IconButton, Tag } from '#/ui';

import type { StudyItem } from './model';
import { StateTag } from './StateTag';
import css from './Study.module.css';
import { study } from './texts';

type Props = { item: StudyItem; onHandIn: () => void; onEdit?: () => void };

/** One theme: how, with what, for whom, until when; and how it stands with me. */
export function ItemCard({ item, onHandIn, onEdit }: Props) {
  const t = useT(study);
  const format = useFormat();
  const mayHandIn = useCan('study:hand_in');
  const mayFind = useCan('findings:write');
  // Counts of others are for those who answer for them.
  const oversees = useCan('exports:run');
  const theme = t(`terms.study_theme_${item.theme}`);
  return (
    <article className={`sheet ${css.item}`} aria-label={theme}>
      <div className={css.head}>
        <h2>{theme}</h2>
        <span className="row">
          <Tag>{t(`terms.study_mode_${item.mode}`)}</Tag>
          {onEdit && <IconButton icon="edit" label={`${t('study.edit_item')} ${theme}`} onClick={onEdit} />}
        </span>
      </div>
      <dl className={css.facts}>
        <dt>{t('study.question')}</dt>
        <dd className={item.question ? undefined : css.missing}>
          {item.question ?? t('study.question_missing')}
        </dd>
        <dt>{t('study.material')}</dt>
        <dd className={item.material ? undefined : css.missing}>
          {item.material ?? t('study.material_missing')}
        </dd>
        <dt>{t('study.audience')}</dt>
        <dd>{t(`study.audience_${item.audience}`)}</dd>
        <dt>{t('study.due_on')}</dt>
        <dd>{item.due_on ? format.date(item.due_on) : t('study.no_due')}</dd>
      </dl>
      {oversees && (
        <p className={css.counts}>
          <FigureLink query={item.accepted.query} label={t('study.of_item', { theme })}>
            {t('study.accepted')} {format.number(item.accepted.value)}
          </FigureLink>
          <FigureLink query={item.handed_in.query} label={t('study.of_item', { theme })}>
            {t('study.waiting')} {format.number(item.handed_in.value)}
          </FigureLink>
        </p>
      )}
      <div className={css.foot}>
        <span>
          {item.own ? (
            <Link to="/study/completions/$id" params={{ id: item.own.id }}>
              <span className="sr-only">{theme} </span>
              <StateTag state={item.own.state} />
            </Link>
          ) : (
            !item.for_me && <span className="muted">{t('study.not_for_me')}</span>
          )}
        </span>
        {mayFind && item.for_me && (
          <ButtonLink to="/findings" search={{ find: item.theme }} variant="default">
            {t('study.find_gap')}
          </ButtonLink>
        )}
        {mayHandIn && item.for_me && !item.own && <Button onClick={onHandIn}>{t('study.hand_in')}</Button>}
      </div>
    </article>
  );
}
