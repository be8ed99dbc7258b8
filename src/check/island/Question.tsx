import { questionHint, questionText } from '../answers.ts';
import type { CheckProps, Say } from '../props.ts';
import type { QuestionStep } from '../step.ts';
import { DateField } from './DateField.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { HiddenAnswers } from './HiddenAnswers.tsx';
import { Options } from './Options.tsx';
import { Progress } from './Progress.tsx';

interface Props {
  page: CheckProps;
  say: Say;
  step: QuestionStep;
}

/** A question with its form. */
export function Question({ page, say, step }: Props) {
  const { vraag, number, error } = step;
  const words = {
    id: vraag,
    text: say(questionText(vraag)),
    hint: say(questionHint(vraag)),
    error: error && say(error),
    mark: say('mark'),
  };
  return (
    <div class={number === 1 ? 'check check--first' : 'check'}>
      <Progress say={say} number={number} most={step.most} />
      {words.error && <ErrorSummary say={say} field={vraag} message={words.error} />}
      <form class="stack" method="post" action={page.base} novalidate>
        <HiddenAnswers given={step.given} asked={vraag} />
        {vraag === 'geboortedatum' ? (
          <DateField words={words} why={say('check.geboortedatum.why')} value={step.value} />
        ) : (
          <Options words={words} texts={page.texts} vraag={vraag} options={step.options} value={step.value} />
        )}
        <div class="actions check__actions">
          <button class="nl-button nl-button--primary button--large" type="submit">
            {say(step.most === 0 ? 'check.show' : 'check.continue')}
          </button>
          {number > 1 && (
            <button class="nl-button nl-button--subtle" type="submit" name="naar" value="terug">
              {say('check.back')}
            </button>
          )}
        </div>
      </form>
    </div>
  );
}
