/** @jsxImportSource preact */
import type { Schemas } from '../api';
import { day, language } from '../language';
import { Choice, Field } from '../parts';
import { shared } from '../texts';
import { type Draft, today } from './draft';
import { disclosures, kinds, words } from './texts';

export type Errors = Partial<Record<'unit_id' | 'content' | 'happened_on' | 'name' | 'phone', string>>;

export type StepProps = {
  draft: Draft;
  errors: Errors;
  units: Schemas['PublicUnits'];
  card: Schemas['PublicContactCard'] | null;
  set: (change: Partial<Draft>) => void;
};

/** What is missing on a step. */
export function check(draft: Draft, card: boolean): Errors {
  const t = words();
  const length = draft.content.trim().length;
  const errors: Errors = {};
  if (draft.step === 1) {
    if (!draft.unit_id && (!card || draft.without_person)) errors.unit_id = shared[language()].choose;
    if (length < 5 || length > 2000) errors.content = t.bad_length;
    if (draft.happened_on > today()) errors.happened_on = t.bad_day;
  }
  if (draft.step === 2 && draft.disclosure !== 'anonymous' && draft.name.trim() === '')
    errors.name = t.bad_name;
  return errors;
}

/** Schools under their central school, in the order the server gives. */
function schools(items: Schemas['PublicUnit'][]): { name: string; units: Schemas['PublicUnit'][] }[] {
  const found: { name: string; units: Schemas['PublicUnit'][] }[] = [];
  for (const unit of items) {
    const last = found[found.length - 1];
    if (last && last.name === unit.school_name) last.units.push(unit);
    else found.push({ name: unit.school_name, units: [unit] });
  }
  return found;
}

export function WhatStep({ draft, errors, units, card, set }: StepProps) {
  const t = words();
  return (
    <>
      {card && (
        <>
          <p>{t.card_goes.replace('{person}', card.person_name)}</p>
          <label class="choice">
            <input
              type="checkbox"
              checked={draft.without_person}
              onChange={(event) => set({ without_person: event.currentTarget.checked })}
            />
            <span>{t.without_person}</span>
          </label>
        </>
      )}
      {(!card || draft.without_person) && (
        <UnitField
          units={units.items}
          value={draft.unit_id}
          error={errors.unit_id}
          onChange={(unit_id) => set({ unit_id })}
        />
      )}
      <Field id="content" label={t.content} hint={t.content_hint} error={errors.content}>
        {(props) => (
          <textarea
            {...props}
            maxLength={2000}
            value={draft.content}
            onInput={(event) => set({ content: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="category" label={t.category}>
        {(props) => (
          <select
            {...props}
            value={draft.category_id}
            onChange={(event) => set({ category_id: event.currentTarget.value })}
          >
            <option value="">{t.category_any}</option>
            {units.categories.map((category) => (
              <option key={category.id} value={category.id}>
                {category.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="place" label={t.place} optional>
        {(props) => (
          <input
            {...props}
            maxLength={100}
            value={draft.place}
            onInput={(event) => set({ place: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="happened_on" label={t.happened_on} optional error={errors.happened_on}>
        {(props) => (
          <input
            {...props}
            type="date"
            max={today()}
            value={draft.happened_on}
            onInput={(event) => set({ happened_on: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

type UnitFieldProps = {
  units: Schemas['PublicUnit'][];
  value: string;
  error?: string | undefined;
  onChange: (unit: string) => void;
};

/** A native list: it is the one every phone knows. */
export function UnitField({ units, value, error, onChange }: UnitFieldProps) {
  const t = words();
  return (
    <Field id="unit" label={t.unit} error={error}>
      {(props) => (
        <select {...props} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{shared[language()].choose}</option>
          {schools(units).map((school) => (
            <optgroup key={school.name} label={school.name}>
              {school.units.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

export function WhoStep({ draft, errors, set }: StepProps) {
  const t = words();
  return (
    <>
      <Choice
        name="kind"
        label={t.kind}
        value={draft.kind}
        choices={kinds(t)}
        onChange={(kind) => set({ kind })}
      />
      <Choice
        name="disclosure"
        label={t.disclosure}
        value={draft.disclosure}
        choices={disclosures(t)}
        onChange={(disclosure) => set({ disclosure })}
      />
      {draft.disclosure !== 'anonymous' && (
        <>
          <Field id="name" label={t.name} error={errors.name}>
            {(props) => (
              <input
                {...props}
                maxLength={40}
                autocomplete="name"
                value={draft.name}
                onInput={(event) => set({ name: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field id="phone" label={t.phone} optional>
            {(props) => (
              <input
                {...props}
                type="tel"
                maxLength={30}
                autocomplete="tel"
                value={draft.phone}
                onInput={(event) => set({ phone: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field id="address" label={t.address} optional>
            {(props) => (
              <input
                {...props}
                maxLength={100}
                value={draft.address}
                onInput={(event) => set({ address: event.currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
      <Field id="about_staff" label={t.about_staff} optional hint={t.about_staff_hint}>
        {(props) => (
          <input
            {...props}
            maxLength={200}
            value={draft.about_staff}
            onInput={(event) => set({ about_staff: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Everything once more, before it is sent. */
export function LookStep({ draft, units, card, set }: StepProps) {
  const t = words();
  const throughCard = card && !draft.without_person;
  const unit = units.items.find((one) => one.id === draft.unit_id);
  const category = units.categories.find((one) => one.id === draft.category_id);
  const kind = kinds(t).find((one) => one.value === draft.kind)?.label;
  const disclosure = disclosures(t).find((one) => one.value === draft.disclosure)?.label;
  const anonymous = draft.disclosure === 'anonymous';
  const rows: [string, string | undefined][] = [
    [t.goes_to, throughCard ? `${card.unit_name} ${card.person_name}` : unit?.name],
    [t.content, draft.content.trim()],
    [t.category, category?.name ?? t.category_any],
    [t.place, draft.place.trim()],
    [t.happened_on, draft.happened_on && day(draft.happened_on)],
    [
      t.who,
      [kind, disclosure, ...(anonymous ? [t.nobody] : [draft.name, draft.phone, draft.address])]
        .filter(Boolean)
        .join(' · '),
    ],
    [t.about_staff, draft.about_staff.trim()],
  ];
  return (
    <section>
      <dl>
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <button type="button" class="wide" onClick={() => set({ step: 1 })}>
        {t.change}
      </button>
    </section>
  );
}
