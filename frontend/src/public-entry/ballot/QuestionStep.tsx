/** @jsxImportSource preact */
import type { Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from './texts';
import { answerTo, type Question, type Vote } from './vote';

type Props = {
  vote: Vote;
  question: Question;
  heading: Ref<HTMLHeadingElement>;
  onAnswer: (grade: string | null) => void;
  onWithout: () => void;
};

/** How long a choice is shown before the next question: a second tap by mistake answers nothing. */
const SHOWN = 250;

/** One object, one dimension; a touch answers and goes on. */
export function QuestionStep({ vote, question, heading, onAnswer, onWithout }: Props) {
  const t = words();
  const { object, dimension } = question;
  const [chosen, setChosen] = useState<string | null>();
  const going = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(going.current), []);
  const choose = (grade: string | null) => {
    if (chosen !== undefined) return;
    setChosen(grade);
    going.current = setTimeout(() => onAnswer(grade), SHOWN);
  };
  const answer = chosen === undefined ? answerTo(vote, question) : chosen;
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
      <fieldset class="field" aria-label={`${object.name} ${dimension.name}`}>
        {grades.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            class={code === null ? 'grade abstain' : 'grade'}
            aria-pressed={answer === code}
            onClick={() => choose(code)}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {isFirst && vote.form.dimensions.length > 1 && (
        <button type="button" class="quiet" onClick={onWithout}>
          {t.without_object.replace('{count}', String(vote.form.dimensions.length))}
        </button>
      )}
    </>
  );
}
