import type { Say } from '../props.ts';

interface Props {
  say: Say;
  number: number;
  /** Questions that may come after this one. */
  most: number;
}

/** How far somebody is. How many questions come depends on the answers: those that may not come are drawn open. */
export function Progress({ say, number, most }: Props) {
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
