import type { Reason } from '../outcome.ts';
import type { Say } from '../props.ts';

interface Props {
  say: Say;
  reasons: readonly Reason[];
  /** Something was answered with "weet ik niet". */
  unsure: boolean;
}

/** Which articles decided, in plain words; and that this decides nothing. */
export function Why({ say, reasons, unsure }: Props) {
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
