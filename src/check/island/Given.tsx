import type { IslandTexts } from '#ui/sayer.ts';
import { answerText, questionText, writeDate } from '../answers.ts';
import type { Say } from '../props.ts';
import type { ResultStep } from '../step.ts';

interface Props {
  say: Say;
  texts: IslandTexts;
  step: ResultStep;
}

/** What was answered, to look over or to take along on paper. */
export function Given({ say, texts, step }: Props) {
  const { asked, given } = step;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-3">{say('check.result.answers')}</h2>
      <dl class="given">
        {asked.map((vraag) => {
          const answer = given[vraag] ?? '';
          return (
            <div class="given__row">
              <dt>{say(questionText(vraag))}</dt>
              <dd>{vraag === 'geboortedatum' ? writeDate(answer) : answerText(texts, vraag, answer)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
