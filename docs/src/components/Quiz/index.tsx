import { type FormEvent, type ReactNode, useId, useState } from 'react';
import styles from './styles.module.css';

/** Plain text; words between backticks are shown as code. */
type Answer = { text: string; why: string; right?: true };
export type Question = { ask: string; answers: Answer[] };

function Text({ of }: { of: string }): ReactNode {
  const pieces = [...of.split('`').entries()];
  return pieces.map(([index, piece]) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece));
}

function OneQuestion({ question, number }: { question: Question; number: number }): ReactNode {
  const name = useId();
  const [chosen, setChosen] = useState<number>();
  const [checked, setChecked] = useState<number>();
  const solved = checked !== undefined && question.answers[checked]?.right === true;

  const check = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(chosen);
  };

  return (
    <form className={styles.question} onSubmit={check}>
      <fieldset>
        <legend>
          <span className={styles.number}>{number}.</span> <Text of={question.ask} />
        </legend>
        {[...question.answers.entries()].map(([index, { text, why, right }]) => {
          // once solved, the other answers say why they are wrong as well
          const shown = checked === index || solved;
          return (
            <div
              key={index}
              className={styles.answer}
              data-verdict={shown ? (right ? 'right' : 'wrong') : undefined}
            >
              <label>
                <input
                  type="radio"
                  name={name}
                  checked={chosen === index}
                  onChange={() => setChosen(index)}
                />
                <span>
                  <Text of={text} />
                </span>
              </label>
              <p className={styles.why} hidden={!shown}>
                <strong>{right ? 'Right.' : 'No.'}</strong> <Text of={why} />
              </p>
            </div>
          );
        })}
      </fieldset>
      <div className={styles.foot}>
        <button type="submit" disabled={chosen === undefined || solved}>
          Check answer
        </button>
        <span role="status">
          {checked === undefined
            ? ''
            : solved
              ? 'Right. All answers are explained above.'
              : 'Not this one. Try another.'}
        </span>
      </div>
    </form>
  );
}

export default function Quiz({ questions }: { questions: Question[] }): ReactNode {
  return (
    <div className={styles.quiz}>
      {[...questions.entries()].map(([index, question]) => (
        <OneQuestion key={index} question={question} number={index + 1} />
      ))}
    </div>
  );
}
