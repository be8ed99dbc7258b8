import { createEffect, createMemo, on, onMount, Show } from 'solid-js';
import { catchFocus } from '../catchFocus.ts';
import { Ask } from './Ask.tsx';
import { Composer } from './Composer.tsx';
import type { Inbox } from './createInbox.ts';
import { Log } from './Log.tsx';
import { Side } from './Side.tsx';
import { TalkFoot } from './TalkFoot.tsx';
import { TalkHead } from './TalkHead.tsx';
import { Unsent } from './Unsent.tsx';

/** One conversation: what was said, room to answer, and what is known beside it. */
export function TalkView(props: { inbox: Inbox; id: string }) {
  const { say, talk, about, isOwn } = props.inbox;
  onMount(() => {
    // Where there is room for one thing at a time, this has taken the place of the lists.
    if (!matchMedia('(max-width: 59.99rem)').matches) return;
    const name = document.getElementById('gesprek-naam');
    name?.focus({ preventScroll: true });
    name?.closest('.talk')?.scrollIntoView();
  });
  // Taken, ended, answered, handed over or taken back: what was pressed or typed in is gone.
  const stands = createMemo(() => `${about()?.status} ${isOwn()}`);
  createEffect(on(stands, () => catchFocus(), { defer: true }));
  return (
    <Show
      when={!talk()?.isGone()}
      fallback={
        <section class="inbox-nothing" role="status">
          <h2 class="nl-heading nl-heading--level-3">{say('inbox.gone')}</h2>
          <p class="nl-paragraph">{say('inbox.gone.text')}</p>
          <Show when={talk()} keyed>
            {(gone) => <Unsent inbox={props.inbox} talk={gone} />}
          </Show>
          <button class="nl-button nl-button--secondary" type="button" onClick={() => props.inbox.show(null)}>
            {say('inbox.back')}
          </button>
        </section>
      }
    >
      <Show when={about()} fallback={<p class="inbox-nothing">{say('inbox.opening')}</p>}>
        {(conversation) => (
          <>
            <section class="talk" aria-labelledby="gesprek-naam">
              <TalkHead inbox={props.inbox} conversation={conversation()} />
              <Show when={talk()} keyed fallback={<p class="talk__log">{say('inbox.opening')}</p>}>
                {(open) => (
                  <>
                    <Log inbox={props.inbox} talk={open} conversation={conversation()} />
                    <Show
                      when={isOwn()}
                      fallback={<TalkFoot inbox={props.inbox} conversation={conversation()} />}
                    >
                      <Composer inbox={props.inbox} talk={open} conversation={conversation()} />
                    </Show>
                  </>
                )}
              </Show>
            </section>
            <Side inbox={props.inbox} conversation={conversation()} />
            <Ask inbox={props.inbox} conversation={conversation()} />
          </>
        )}
      </Show>
    </Show>
  );
}
