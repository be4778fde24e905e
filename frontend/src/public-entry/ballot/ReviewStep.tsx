/** @jsxImportSource preact */
import type { Ref } from 'preact';
import { words } from './texts';
import { answerTo, questionsOf, remarksOf, stepsOf, type Vote } from './vote';

type Props = { vote: Vote; heading: Ref<HTMLHeadingElement>; onChange: (step: number) => void };

/** Everything once more, each answer with the way back to it. */
export function ReviewStep({ vote, heading, onChange }: Props) {
  const t = words();
  const { form } = vote;
  const questions = questionsOf(form);
  const shown = (answer: string | null | undefined) =>
    answer === undefined
      ? t.unanswered
      : answer === null
        ? t.abstained
        : form.grades.find((grade) => grade.code === answer)?.name;
  const said = remarksOf(vote);
  const { remarks } = stepsOf(form);
  return (
    <>
      <h2 tabIndex={-1} ref={heading}>
        {t.review}
      </h2>
      {form.objects.map((object) => (
        <section key={object.id} aria-labelledby={object.id}>
          <h3 id={object.id}>
            {object.name} {object.post && <span class="muted">{object.post}</span>}
          </h3>
          <ul class="answers">
            {questions.map((question, at) => {
              if (question.object.id !== object.id) return null;
              const answer = answerTo(vote, question);
              return (
                <li key={question.dimension.code}>
                  <span>{question.dimension.name}</span>
                  <b class={answer === undefined ? 'error' : undefined}>{shown(answer)}</b>
                  <button
                    type="button"
                    class="quiet"
                    aria-label={`${t.change} ${object.name} ${question.dimension.name}`}
                    onClick={() => onChange(at + 1)}
                  >
                    {t.change}
                  </button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      <section aria-labelledby="said">
        <h3 id="said">{t.remarks}</h3>
        {said.length === 0 && <p class="muted">{t.remarks_none}</p>}
        {said.map(({ object_id, content }) => (
          <p key={object_id} class="says">
            {object_id && <b>{form.objects.find(({ id }) => id === object_id)?.name}：</b>}
            {content}
          </p>
        ))}
        {vote.told && <p>✓ {t.told}</p>}
        <button type="button" class="quiet" onClick={() => onChange(remarks)}>
          {t.change_remarks}
        </button>
      </section>
      <p>{t.review_lead}</p>
    </>
  );
}
