import { useCan } from '#/api';
import { useT } from '#/i18n';
import { PageHeader } from '#/ui';
import { Calendar } from './Calendar';
import { Confirmations } from './Confirmations';
import css from './Organisation.module.css';
import { organisation } from './texts';
import { Units } from './Units';
import { Years } from './Years';

export function OrganisationPage() {
  const t = useT(organisation);
  const mayRead = useCan('activities:read');
  return (
    <>
      <PageHeader title={t('organisation.title')} note={t('organisation.note')} />
      <div className={css.columns}>
        <Units />
        <div className={css.stacked}>
          <Years />
          <Calendar />
          {mayRead && <Confirmations />}
        </div>
      </div>
    </>
  );
}
