import { Button } from '@mantine/core';
import type { components } from '#/api';
import { useFormat, useT } from '#/i18n';
import { Icon } from '#/ui';
import css from './Slip.module.css';
import { outside } from './texts';

type Props = { slip: components['schemas']['FollowSlip']; onDone: () => void };

/** The slip for the submitter, in the place of the entry: on paper it stands alone. */
export function Slip({ slip, onDone }: Props) {
  const t = useT(outside);
  const format = useFormat();
  return (
    <div className="stack">
      <p className="no-print" role="status">
        {t('outside.slip_once')} {slip.replaced && t('outside.slip_replaced')}
      </p>
      <section className={`sheet ${css.slip}`} aria-label={t('outside.slip')}>
        <p className={css.title}>{t('outside.slip')}</p>
        <p className={css.unit}>
          {slip.unit_name} · {slip.number}
        </p>
        <img
          className={css.picture}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(slip.qr_svg)}`}
          alt=""
        />
        <p className={css.code}>
          <span className="muted">{t('outside.slip_code')}</span>
          <code>{slip.code}</code>
        </p>
        <p className={css.address}>{slip.url.split('#')[0]}</p>
        <p className="muted">{t('outside.slip_how')}</p>
        <p className="muted">{format.date(slip.issued_at)}</p>
      </section>
      <div className="row no-print">
        <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
          {t('common.print')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('outside.slip_back')}
        </Button>
      </div>
    </div>
  );
}
