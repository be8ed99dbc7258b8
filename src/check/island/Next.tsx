import type { NextStep } from '../nextStep.ts';
import type { CheckProps, CheckText, Say } from '../props.ts';

interface Props {
  say: Say;
  next: NextStep;
  doors: CheckProps['doors'];
  parents: CheckText | null;
}

/** What somebody can do now: the one big button, and what parents hear. */
export function Next({ say, next, doors, parents }: Props) {
  const { title, steps, texts, go, note } = next;
  return (
    <section class="next-step">
      <p class="next-step__label">{say('check.result.next')}</p>
      <h2 class="nl-heading nl-heading--level-2">{say(title)}</h2>
      {steps.length > 0 && (
        <ol class="next-step__steps">
          {steps.map((text) => (
            <li>{say(text)}</li>
          ))}
        </ol>
      )}
      <Paragraphs say={say} texts={texts} />
      <div class="next-step__go">
        <a class="nl-button nl-button--primary button--large" href={doors[go.door]}>
          {say(go.text)}
        </a>
        {note && <strong>{say(note)}</strong>}
      </div>
      {parents && (
        <div class="next-step__parents">
          <h3 class="nl-heading nl-heading--level-3">{say('check.result.parents')}</h3>
          <Paragraphs say={say} texts={[parents]} />
        </div>
      )}
    </section>
  );
}

export function Paragraphs({ say, texts }: { say: Say; texts: readonly CheckText[] }) {
  return (
    <>
      {texts.map((text) => (
        <p class="nl-paragraph">{say(text)}</p>
      ))}
    </>
  );
}
