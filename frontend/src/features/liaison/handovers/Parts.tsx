import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useFormat, useT } from '#/i18n';
import { ChoiceField, ConfirmMove, type Option, Picker, Tag } from '#/ui';
import { loadPeople } from '../people';
import css from './Handovers.module.css';
import { type Chosen, type Preview, takerOf } from './model';
import { handovers as texts } from './texts';

type Props = {
  preview: Preview;
  usual: Option | undefined;
  chosen: Chosen;
  onChoose: (key: string, to: Option | null) => void;
};

/** Everything that can be handed over, each with its successor. */
export function Parts({ preview, usual, chosen, onChoose }: Props) {
  const t = useT(texts);
  const format = useFormat();
  const row = (id: string, title: string, facts: string[], successor: ReactNode) => (
    <li key={id} className={css.item}>
      <div>
        <b>{title}</b>
        <p className="muted">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {successor}
    </li>
  );
  const anybody = (id: string, title: string) => (
    <Anybody title={title} taker={takerOf(id, chosen, usual)} onChoose={(to) => onChoose(id, to)} />
  );
  return (
    <>
      <Part title={t('handovers.links')} count={preview.links.length}>
        {preview.links.map((link) =>
          row(
            link.id,
            link.target_name,
            [
              link.scheme_name,
              link.unit_name,
              t('handovers.since', { day: format.shortDate(link.starts_on) }),
            ],
            link.scheme_code === 'teacher_family' ? (
              <Teacher
                title={link.target_name}
                teachers={link.teachers}
                taker={takerOf(link.id, chosen, usual, link.teachers)}
                onChoose={(to) => onChoose(link.id, to)}
              />
            ) : (
              anybody(link.id, link.target_name)
            ),
          ),
        )}
      </Part>
      <Part title={t('handovers.entries')} count={preview.entries.length}>
        {preview.entries.map((entry) =>
          row(
            entry.id,
            entry.title,
            [
              entry.number,
              t(`terms.ledger_${entry.state}`),
              t('handovers.due', { day: format.shortDate(entry.due_at) }),
            ],
            anybody(entry.id, entry.title),
          ),
        )}
      </Part>
      <Part title={t('handovers.promises')} count={preview.promises.length}>
        {preview.promises.map((promise) =>
          row(
            promise.id,
            promise.follow_up,
            [
              promise.household_label ?? '',
              t('handovers.promised', { day: format.shortDate(promise.happened_on) }),
              promise.follow_up_on
                ? t('handovers.until', { day: format.shortDate(promise.follow_up_on) })
                : '',
            ],
            anybody(promise.id, promise.follow_up),
          ),
        )}
      </Part>
      {preview.key_households.length > 0 && (
        <Part title={t('handovers.key_households')} count={preview.key_households.length}>
          <li className="muted">{t('handovers.key_note')}</li>
          {preview.key_households.map((household) =>
            row(
              household.id,
              household.label,
              [household.pupils.join('、')],
              <span className="row">
                {household.reasons.map((reason) => (
                  <Tag key={reason} tone="amber">
                    {t(`handovers.reason_${reason}`)}
                  </Tag>
                ))}
              </span>,
            ),
          )}
        </Part>
      )}
    </>
  );
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const t = useT(texts);
  return (
    <section className={`sheet ${css.part}`} aria-label={title}>
      <h2>
        {title} <span className="muted">{count === 0 ? t('handovers.none') : count}</span>
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

/** One of the family's teachers, or not handed over. */
function Teacher({
  title,
  teachers,
  taker,
  onChoose,
}: {
  title: string;
  teachers: Preview['links'][number]['teachers'];
  taker: Option | null | undefined;
  onChoose: (to: Option | null) => void;
}) {
  const t = useT(texts);
  const others = teachers.map((one) => ({ value: one.person_id, label: one.person_name }));
  return (
    <div className={css.choice}>
      <ChoiceField
        label={`${t('handovers.to')} ${title}`}
        choices={[...others, { value: '-', label: t('handovers.keep') }]}
        value={taker?.id ?? '-'}
        onChange={(value) => {
          const chosen = teachers.find((one) => one.person_id === value);
          onChoose(chosen ? { id: chosen.person_id, label: chosen.person_name } : null);
        }}
      />
    </div>
  );
}

/** Anybody, or not handed over. */
function Anybody({
  title,
  taker,
  onChoose,
}: {
  title: string;
  taker: Option | null | undefined;
  onChoose: (to: Option | null) => void;
}) {
  const t = useT(texts);
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState<Option[]>([]);
  const words = taker === null ? t('handovers.keep') : (taker?.label ?? t('handovers.choose'));
  return (
    <>
      <Button
        variant="default"
        aria-label={`${t('handovers.to')} ${title}: ${words}`}
        onClick={() => setOpen(true)}
      >
        {words}
      </Button>
      {open && (
        <ConfirmMove
          title={t('handovers.to')}
          text={title}
          confirmLabel={picked[0] ? picked[0].label : t('handovers.keep')}
          onClose={() => setOpen(false)}
          onConfirm={async () => onChoose(picked[0] ?? null)}
        >
          <Picker
            label={t('handovers.to')}
            source={['handover-item']}
            people
            autoFocus
            value={picked}
            onChange={setPicked}
            load={loadPeople}
          />
        </ConfirmMove>
      )}
    </>
  );
}
