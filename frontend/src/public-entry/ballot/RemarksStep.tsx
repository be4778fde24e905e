/** @jsxImportSource preact */
import type { Ref } from 'preact';
import { Field } from '../parts';
import { words } from './texts';
import { isTooMuch, MAX_REMARK, type Vote } from './vote';

type Props = { vote: Vote; set: (vote: Vote) => void; heading: Ref<HTMLHeadingElement> };

/** What else is to be said, and whether somebody said what to fill in. */
export function RemarksStep({ vote, set, heading }: Props) {
  const t = words();
  const field = (id: string, label: string) => (
    <Field key={id} id={`remark-${id}`} label={label} optional>
      {(props) => (
        <textarea
          {...props}
          class="short"
          maxLength={MAX_REMARK}
          value={vote.remarks[id] ?? ''}
          onInput={(event) => set({ ...vote, remarks: { ...vote.remarks, [id]: event.currentTarget.value } })}
        />
      )}
    </Field>
  );
  return (
    <>
      <h2 tabIndex={-1} ref={heading}>
        {t.remarks}
      </h2>
      <p>{t.remarks_lead}</p>
      {field('', t.remark_general)}
      <details>
        <summary>{t.remarks_each}</summary>
        {vote.form.objects.map((object) => field(object.id, object.name))}
      </details>
      {isTooMuch(vote) && (
        <p class="problem" role="alert">
          {t.too_much}
        </p>
      )}
      <label class="choice">
        <input
          type="checkbox"
          checked={vote.told}
          onChange={(event) => set({ ...vote, told: event.currentTarget.checked })}
        />
        <span>
          {t.told}
          <span class="hint">{t.told_hint}</span>
        </span>
      </label>
    </>
  );
}
