import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useMe } from '#/api';
import { useT } from '#/i18n';
import { ProblemNote } from '#/ui';
import { BranchVisitFields } from './BranchVisitFields';
import { FamilyStep } from './FamilyStep';
import { Fold } from './Fold';
import { FollowUp } from './FollowUp';
import { LongText, type RecordForm } from './fields';
import { isPlain } from './forms';
import { HomeVisitFields } from './HomeVisitFields';
import { LessonFields } from './LessonFields';
import { Discussion, LessonNotes } from './LessonNotes';
import { More, OnBehalf } from './More';
import { PlainFields, PlainMore } from './PlainFields';
import css from './Record.module.css';
import { TextBlock } from './TextBlock';
import { activities } from './texts';
import type { Values } from './values';

const inMore = ['started_at', 'ended_at', 'companion_ids', 'tags', 'family_present', 'person_id'];

/** Whether a record or draft has something that is folded away otherwise. */
function hasMore(values: Values): boolean {
  const { purpose, at_school, at_home, wishes, measures } = values;
  const home = values.kind === 'home_visit' && Boolean(purpose || at_school || at_home || wishes || measures);
  const lists = [values.family_present, values.companions, values.person];
  return home || Boolean(values.started_at || values.ended_at) || lists.some((list) => list.length > 0);
}

type Props = {
  form: RecordForm;
  /** A new record, not an edit. */
  fresh: boolean;
  /** What the server refused. */
  error: unknown;
  /** Below the refusal. */
  help?: ReactNode;
  /** Above everything: why it is amended. */
  head?: ReactNode;
};

/** The one form of every kind: what every record needs, then what some have, folded away. */
export function FormBody({ form, fresh, error, help, head }: Props) {
  const t = useT(activities);
  const me = useMe();
  const [choosing, setChoosing] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { errors, values } = form;
  const wrong = Object.keys(errors);
  const begun = hasMore(form.getInitialValues());

  // What is wrong may be out of sight, in a long form on a small screen.
  useEffect(() => {
    if (Object.keys(errors).length === 0 && !error) return;
    const first = box.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"], [data-problem], [role="alert"]',
    );
    first?.scrollIntoView?.({ block: 'center' });
    if (first?.matches('input, textarea, select')) first.focus({ preventScroll: true });
  }, [errors, error]);

  if (choosing) {
    return (
      <FamilyStep
        onCancel={() => setChoosing(false)}
        onChoose={(family) => {
          form.setValues(family);
          setChoosing(false);
        }}
      />
    );
  }
  return (
    <div ref={box} className="stack">
      {head}
      {!me.person && fresh && (
        <section className={`sheet ${css.sheet}`}>
          <OnBehalf form={form} required />
        </section>
      )}
      {values.kind === 'home_visit' && <HomeVisitFields form={form} onChange={() => setChoosing(true)} />}
      {values.kind === 'branch_visit' && <BranchVisitFields form={form} />}
      {values.kind === 'lesson_observation' && <LessonFields form={form} />}
      {isPlain(values.kind) && (
        <PlainFields form={form} kind={values.kind} onChange={() => setChoosing(true)} />
      )}
      <TextBlock form={form} />
      {values.kind === 'lesson_observation' && (
        <>
          <LessonNotes form={form} />
          <Discussion form={form} />
        </>
      )}
      {isPlain(values.kind) && <PlainMore form={form} kind={values.kind} />}
      <FollowUp form={form} />
      {values.kind === 'branch_visit' && (
        <Fold
          title={t('activities.section_branch_more')}
          open={Boolean(values.purpose || values.problems || values.measures)}
        >
          <LongText form={form} name="purpose" label={t('activities.purpose')} max={500} />
          <LongText form={form} name="problems" label={t('activities.problems')} />
          <LongText form={form} name="measures" label={t('activities.measures')} />
        </Fold>
      )}
      <More form={form} fresh={fresh} open={begun || wrong.some((name) => inMore.includes(name))} />
      <ProblemNote error={error} />
      {help}
    </div>
  );
}
