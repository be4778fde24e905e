import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import '@mantine/core/styles/Checkbox.css';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { api } from '#/api';
import { useT } from '#/i18n';
import { ErrorState, ProblemNote, Skeleton } from '#/ui';
import { type BallotForm, type PaperEntry, refreshBoxes } from '../model';
import { ballots } from '../texts';
import {
  ABSTAINED,
  cellsOf,
  choicesOf,
  EMPTY,
  firstEmpty,
  markOf,
  markOfKey,
  marksOf,
  withMark,
} from './keys';
import css from './Papers.module.css';

type Props = { box: string; form: BallotForm; number: number; isOwn: boolean; onSaved: () => void };

/** One paper: a new one is empty, one's own is as one keyed it in. */
export function PaperForm(props: Props) {
  const { box, number, isOwn } = props;
  const [wasOwn] = useState(isOwn);
  const entry = api.useQuery(
    'get',
    '/api/v1/ballot-boxes/{id}/paper-entries/{number}',
    { params: { path: { id: box, number } } },
    { enabled: wasOwn, staleTime: 0 },
  );
  if (!wasOwn) return <Fields {...props} entry={null} />;
  if (entry.data) return <Fields {...props} entry={entry.data} />;
  if (entry.error) return <ErrorState error={entry.error} onRetry={() => void entry.refetch()} />;
  return <Skeleton lines={6} />;
}

function Fields({ box, form, number, entry, onSaved }: Props & { entry: PaperEntry | null }) {
  const t = useT(ballots);
  const put = api.useMutation('put', '/api/v1/ballot-boxes/{id}/paper-entries/{number}');
  const [marks, setMarks] = useState(() => marksOf(entry?.choices ?? {}));
  const [isVoid, setVoid] = useState(entry?.is_void ?? false);
  const [told, setTold] = useState(entry?.told ?? false);
  const [remarks, setRemarks] = useState<Record<string, string>>(() =>
    Object.fromEntries((entry?.remarks ?? []).map((one) => [one.object_id ?? '', one.content])),
  );
  const [error, setError] = useState<unknown>(null);
  const selects = useRef<(HTMLSelectElement | null)[]>([]);
  const focus = (at: number) => selects.current[at]?.focus();
  const cells = cellsOf(form);
  useEffect(() => selects.current[0]?.focus(), []);

  const onKey = (event: KeyboardEvent<HTMLSelectElement>, at: number) => {
    const cell = cells[at];
    const mark = markOfKey(form, event.key);
    if (cell && mark !== null) {
      setMarks(withMark(marks, cell, mark));
      focus(at + 1);
    } else if (event.key === 'Backspace') {
      focus(at - 1);
    } else if (event.key === 'Enter') {
      event.currentTarget.form?.requestSubmit();
    } else return;
    event.preventDefault();
  };

  async function save(event: FormEvent) {
    event.preventDefault();
    const empty = isVoid ? -1 : firstEmpty(form, marks);
    if (empty >= 0) return focus(empty);
    const said = Object.entries(remarks)
      .map(([object, content]) => ({ object_id: object || null, content: content.trim() }))
      .filter((one) => one.content !== '');
    setError(null);
    try {
      await put.mutateAsync({
        params: { path: { id: box, number } },
        body: {
          choices: isVoid ? {} : choicesOf(form, marks),
          remarks: isVoid ? [] : said,
          told,
          is_void: isVoid,
        },
      });
      await refreshBoxes();
      onSaved();
    } catch (refusal) {
      setError(refusal);
    }
  }

  const choices = [
    { value: EMPTY, label: t('ballots.unanswered') },
    ...form.grades.map((grade, at) => ({ value: grade.code, label: `${at + 1} ${grade.name}` })),
    { value: ABSTAINED, label: `0 ${t('ballots.abstain')}` },
  ];
  const remark = (id: string, label: string) => (
    <Textarea
      key={id}
      size="md"
      autosize
      minRows={2}
      maxLength={500}
      label={label}
      value={remarks[id] ?? ''}
      onChange={({ currentTarget }) => setRemarks({ ...remarks, [id]: currentTarget.value })}
    />
  );
  return (
    <form className="stack" noValidate onSubmit={(event) => void save(event)}>
      <ProblemNote error={error} />
      {!isVoid &&
        form.objects.map((object, row) => (
          <fieldset key={object.id} className={css.object}>
            <legend>
              {object.name} {object.post && <span className="muted">{object.post}</span>}
            </legend>
            {form.dimensions.map((dimension, column) => {
              const at = row * form.dimensions.length + column;
              const cell = { object: object.id, dimension: dimension.code };
              return (
                <NativeSelect
                  key={dimension.code}
                  ref={(element) => {
                    selects.current[at] = element;
                  }}
                  size="md"
                  label={dimension.name}
                  aria-label={`${object.name} ${dimension.name}`}
                  data={choices}
                  value={markOf(marks, cell)}
                  onChange={({ currentTarget }) => setMarks(withMark(marks, cell, currentTarget.value))}
                  onKeyDown={(event) => onKey(event, at)}
                />
              );
            })}
          </fieldset>
        ))}
      <Checkbox
        size="md"
        label={t('ballots.is_void')}
        checked={isVoid}
        onChange={({ currentTarget }) => setVoid(currentTarget.checked)}
      />
      {!isVoid && (
        <>
          <Checkbox
            size="md"
            label={t('ballots.told_paper')}
            checked={told}
            onChange={({ currentTarget }) => setTold(currentTarget.checked)}
          />
          <details className={css.remarks}>
            <summary>{t('ballots.remarks_paper')}</summary>
            <div className="stack">
              {remark('', t('ballots.remark_general'))}
              {form.objects.map((object) => remark(object.id, t('ballots.remark_of', { name: object.name })))}
            </div>
          </details>
        </>
      )}
      <div>
        <Button type="submit" size="md" loading={put.isPending}>
          {t(entry ? 'ballots.save_change' : 'ballots.save_next')}
        </Button>
      </div>
    </form>
  );
}
