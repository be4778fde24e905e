import { Button } from '@mantine/core';
import { useFormat, useT } from '#/i18n';
import { ButtonLink, copy, FieldList, Icon, notify, PageHeader } from '#/ui';
import css from './Access.module.css';
import type { AccessWithCode } from './model';
import { access } from './texts';

/** Link and code of a fresh access, shown once: to be copied or printed. */
export function Handed({ of }: { of: AccessWithCode }) {
  const t = useT(access);
  const format = useFormat();
  return (
    <>
      <PageHeader
        title={t('access.made_title')}
        note={t('access.made_text')}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<Icon name="print" size={18} />}
              onClick={() => window.print()}
            >
              {t('common.print')}
            </Button>
            <Button
              onClick={() =>
                void copy(of.url).then(
                  () => notify.done(t('access.copied')),
                  (refusal) => notify.problem(refusal),
                )
              }
            >
              {t('access.copy')}
            </Button>
          </>
        }
      />
      <section className={`sheet stack ${css.form}`} aria-label={t('access.made_title')}>
        <p className={css.code}>{of.code}</p>
        <FieldList
          fields={[
            { label: t('access.address'), value: <span className={css.address}>{of.url}</span>, wide: true },
            { label: t('access.holder'), value: of.holder },
            { label: t('access.expires'), value: format.dateTime(of.expires_at) },
            { label: t('access.records'), value: t('access.records_count', { count: of.records }) },
          ]}
        />
        <div className="no-print">
          <ButtonLink variant="default" to="/inspection-access/$id" params={{ id: of.id }}>
            {t('access.made_done')}
          </ButtonLink>
        </div>
      </section>
    </>
  );
}
