import { Link } from '@tanstack/react-router';
import { api } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Skeleton, Timeline } from '#/ui';
import css from './PupilFiles.module.css';
import { pupilFiles } from './texts';

/** What was done for the pupil: the records of support that name him. */
export function SupportRecords({ studentId }: { studentId: string }) {
  const t = useT(pupilFiles);
  const format = useFormat();
  const { data, isPending } = api.useQuery('get', '/api/v1/activities', {
    params: { query: { student_id: studentId, kind: ['pupil_support'], limit: 10 } },
  });
  const items = data?.items ?? [];
  return (
    <section className={`sheet ${css.part}`} aria-label={t('pupilFiles.records')}>
      <h2>{t('pupilFiles.records')}</h2>
      {isPending && <Skeleton lines={3} />}
      {data && items.length === 0 && <p className="muted">{t('pupilFiles.records_none')}</p>}
      <Timeline
        label={t('pupilFiles.records')}
        items={items.map((one) => ({
          id: one.id,
          title: (
            <Link to="/activities/$id" params={{ id: one.id }}>
              {one.person_name}
            </Link>
          ),
          at: format.shortDate(one.happened_on),
          text: one.text,
        }))}
      />
      {data?.next && (
        <Link to="/activities" search={{ student_id: studentId, kind: 'pupil_support' }}>
          {t('pupilFiles.records_all')}
        </Link>
      )}
    </section>
  );
}
