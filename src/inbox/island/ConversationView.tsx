import { createEffect, createMemo, on, onMount, Show } from 'solid-js';
import { catchFocus } from '../catchFocus.ts';
import { Ask } from './Ask.tsx';
import { Composer } from './Composer.tsx';
import type { Inbox } from './createInbox.ts';
import { createPane } from './createPane.ts';
import { Foot } from './Foot.tsx';
import { Head } from './Head.tsx';
import { Known } from './Known.tsx';
import { Log } from './Log.tsx';
import { OfferTray } from './OfferTray.tsx';
import { ProposalTray } from './ProposalTray.tsx';
import { Unsent } from './Unsent.tsx';

/** One conversation: what was said, room to answer, and what is known beside it. */
export function ConversationView(props: { inbox: Inbox; id: string; place: 0 | 1 }) {
  const pane = createPane(props.inbox, props.id, props.place);
  const { say } = props.inbox;
  const { live, about, isOwn } = pane;
  let section: HTMLElement | undefined;
  onMount(() => {
    // Where there is room for one thing at a time, this has taken the place of the lists.
    if (!matchMedia('(max-width: 59.99rem)').matches) return;
    document.getElementById(pane.part('naam'))?.focus({ preventScroll: true });
    section?.scrollIntoView();
  });
  // Taken, ended, answered, handed over or taken back: what was pressed or typed in is gone.
  const stands = createMemo(() => `${about()?.status} ${isOwn()}`);
  createEffect(on(stands, () => pane.isActive() && catchFocus(), { defer: true }));
  return (
    <Show
      when={!live()?.isGone()}
      fallback={
        <section class="inbox-nothing" role="status">
          <h2 class="nl-heading nl-heading--level-3">{say('inbox.gone')}</h2>
          <p>{say('inbox.gone.text')}</p>
          <Show when={live()} keyed>
            {(gone) => <Unsent pane={pane} live={gone} />}
          </Show>
          <button class="work-button" type="button" onClick={pane.close}>
            {say('inbox.back')}
          </button>
        </section>
      }
    >
      <Show when={about()} fallback={<p class="inbox-nothing">{say('inbox.opening')}</p>}>
        {(conversation) => (
          <>
            <section
              class="conversation"
              classList={{ 'conversation--active': pane.isActive() }}
              aria-labelledby={pane.part('naam')}
              data-panel={pane.isActive() ? '' : undefined}
              ref={(element) => {
                section = element;
              }}
              onFocusIn={pane.activate}
              onPointerDown={pane.activate}
            >
              <Head pane={pane} conversation={conversation()} />
              <Show when={live()} keyed fallback={<p class="conversation__log">{say('inbox.opening')}</p>}>
                {(open) => (
                  <>
                    <Log pane={pane} live={open} conversation={conversation()} />
                    <Show when={isOwn()} fallback={<Foot pane={pane} conversation={conversation()} />}>
                      <Show when={pane.asking() === 'offer'}>
                        <OfferTray pane={pane} conversation={conversation()} />
                      </Show>
                      <Show when={pane.asking() === 'propose'}>
                        <ProposalTray pane={pane} live={open} conversation={conversation()} />
                      </Show>
                      <Composer pane={pane} live={open} conversation={conversation()} />
                    </Show>
                  </>
                )}
              </Show>
            </section>
            <Show when={pane.isActive()}>
              <Known pane={pane} conversation={conversation()} />
            </Show>
            <Ask pane={pane} conversation={conversation()} />
          </>
        )}
      </Show>
    </Show>
  );
}
