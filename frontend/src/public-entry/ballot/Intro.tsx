/** @jsxImportSource preact */
import type { Ref } from 'preact';
import { day } from '../language';
import { words } from './texts';
import type { Form } from './vote';

/** An instant as day and time in China, in words of the page. */
function moment(instant: string): string {
  const time = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${day(instant)} ${time}`;
}

type Props = { form: Form; byToken: boolean; heading: Ref<HTMLHeadingElement> };

/** What this is, and in plain words what is promised and what cannot be. */
export function Intro({ form, byToken, heading }: Props) {
  const t = words();
  const questions = form.objects.length * form.dimensions.length;
  return (
    <>
      <p class="muted">
        {form.unit_name} · {form.group_name}
      </p>
      <h1 tabIndex={-1} ref={heading}>
        {form.round_title}
      </h1>
      <p>
        {t.intro.replace('{count}', String(questions))}
        {form.closes_at && ` ${t.until.replace('{moment}', moment(form.closes_at))}`}
      </p>
      {form.notes && <p class="says">{form.notes}</p>}
      <section aria-labelledby="promised">
        <h2 id="promised">{t.promised}</h2>
        <ul>
          <li>{t.promised_name}</li>
          <li>{byToken ? t.promised_token : t.promised_code}</li>
          <li>{t.promised_sealing}</li>
          <li>{t.promised_few}</li>
        </ul>
        <h2>{t.not_promised}</h2>
        <ul>
          <li>{t.not_operator}</li>
          <li>{t.not_home}</li>
          <li>{t.not_time}</li>
        </ul>
      </section>
    </>
  );
}
