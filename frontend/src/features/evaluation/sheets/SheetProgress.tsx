import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, Skeleton, Tag } from '#/ui';
import css from './Sheets.module.css';
import { sheets } from './texts';

type Props = { round: { id: string } };

/** How far the assessors of a round are: a part of the round's page, for those who hold it. */
export function SheetProgress({ round }: Props) {
  const t = useT(sheets);
  const query = api.useQuery('get', '/api/v1/evaluation-rounds/{id}/sheets', {
    params: { path: { id: round.id } },
  });
  const progress = query.data;
  const flagged = progress?.items.some((one) => one.flags.length > 0);
  const readable = progress?.items.some((one) => one.sheets.some((sheet) => sheet.readable));
  return (
    <section className={`sheet ${css.progress}`} aria-label={t('sheets.progress')}>
      <header className={css.head}>
        <h2>{t('sheets.progress')}</h2>
        {progress && progress.handed_out > 0 && (
          <p className="muted">
            {t('sheets.progress_note', { submitted: progress.submitted, handed: progress.handed_out })}
          </p>
        )}
      </header>
      {!progress ? (
        query.error ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton lines={5} />
        )
      ) : progress.items.length === 0 ? (
        <p className="muted">{t('sheets.progress_empty')}</p>
      ) : (
        <>
          <ul className={css.assessors}>
            {progress.items.map((one) => (
              <li key={`${one.group_code} ${one.person_id}`} className={css.assessor}>
                <span className={css.name}>
                  <b>{one.person_name}</b>
                  <span className="muted">{one.group_name}</span>
                </span>
                <span className={css.tags}>
                  {one.flags.map((flag) => (
                    <Tag key={flag} tone="amber">
                      {t(`sheets.flag_${flag}`)}
                    </Tag>
                  ))}
                  <Tag tone={one.submitted === one.handed_out ? 'green' : 'grey'}>
                    {t('sheets.progress_note', { submitted: one.submitted, handed: one.handed_out })}
                  </Tag>
                </span>
                {one.sheets.some((sheet) => sheet.readable) && (
                  <ul className={css.links} aria-label={t('sheets.sheets_of', { name: one.person_name })}>
                    {one.sheets
                      .filter((sheet) => sheet.readable)
                      .map((sheet) => (
                        <li key={sheet.id}>
                          <Link to="/evaluation/sheets/$id" params={{ id: sheet.id }}>
                            {sheet.object_name}
                          </Link>
                          {sheet.set_aside && <small className="muted"> {t('sheets.is_set_aside')}</small>}
                        </li>
                      ))}
                  </ul>
                )}
              </li>
            ))}
          </ul>
          {flagged && <p className="muted">{t('sheets.flags_note')}</p>}
          {!readable && <p className="muted">{t('sheets.closed_contents')}</p>}
        </>
      )}
    </section>
  );
}
