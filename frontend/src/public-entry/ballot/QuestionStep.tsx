/** @jsxImportSource preact */
import type { Ref } from 'preact';
import { words } from './texts';
import { answerTo, type Question, type Vote } from './vote';

type Props = {
  vote: Vote;
  question: Question;
  heading: Ref<HTMLHeadingElement>;
  onAnswer: (grade: string | null) => void;
  onWithout: () => void;
};

/** One object, one dimension; a touch answers and goes on. */
export function QuestionStep({ vote, question, heading, onAnswer, onWithout }: Props) {
  const t = words();
  const { object, dimension } = question;
  const answer = answerTo(vote, question);
  const isFirst = vote.form.dimensions[0]?.code === dimension.code;
  const grades: { code: string | null; name: string }[] = [
    ...vote.form.grades,
    { code: null, name: t.abstain },
  ];
  return (
    <>
      <h2 class="question" tabIndex={-1} ref={heading}>
        <span class="who">
          {object.name} {object.post && <span class="muted">{object.post}</span>}
        </span>
        {dimension.name}
      </h2>
      {dimension.items.length > 0 && (
        <ul class="hint">
          {dimension.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
      <div role="group" aria-label={`${object.name} ${dimension.name}`}>
        {grades.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            class={code === null ? 'grade abstain' : 'grade'}
            aria-pressed={answer === code}
            onClick={() => onAnswer(code)}
          >
            {name}
          </button>
        ))}
      </div>
      {isFirst && vote.form.dimensions.length > 1 && (
        <button type="button" class="quiet" onClick={onWithout}>
          {t.without_object.replace('{count}', String(vote.form.dimensions.length))}
        </button>
      )}
    </>
  );
}
