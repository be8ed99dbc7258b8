import type { Startkwalificatie } from '#server/startkwalificatie/words.ts';
import type { IslandTexts } from '#ui/sayer.ts';
import { answerText, questionText, writeDate } from '../answers.ts';
import { outcomeOf, type Reason } from '../outcome.ts';
import type { CheckProps, Say } from '../props.ts';
import { backWord, directionField, type ResultStep } from '../step.ts';
import { HiddenAnswers } from './HiddenAnswers.tsx';
import { Next, Paragraphs } from './Next.tsx';

interface Props {
  page: CheckProps;
  say: Say;
  step: ResultStep;
}

/** The outcome: do you have it, what must you, what now; then why. */
export function Result({ page, say, step }: Props) {
  const { doors, texts, base } = page;
  const { have, must, next, parents, other, reasons, unsure } = outcomeOf(step);
  const kind = step.result.uitkomst.startkwalificatie;
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
      <p class="result__kept">
        {say(`check.result.kept.${posted ? 'server' : 'browser'}`)} {say('check.result.counted')}
      </p>
      <form class="actions" method="post" action={base}>
        <HiddenAnswers given={step.given} asked="" counted={page.counted} />
        <button class="nl-button nl-button--secondary" type="button" hidden={posted} data-print>
          {say('check.result.print')}
        </button>
        <button class="nl-button nl-button--secondary" type="submit" name={directionField} value={backWord}>
          {say('check.result.change')}
        </button>
        <a class="nl-button nl-button--subtle" href={base}>
          {say('check.result.again')}
        </a>
      </form>
    </div>
  );
}

const marks: Record<Startkwalificatie, string> = {
  ja: 'm15 33 11 11 23-25',
  nee: 'M12 46h12V34h12V22h14M44 14l8 8-8 8',
  beoordelen: 'M23 25a9 9 0 1 1 13 8c-3 2-4 4-4 7M32 50v.1',
};

/** What was found, as a stamp would print it: a word and a mark, not a colour alone. */
function Stamp({ kind, text }: { kind: Startkwalificatie; text: string }) {
  return (
    <div class="stamp" aria-hidden="true">
      <svg class="stamp__mark" aria-hidden="true" viewBox="0 0 64 64" width="64" height="64">
        <path d={marks[kind]} />
      </svg>
      {text}
    </div>
  );
}

interface WhyProps {
  say: Say;
  reasons: readonly Reason[];
  /** Something was answered with "weet ik niet". */
  unsure: boolean;
}

/** Which articles decided, in plain words; and that this decides nothing. */
function Why({ say, reasons, unsure }: WhyProps) {
  const source = ({ law, article }: Reason) =>
    article ? say('check.result.article', { law: say(law), article }) : say(law);
  return (
    <section class="result__why">
      <h2 class="nl-heading nl-heading--level-2">{say('check.result.why')}</h2>
      <ul class="reasons">
        {reasons.map((reason) => (
          <li>
            <span>{say(reason.text)}</span> <small>{source(reason)}</small>
          </li>
        ))}
      </ul>
      <p class="result__indication">
        <strong>{say('check.result.indication')}</strong>{' '}
        <span>{say(unsure ? 'check.result.unsure' : 'check.result.doubt')}</span>
      </p>
    </section>
  );
}

interface GivenProps {
  say: Say;
  texts: IslandTexts;
  step: ResultStep;
}

/** What was answered, to look over or to take along on paper. */
function Given({ say, texts, step }: GivenProps) {
  const { asked, given } = step;
  return (
    <section>
      <h2 class="nl-heading nl-heading--level-3">{say('check.result.answers')}</h2>
      <dl class="given">
        {asked.map((question) => {
          const answer = given[question] ?? '';
          return (
            <div class="given__row">
              <dt>{say(questionText(question))}</dt>
              <dd>
                {question === 'geboortedatum' ? writeDate(answer) : answerText(texts, question, answer)}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
