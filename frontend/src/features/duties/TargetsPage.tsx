import { getRouteApi, Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, ErrorState, FigureLink, PageHeader, Skeleton, Tag } from '#/ui';
import css from './duties.module.css';
import { duties } from './texts';

const route = getRouteApi('/_in/duties/targets');

/** The pupils behind the number: who is visited and who is not. */
export function TargetsPage() {
  const t = useT(duties);
  const { person_id, duty_code, on, covered } = route.useSearch();
  const query = api.useQuery('get', '/api/v1/duty-progress/targets', {
    params: { query: { duty_code, ...(person_id ? { person_id } : {}), ...(on ? { on } : {}) } },
  });
  const all = query.data?.items ?? [];
  const done = all.filter((one) => one.covered).length;
  const shown = all.filter((one) => covered === undefined || String(one.covered) === covered);
  const classes = [...new Set(shown.map((one) => one.class_name))];
  const title = t('duties.targets', {
    title: duty_code === 'home_visit' ? t('terms.kind_home_visit') : duty_code,
  });
  return (
    <>
      <PageHeader
        title={title}
        note={query.data && t('duties.targets_covered', { covered: done, left: all.length - done })}
        back={
          <Link to="/duties" search={{ person_id, on }}>
            {t('duties.back')}
          </Link>
        }
      />
      <nav className={css.switch} aria-label={title}>
        {([undefined, 'false', 'true'] as const).map((value) => (
          <Link
            key={value ?? 'all'}
            to="/duties/targets"
            search={{ person_id, duty_code, on, covered: value }}
            className={css.choice}
            aria-current={covered === value ? 'page' : undefined}
          >
            {t(value === undefined ? 'duties.all' : value === 'true' ? 'duties.covered' : 'duties.uncovered')}
          </Link>
        ))}
      </nav>
      {query.isPending && <Skeleton lines={6} height={40} />}
      {query.error && (
        <div className="sheet">
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.data && shown.length === 0 && (
        <div className="sheet">
          <EmptyState
            icon="household"
            title={t('duties.targets_empty')}
            text={t(all.length > 0 && done === all.length ? 'duties.targets_done' : 'duties.targets_none')}
          />
        </div>
      )}
      {classes.map((name) => (
        <section key={name} aria-label={name}>
          <h2 className={css.group}>{name}</h2>
          <ul className={css.pupils}>
            {shown
              .filter((one) => one.class_name === name)
              .map((one) => (
                <li key={one.student_id} className={`sheet ${css.pupil}`}>
                  <span>
                    <b>{one.student_name}</b>
                    {one.records > 0 && (
                      <FigureLink
                        query={`/api/v1/activities?kind=home_visit&counted=true&household_id=${one.household_id}`}
                        label={one.student_name}
                        className="muted"
                      >
                        {t('duties.records_count', { count: one.records })}
                      </FigureLink>
                    )}
                  </span>
                  <Tag tone={one.covered ? 'green' : 'grey'} dot>
                    {t(one.covered ? 'duties.covered' : 'duties.uncovered')}
                  </Tag>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
