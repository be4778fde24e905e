import { Button } from '@mantine/core';
import { client, type components } from '#/api';
import { useT } from '#/i18n';
import { EmptyState, Icon, PageHeader, PrintButton } from '#/ui';
import css from './Cards.module.css';
import { cards as texts } from './texts';

type Printed = components['schemas']['PrintedContactCards'];
type Asked = components['schemas']['ContactCardPrint'];
type Face = components['schemas']['ContactCardFace'];

/** Cards to print on A4 and cut: two by four to a page. */
export function CardSheet({
  sheet,
  asked,
  onDone,
}: {
  sheet: Printed;
  /** What was asked for, to fetch the same as a file. */
  asked: Asked;
  onDone: () => void;
}) {
  const t = useT(texts);
  const faces = new Map(sheet.faces.map((face) => [face.card_id, face]));
  return (
    <>
      <div className="no-print stack">
        <PageHeader
          title={t('cards.sheet_title', { count: sheet.cards.length })}
          note={t('cards.sheet_note')}
          actions={
            <>
              <Button variant="default" onClick={onDone}>
                {t('cards.sheet_done')}
              </Button>
              {sheet.cards.length > 0 && (
                <PrintButton
                  form={() => client.POST('/api/v1/contact-cards/form', { body: asked, parseAs: 'blob' })}
                />
              )}
              {sheet.cards.length > 0 && (
                <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
                  {t('common.print')}
                </Button>
              )}
            </>
          }
        />
        {sheet.without_person.length > 0 && (
          <p role="status">{t('cards.without_person', { names: sheet.without_person.join('、') })}</p>
        )}
        {sheet.without_phone.length > 0 && (
          <p role="status">{t('cards.without_phone', { names: sheet.without_phone.join('、') })}</p>
        )}
        {sheet.cards.length === 0 && (
          <div className="sheet">
            <EmptyState icon="message" text={t('cards.nothing')} />
          </div>
        )}
      </div>
      <ul className={css.cards} aria-label={t('cards.sheet_title', { count: sheet.cards.length })}>
        {sheet.cards.map((card, at) => {
          const face = faces.get(card.card_id);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: copies of a card have no identity
            <li key={at} className={css.card}>
              {face && <CardFace face={face} household={card.household_label} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function CardFace({ face, household }: { face: Face; household: string | null }) {
  const t = useT(texts);
  return (
    <>
      <header>
        <b>{t('cards.card_title')}</b>
        <span>
          {face.school_name}
          {face.unit_name !== face.school_name && ` · ${face.unit_name}`}
        </span>
      </header>
      <div className={css.body}>
        <dl>
          <div>
            <dt>{t('cards.card_who')}</dt>
            <dd className={css.name}>{face.person_name}</dd>
          </div>
          {face.phone && (
            <div>
              <dt>{t('cards.card_phone')}</dt>
              <dd className={css.phone}>{face.phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')}</dd>
            </div>
          )}
          {face.reachable && (
            <div>
              <dt>{t('cards.card_when')}</dt>
              <dd>{face.reachable}</dd>
            </div>
          )}
        </dl>
        <figure>
          <img
            src={`data:image/svg+xml;utf8,${encodeURIComponent(face.qr_svg)}`}
            alt={`${t('cards.card_scan')} ${face.person_name}`}
          />
          <figcaption>{t('cards.card_scan')}</figcaption>
        </figure>
      </div>
      <footer>
        <span>{t('cards.card_help')}</span>
        {household && <span>{t('cards.card_for', { household })}</span>}
      </footer>
    </>
  );
}
