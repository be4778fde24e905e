/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Failure, isFailure, post, type Schemas } from '../api';
import { language } from '../language';
import { Problem } from '../parts';
import { shared } from '../texts';
import { Intro } from './Intro';
import { KIOSK } from './kiosk';
import { QuestionStep } from './QuestionStep';
import { RemarksStep } from './RemarksStep';
import { ReviewStep } from './ReviewStep';
import { words } from './texts';
import { wipeToken } from './tokens';
import {
  answerTo,
  isAnswered,
  isTooMuch,
  questionsOf,
  stepAfter,
  stepsOf,
  toSend,
  type Vote,
  withAnswer,
  withoutObject,
} from './vote';

type Props = { vote: Vote; set: (vote: Vote) => void; onCast: () => void; onLeave: () => void };

/** A busy server is asked again twice; the receipt stays the same, so that no ballot counts twice. */
async function sendUntilHeard(vote: Vote): Promise<object | Failure> {
  const waits = [1000, 3000];
  for (;;) {
    const answer = await post<Schemas['BallotReceipt']>('ballots', toSend(vote));
    const wait = waits.shift();
    if (!isFailure(answer) || answer.kind !== 'busy' || !wait) return answer;
    await new Promise((next) => setTimeout(next, wait * (0.5 + Math.random())));
  }
}

/** The phone's own "back" leads to the screen before; a kiosk keeps no way back to another voter's. */
function useHistoryOfSteps(step: number, onStep: (step: number) => void) {
  useEffect(() => {
    if (KIOSK) return undefined;
    if (history.state?.step === undefined) history.replaceState({ step }, '');
    else if (history.state.step !== step) history.pushState({ step }, '');
    const back = (event: PopStateEvent) => {
      if (typeof event.state?.step === 'number') onStep(event.state.step);
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, [step, onStep]);
}

/** One question per screen, remarks, a look at all of it, one button. */
export function Casting({ vote, set, onCast, onLeave }: Props) {
  const t = words();
  const s = shared[language()];
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sending, setSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const { form, step } = vote;
  const questions = questionsOf(form);
  const { remarks, review } = stepsOf(form);
  const question = questions[step - 1];

  const goFrom = (so: Vote, next: number) => {
    set({ ...so, step: next, reviewed: so.reviewed || next === review });
    setFailure(null);
    scrollTo(0, 0);
    // After the new screen is there: who cannot see hears what it asks.
    requestAnimationFrame(() => heading.current?.focus());
  };
  const go = (next: number) => goFrom(vote, next);
  useHistoryOfSteps(step, go);

  const send = async () => {
    setSending(true);
    setFailure(null);
    const answer = await sendUntilHeard(vote);
    const cast = !isFailure(answer);
    if (cast && vote.slot) wipeToken(vote.slot);
    // At a kiosk another voter may have begun since.
    if (!here.current) return;
    setSending(false);
    if (cast) onCast();
    else setFailure(answer);
  };

  const firstOpen = questions.findIndex((one) => answerTo(vote, one) === undefined);
  return (
    <>
      {step === 0 ? (
        <Intro form={form} byToken={'token' in vote.credential} heading={heading} />
      ) : (
        <>
          <h1 class="small">{form.round_title}</h1>
          <p class="progress" role="status">
            {question
              ? t.question.replace('{number}', String(step)).replace('{count}', String(questions.length))
              : step === remarks
                ? t.almost
                : t.last}
          </p>
          <progress
            aria-label={t.progress}
            value={Math.min(step - 1, questions.length)}
            max={questions.length}
          />
        </>
      )}
      {question && (
        <QuestionStep
          key={step}
          vote={vote}
          question={question}
          heading={heading}
          onAnswer={(grade) => {
            const so = withAnswer(vote, question, grade);
            goFrom(so, stepAfter(so, step));
          }}
          onWithout={() => {
            const so = withoutObject(vote, question);
            const next = questions.findIndex(
              ({ object }, at) => at >= step && object.id !== question.object.id,
            );
            goFrom(so, so.reviewed && isAnswered(so) ? review : next < 0 ? remarks : next + 1);
          }}
        />
      )}
      {step === remarks && <RemarksStep vote={vote} set={set} heading={heading} />}
      {step === review && <ReviewStep vote={vote} heading={heading} onChange={go} />}
      <Problem failure={failure} unknown={t.unknown} />
      {failure && failure.kind !== 'unknown' && <p>{t.send_again}</p>}
      {step === review ? (
        firstOpen < 0 ? (
          <button
            type="button"
            class="main"
            disabled={sending || isTooMuch(vote)}
            onClick={() => void send()}
          >
            {sending ? t.sending : failure ? t.send_once_more : t.send}
          </button>
        ) : (
          <button type="button" class="main" onClick={() => go(firstOpen + 1)}>
            {t.answer_open}
          </button>
        )
      ) : (
        (!question || answerTo(vote, question) !== undefined) && (
          <button
            type="button"
            class="main"
            disabled={step === remarks && isTooMuch(vote)}
            onClick={() => go(stepAfter(vote, step))}
          >
            {step === 0 ? t.begin : s.next}
          </button>
        )
      )}
      {step > 0 && (
        <button type="button" class="wide" disabled={sending} onClick={() => go(step - 1)}>
          {s.back}
        </button>
      )}
      <p class="muted">
        {t.kept}{' '}
        <button type="button" class="quiet" disabled={sending} onClick={onLeave}>
          {t.leave}
        </button>
      </p>
    </>
  );
}
