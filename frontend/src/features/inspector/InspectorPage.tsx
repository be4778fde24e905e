import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useFormat, useT } from '#/i18n';
import { Icon } from '#/ui';
import css from './Inspector.module.css';
import { type Failure, type Opened, openList, type Read, readOne } from './read';
import { inspector } from './texts';

const isFailure = (answer: unknown): answer is Failure => typeof answer === 'string';

/** What an inspector reads with his code: without login, large, printable. The code stands behind `#` or is typed. */
export function InspectorPage() {
  const t = useT(inspector);
  const [code, setCode] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  const [opened, setOpened] = useState<Opened | null>(null);
  const [record, setRecord] = useState<Read | null>(null);
  const [failure, setFailure] = useState<Failure | 'missing' | null>(null);

  const open = useCallback(async (wanted: string) => {
    if (!wanted.trim()) {
      setFailure('missing');
      return;
    }
    const answer = await openList(wanted);
    setFailure(isFailure(answer) ? answer : null);
    if (!isFailure(answer)) setOpened(answer);
  }, []);

  useEffect(() => {
    document.title = `${t('inspector.title')} · ${t('common.product')}`;
  }, [t]);
  useEffect(() => {
    const given = decodeURIComponent(window.location.hash.slice(1));
    if (!given) return;
    // Not into the history of a shared computer.
    window.history.replaceState(window.history.state, '', '/inspection');
    void open(given);
  }, [open]);

  async function read(place: number) {
    const answer = await readOne(code, place);
    setFailure(isFailure(answer) ? answer : null);
    if (!isFailure(answer)) {
      setRecord(answer);
      window.scrollTo(0, 0);
    }
  }
  const leave = () => {
    setOpened(null);
    setRecord(null);
    setCode('');
  };
  const said = failure && (
    <p className={css.wrong} role="alert">
      {failure === 'offline' ? t('common.error_network') : t(words[failure])}
    </p>
  );

  if (!opened) {
    return (
      <main className={css.page}>
        <header className={css.head}>
          <h1>{t('inspector.title')}</h1>
        </header>
        <form
          className={`sheet ${css.ask}`}
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void open(code);
          }}
        >
          <p>{t('inspector.text')}</p>
          {said}
          <TextInput
            size="lg"
            label={t('inspector.code')}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
          <Button type="submit" size="lg">
            {t('inspector.open')}
          </Button>
        </form>
      </main>
    );
  }
  return (
    <main className={css.page}>
      <Head of={opened} onLeave={leave} />
      {said}
      {record ? (
        <Record of={record} onBack={() => setRecord(null)} />
      ) : (
        <List of={opened} onRead={(place) => void read(place)} />
      )}
    </main>
  );
}

const words = {
  wrong: 'inspector.wrong',
  busy: 'inspector.busy',
  missing: 'inspector.code_missing',
} as const;

function Head({ of, onLeave }: { of: Opened; onLeave: () => void }) {
  const t = useT(inspector);
  const format = useFormat();
  return (
    <>
      <header className={css.head}>
        <h1>{of.inspection_title ?? t('inspector.title')}</h1>
        <span className="row no-print">
          <Button
            variant="default"
            leftSection={<Icon name="print" size={18} />}
            onClick={() => window.print()}
          >
            {t('common.print')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('inspector.leave')}
          </Button>
        </span>
      </header>
      <div className={css.facts}>
        <span>{of.unit_name}</span>
        <span>{t('inspector.for', { holder: of.holder })}</span>
        <span>{t('inspector.until', { time: format.dateTime(of.expires_at) })}</span>
        <span>{t('inspector.hidden')}</span>
      </div>
    </>
  );
}

function List({ of, onRead }: { of: Opened; onRead: (place: number) => void }) {
  const t = useT(inspector);
  const format = useFormat();
  return (
    <section className="sheet" aria-label={t('inspector.list')}>
      <ol className={css.list}>
        {of.items.map((one) => (
          <li key={one.place}>
            <button type="button" onClick={() => onRead(one.place)}>
              <b>{one.title}</b>
              <span>
                {t(`inspector.kind_${one.kind}`)} · {one.unit_name} · {format.date(one.on)}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Record({ of, onBack }: { of: Read; onBack: () => void }) {
  const t = useT(inspector);
  const format = useFormat();
  return (
    <>
      <p className="no-print">
        <Button variant="subtle" onClick={onBack}>
          {t('inspector.list_back')}
        </Button>
      </p>
      <article className={`sheet ${css.record}`} aria-label={of.title}>
        <h2>{of.title}</h2>
        <p className="muted">
          {t(`inspector.kind_${of.kind}`)} · {of.unit_name} · {format.date(of.on)}
        </p>
        <dl>
          {of.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two parts may have the same label
            <div key={index}>
              <dt>{part.label}</dt>
              <dd>{part.text}</dd>
            </div>
          ))}
        </dl>
      </article>
    </>
  );
}
