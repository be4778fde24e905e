/** @jsxImportSource preact */
import type { Schemas } from '../api';
import { words } from './texts';

const spaced = (phone: string) => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');

/** Whom the card names, as it is printed on paper. */
export function ContactCard({ card }: { card: Schemas['PublicContactCard'] }) {
  const t = words();
  const unit = card.unit_name === card.school_name ? '' : ` · ${card.unit_name}`;
  return (
    <section aria-labelledby="who">
      <p class="muted">
        {card.school_name}
        {unit}
      </p>
      <h2 id="who" class="who">
        {card.person_name}
      </h2>
      <p>{t.card_about}</p>
      {card.phone ? (
        <a class="button main" href={`tel:${card.phone}`}>
          {t.call} {spaced(card.phone)}
        </a>
      ) : (
        <p>{t.no_phone}</p>
      )}
      {card.reachable && (
        <p>
          <b>{t.reachable}</b> {card.reachable}
        </p>
      )}
    </section>
  );
}
