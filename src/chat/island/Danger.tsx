import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js';
import { pointsToDanger } from '#server/chat/danger.ts';
import type { Say } from '../texts.ts';
import { CrisisNumbers } from './CrisisNumbers.tsx';
import { addedDangerWords } from './ofGemeente.ts';

const pauseMs = 150;

/**
 * Calls to mind who can be called, as soon as what somebody types points to danger and before anything is sent. It
 * stays when the text goes; once closed it stays away. In a place that `scrolls` it comes into view.
 */
export function Danger(props: { say: Say; text: string; scrolls?: boolean }) {
  const [state, setState] = createSignal<'not' | 'shown' | 'closed'>('not');
  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on(
      () => props.text,
      (text) => {
        clearTimeout(timer);
        if (state() === 'not')
          timer = setTimeout(() => pointsToDanger(text, addedDangerWords()) && setState('shown'), pauseMs);
      },
    ),
  );
  onCleanup(() => clearTimeout(timer));
  const bring = (box: HTMLElement) =>
    props.scrolls && queueMicrotask(() => box.scrollIntoView({ block: 'nearest' }));
  return (
    <div class="talk__danger-place" role="status">
      <Show when={state() === 'shown'}>
        <div class="talk__danger" ref={bring}>
          <p>
            <strong>{props.say('talk.danger.title')}</strong> {props.say('talk.danger.text')}
          </p>
          <CrisisNumbers say={props.say} />
          <button class="talk__text-button" type="button" onClick={() => setState('closed')}>
            {props.say('talk.danger.close')}
          </button>
        </div>
      </Show>
    </div>
  );
}
