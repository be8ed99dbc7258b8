import { outcomeOf } from '../outcome.ts';
import type { CheckProps, Say } from '../props.ts';
import type { ResultStep } from '../step.ts';
import { Given } from './Given.tsx';
import { HiddenAnswers } from './HiddenAnswers.tsx';
import { Next } from './Next.tsx';
import { Paragraphs } from './Paragraphs.tsx';
import { Stamp } from './Stamp.tsx';
import { Why } from './Why.tsx';

interface Props {
  page: CheckProps;
  say: Say;
  step: ResultStep;
}

/** The outcome: do you have it, what must you, what now; then why. */
export function Result({ page, say, step }: Props) {
  const { doors, texts, base } = page;
  const { have, must, next, parents, other, reasons, unsure } = outcomeOf(step);
  const kind = step.uitslag.uitkomst.startkwalificatie;
  // Whoever's answers came to the server: their browser could not, or did not in time. It may not be able to print either.
  const posted = 'geboortedatum' in page.values;
  return (
    <div class="result">
      <div class={`verdict verdict--${kind}`}>
        <div class="verdict__text">
          <p class="verdict__label">{say('check.result')}</p>
          <h1 class="nl-heading nl-heading--level-1" id="check-heading" tabindex="-1">
            {say(have.title)}
          </h1>
          <Paragraphs say={say} texts={have.texts} />
        </div>
        <Stamp kind={kind} text={say(have.stamp)} />
      </div>
      <section>
        <h2 class="nl-heading nl-heading--level-2">{say('check.result.must')}</h2>
        <p class="result__answer">{say(must.title)}</p>
        <Paragraphs say={say} texts={[must.text]} />
      </section>
      <Next say={say} next={next} doors={doors} parents={parents} />
      <section class="result__other">
        <h2 class="nl-heading nl-heading--level-3">{say('check.result.other')}</h2>
        <div class="actions">
          {other.map((door) => (
            <a class="nl-button nl-button--secondary" href={doors[door]}>
              {say(`check.other.${door}`)}
            </a>
          ))}
        </div>
      </section>
      <Why say={say} reasons={reasons} unsure={unsure} />
      <Given say={say} texts={texts} step={step} />
      <p class="result__kept">{say(`check.result.kept.${posted ? 'server' : 'browser'}`)}</p>
      <form class="actions" method="post" action={base}>
        <HiddenAnswers given={step.given} asked="" />
        <button class="nl-button nl-button--secondary" type="button" hidden={posted} data-print>
          {say('check.result.print')}
        </button>
        <button class="nl-button nl-button--secondary" type="submit" name="naar" value="terug">
          {say('check.result.change')}
        </button>
        <a class="nl-button nl-button--subtle" href={base}>
          {say('check.result.again')}
        </a>
      </form>
    </div>
  );
}
