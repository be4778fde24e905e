/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks';
import { type Failure, freshKey, isFailure, post, postFile, type Schemas } from '../api';
import { day } from '../language';
import { Choice, Field, Problem } from '../parts';
import { type FollowTexts, words } from './texts';

type Concern = Schemas['Concern'];
type Props = { concern: Concern; code: string; onChange: (concern: Concern) => void };

/** Sends one thing by code; until it is known to have arrived, a repeat has the same key. */
function useSend(code: string, onChange: (concern: Concern) => void) {
  const key = useRef(freshKey());
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState(false);
  const arrive = async (asking: Promise<Concern | Failure>): Promise<boolean> => {
    setSending(true);
    setFailure(null);
    setDone(false);
    const answer = await asking;
    setSending(false);
    if (isFailure(answer)) {
      setFailure(answer);
      // What was refused is sent again in other words: that is another request.
      if (answer.kind === 'refused') key.current = freshKey();
      return false;
    }
    key.current = freshKey();
    setDone(true);
    onChange(answer);
    return true;
  };
  const send = (path: string, body: object) =>
    arrive(post<Concern>(`concerns/${path}`, { code, ...body }, key.current));
  const attach = (file: File) => arrive(postFile<Concern>('concerns/attachments', code, file, key.current));
  return { send, attach, failure, sending, done };
}

/** What the holder of the code can do now. */
export function Actions({ concern, code, onChange }: Props) {
  const t = words();
  const sender = useSend(code, onChange);
  const closed = concern.state === 'closed';
  return (
    <div class="no-print">
      {sender.done && (
        <p class="done" role="status">
          {t.told}
        </p>
      )}
      <Problem failure={sender.failure} unknown={t.unknown} />
      {concern.may_answer && <Judge sender={sender} mayReopen={concern.may_reopen} />}
      {closed && concern.may_reopen && (
        <Words
          name="reopening"
          label={t.reopen}
          send={t.reopen}
          hint={concern.reopen_until ? t.reopen_until.replace('{day}', day(concern.reopen_until)) : undefined}
          field={t.say}
          sending={sender.sending}
          onSend={(reason) => sender.send('reopening', { reason })}
        />
      )}
      {concern.may_remark && (
        <Words
          name="remark"
          label={t.remark}
          send={t.remark_send}
          field={t.remark}
          sending={sender.sending}
          onSend={(text) => sender.send('remarks', { text })}
        />
      )}
      {concern.may_remark && (
        <label class="button file">
          {t.attach}
          <input
            type="file"
            accept="image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx"
            disabled={sender.sending}
            onChange={async ({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) await sender.attach(file);
              currentTarget.value = '';
            }}
          />
        </label>
      )}
      {concern.may_amend && (
        <Words
          name="correction"
          label={t.amend}
          send={t.amend_send}
          field={t.content}
          least={5}
          start={concern.content}
          sending={sender.sending}
          onSend={(content) =>
            sender.send('correction', {
              content,
              place: concern.place ?? undefined,
              happened_on: concern.happened_on ?? undefined,
            })
          }
        />
      )}
      {concern.may_withdraw && (
        <Words
          name="withdrawal"
          label={t.withdraw}
          send={t.withdraw_send}
          field={t.say}
          sending={sender.sending}
          onSend={(reason) => sender.send('withdrawal', { reason })}
        />
      )}
    </div>
  );
}

type Verdict = 'satisfied' | 'basically_satisfied' | 'again' | 'not_settled';

/** Whether it is settled: what the school waits to hear. */
function Judge({ sender, mayReopen }: { sender: ReturnType<typeof useSend>; mayReopen: boolean }) {
  const t = words();
  const [verdict, setVerdict] = useState<Verdict | ''>('');
  const [said, setSaid] = useState('');
  const [error, setError] = useState<string>();
  const choices: Verdict[] = [
    'satisfied',
    'basically_satisfied',
    ...(mayReopen ? (['again'] as const) : []),
    'not_settled',
  ];
  const content = verdict === 'satisfied' || verdict === 'basically_satisfied';
  const submit = () => {
    const reason = said.trim();
    if (content) return sender.send('settled', { satisfaction: verdict, note: reason || undefined });
    if (reason.length < 2) {
      setError(t.short);
      document.getElementById('why')?.focus();
      return;
    }
    return sender.send(verdict === 'again' ? 'reopening' : 'not-settled', { reason });
  };
  return (
    <form
      class="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setError(undefined);
        void submit();
      }}
    >
      <Choice
        name="verdict"
        label={t.settled}
        value={verdict}
        choices={choices.map((value) => ({ value, label: t[value] }))}
        onChange={setVerdict}
      />
      {verdict && (
        <>
          <Field id="why" label={content ? t.say_more : t.say} optional={content} error={error}>
            {(props) => (
              <textarea
                {...props}
                class="short"
                maxLength={1000}
                value={said}
                onInput={(event) => {
                  setSaid(event.currentTarget.value);
                  setError(undefined);
                }}
              />
            )}
          </Field>
          <button type="submit" class="main" disabled={sender.sending}>
            {t.confirm}
          </button>
        </>
      )}
    </form>
  );
}

type WordsProps = {
  name: string;
  label: string;
  send: string;
  field: string;
  hint?: string | undefined;
  /** Characters at least. */
  least?: 2 | 5;
  start?: string;
  sending: boolean;
  onSend: (words: string) => Promise<boolean>;
};

const shortWords = (t: FollowTexts, least: number) => (least === 5 ? t.short_content : t.short);

/** Folded away until it is wanted: a text, and a button that sends it. */
function Words({ name, label, send, field, hint, least = 2, start = '', sending, onSend }: WordsProps) {
  const t = words();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(start);
  const [error, setError] = useState<string>();
  const id = `words-${name}`;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          const short = text.trim().length < least;
          setError(short ? shortWords(t, least) : undefined);
          if (short) {
            document.getElementById(id)?.focus();
            return;
          }
          if (await onSend(text.trim())) {
            setText(start && text);
            setOpen(false);
          }
        }}
      >
        <Field id={id} label={field} hint={hint} error={error}>
          {(props) => (
            <textarea
              {...props}
              class="short"
              maxLength={least === 5 ? 2000 : 1000}
              value={text}
              onInput={(event) => {
                setText(event.currentTarget.value);
                setError(undefined);
              }}
            />
          )}
        </Field>
        <button type="submit" class="main" disabled={sending}>
          {send}
        </button>
      </form>
    </details>
  );
}
