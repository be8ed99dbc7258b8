import { For } from 'solid-js';
import { crisisLines } from '#server/kernel/crisis.ts';
import { telephoneHref } from '../../site/telephone.ts';
import type { Say } from '../texts.ts';
import { localCrisisNumbers } from './ofGemeente.ts';

/** Who to call now. */
export function CrisisNumbers(props: { say: Say }) {
  return (
    <ul class="talk__numbers">
      <For each={crisisLines}>
        {({ name, numbers }) => (
          <li>
            <span>{props.say(`talk.crisis.${name}`)}</span>{' '}
            <For each={numbers}>
              {(number, index) => (
                <>
                  {index() > 0 && `${props.say('talk.crisis.or')} `}
                  <a href={telephoneHref(number)}>{number}</a>{' '}
                </>
              )}
            </For>
          </li>
        )}
      </For>
      <For each={localCrisisNumbers()}>
        {({ name, language, phone }) => (
          <li>
            <span lang={language} dir="auto">
              {name}
            </span>{' '}
            <a href={telephoneHref(phone)}>{phone}</a>
          </li>
        )}
      </For>
    </ul>
  );
}
