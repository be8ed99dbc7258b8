import { ErrorSummary } from '#ui/solid/ErrorSummary.tsx';
import { Field } from '#ui/solid/Field.tsx';
import { Radios } from '#ui/solid/Radios.tsx';
import { answerHint, answerText, questionHint, questionText } from '../answers.ts';
import type { CheckProps, Say } from '../props.ts';
import { backWord, directionField, type QuestionStep } from '../step.ts';
import { HiddenAnswers } from './HiddenAnswers.tsx';

interface Props {
  page: CheckProps;
  say: Say;
  step: QuestionStep;
}

/** A question with its form. */
export function Question({ page, say, step }: Props) {
  const { question, number, most } = step;
  const words = {
    id: question,
    hint: say(questionHint(question)),
    error: step.error && say(step.error),
    mark: say('mark'),
    value: step.value,
  };
  const text = say(questionText(question));
  return (
    <div class={number === 1 ? 'check card' : 'check'}>
      <Progress say={say} number={number} most={most} />
      <ErrorSummary
        id="check-errors"
        title={say('summary')}
        level={2}
        errors={words.error ? [{ field: question, message: words.error }] : []}
      />
      <form class="stack" method="post" action={page.base} novalidate>
        <HiddenAnswers given={step.given} asked={question} counted={page.counted} />
        {question === 'geboortedatum' ? (
          // One field, because everybody knows how they write their own date of birth.
          <Field
            {...words}
            hint={`${say('check.geboortedatum.why')} ${words.hint}`}
            label={text}
            heading={
              <h2
                class="nl-heading nl-heading--level-2 check__question"
                id="check-heading"
                tabindex="-1"
                aria-describedby="check-progress"
              >
                <label for={question}>{text}</label>
              </h2>
            }
            short
            inputmode="decimal"
            autocomplete="bday"
            maxlength={40}
          />
        ) : (
          <Radios
            {...words}
            legend={
              <h1
                class="nl-heading nl-heading--level-1 choices__legend--heading check__question"
                id="check-heading"
                tabindex="-1"
                aria-describedby="check-progress"
              >
                {text}
              </h1>
            }
            options={step.options.map((option) => ({
              value: option,
              label: answerText(page.texts, question, option),
              hint: answerHint(page.texts, question, option),
            }))}
          />
        )}
        <div class="actions check__actions">
          <button class="nl-button nl-button--primary button--large" type="submit">
            {say(most === 0 ? 'check.show' : 'check.continue')}
          </button>
          {number > 1 && (
            <button class="nl-button nl-button--subtle" type="submit" name={directionField} value={backWord}>
              {say('check.back')}
            </button>
          )}
        </div>
      </form>
    </div>
  );
}

interface ProgressProps {
  say: Say;
  number: number;
  /** Questions that may come after this one. */
  most: number;
}

/** How far somebody is. How many questions come depends on the answers: those that may not come are drawn open. */
function Progress({ say, number, most }: ProgressProps) {
  const after = most === 0 ? 'check.most.none' : most === 1 ? 'check.most.one' : 'check.most';
  const looks = Array.from({ length: number + most }, (_, index) =>
    index + 1 < number
      ? 'steps__part--done'
      : index + 1 === number
        ? 'steps__part--now'
        : 'steps__part--maybe',
  );
  return (
    <div class="check__steps">
      <p class="steps__text" id="check-progress">
        <strong>{say('check.number', { number })}</strong> <span>{say(after, { count: most })}</span>
      </p>
      <div class="steps__bar" aria-hidden="true">
        {looks.map((look) => (
          <span class={`steps__part ${look}`} />
        ))}
      </div>
    </div>
  );
}
