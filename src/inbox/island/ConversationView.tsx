import { createEffect, createMemo, Match, on, onMount, Show, Switch } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { Icon } from '../../chat/client/Icon.tsx';
import { catchFocus } from '../catchFocus.ts';
import { chatPath, rowId } from '../paths.ts';
import { Ask } from './Ask.tsx';
import { Composer } from './Composer.tsx';
import type { Inbox } from './createInbox.ts';
import { Log } from './Log.tsx';
import { Question } from './Question.tsx';
import { Side } from './Side.tsx';
import { Unsent } from './Unsent.tsx';

/** One conversation: what was said, room to answer, and what is known beside it. */
export function ConversationView(props: { inbox: Inbox; id: string }) {
  const { say, live, about, isOwn } = props.inbox;
  onMount(() => {
    // Where there is room for one thing at a time, this has taken the place of the lists.
    if (!matchMedia('(max-width: 59.99rem)').matches) return;
    const name = document.getElementById('gesprek-naam');
    name?.focus({ preventScroll: true });
    name?.closest('.conversation')?.scrollIntoView();
  });
  // Taken, ended, answered, handed over or taken back: what was pressed or typed in is gone.
  const stands = createMemo(() => `${about()?.status} ${isOwn()}`);
  createEffect(on(stands, () => catchFocus(), { defer: true }));
  return (
    <Show
      when={!live()?.isGone()}
      fallback={
        <section class="inbox-nothing" role="status">
          <h2 class="nl-heading nl-heading--level-3">{say('inbox.gone')}</h2>
          <p class="nl-paragraph">{say('inbox.gone.text')}</p>
          <Show when={live()} keyed>
            {(gone) => <Unsent inbox={props.inbox} live={gone} />}
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
            <section class="conversation" aria-labelledby="gesprek-naam">
              <Head inbox={props.inbox} conversation={conversation()} />
              <Show when={live()} keyed fallback={<p class="conversation__log">{say('inbox.opening')}</p>}>
                {(open) => (
                  <>
                    <Log inbox={props.inbox} live={open} conversation={conversation()} />
                    <Show
                      when={isOwn()}
                      fallback={<Foot inbox={props.inbox} conversation={conversation()} />}
                    >
                      <Composer inbox={props.inbox} live={open} conversation={conversation()} />
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

interface PartProps {
  inbox: Inbox;
  conversation: ConversationSummary;
}

/** With whom, and what can be done with the conversation as a whole. */
function Head(props: PartProps) {
  const { say, show, ask, isOwn, topicOf } = props.inbox;
  const one = () => props.conversation;
  const back = (event: MouseEvent) => {
    event.preventDefault();
    const row = document.getElementById(rowId(one().id));
    show(null);
    row?.focus();
  };
  return (
    <header class="conversation-head">
      <p class="conversation-head__ways">
        <a class="back-link" href={chatPath(null)} onClick={back}>
          <Icon of="back" />
          {say('inbox.back')}
        </a>
        <a href="#gegevens">{say('inbox.side')}</a>
      </p>
      <div class="conversation-head__who">
        <h2
          class="nl-heading nl-heading--level-2 conversation-head__name"
          id="gesprek-naam"
          dir="auto"
          tabindex="-1"
          title={one().firstName ?? undefined}
        >
          {one().firstName ?? say('inbox.nameless')}
        </h2>
      </div>
      <p class="conversation-head__about">
        {topicOf(one().topic)}
        <Show when={one().language === 'en'}>, {say('inbox.language.en')}</Show>
        <Show when={one().status !== 'closed'}>
          , {one().here ? say('inbox.here') : say('inbox.not-here')}
        </Show>
      </p>
      <Show when={one().danger}>
        <p class="conversation-head__danger">
          <Icon of="danger" />
          {say('inbox.danger.text')}
        </p>
      </Show>
      <Show when={isOwn()}>
        <div class="conversation-head__do">
          <button
            class="nl-button nl-button--secondary inbox-small"
            type="button"
            onClick={() => ask('offer')}
          >
            <span class="conversation-head__wide">{say('inbox.offer')}</span>
            <span class="conversation-head__narrow">{say('inbox.offer.short')}</span>
          </button>
          <button
            class="nl-button nl-button--secondary inbox-small"
            type="button"
            onClick={() => ask('hand-over')}
          >
            {say('inbox.hand-over')}
          </button>
          <button
            class="nl-button nl-button--secondary inbox-small"
            type="button"
            data-key="e"
            onClick={() => ask('end')}
          >
            {say('inbox.end')}
          </button>
        </div>
      </Show>
    </header>
  );
}

/** What stands in the place of the field in a conversation that is not one's own. */
function Foot(props: PartProps) {
  const { say, take } = props.inbox;
  const one = () => props.conversation;
  return (
    <div class="conversation-foot">
      <Switch>
        <Match when={one().status === 'closed'}>
          <p>{say('inbox.foot.closed')}</p>
        </Match>
        <Match when={one().status === 'waiting' && one().kind === 'question'}>
          <Question inbox={props.inbox} conversation={one()} />
        </Match>
        <Match when={one().status === 'waiting'}>
          <p>{one().returned ? say('inbox.foot.returned') : say('inbox.foot.waiting')}</p>
          <button class="nl-button nl-button--primary" type="button" onClick={() => take(one().id)}>
            {say('inbox.take')}
          </button>
        </Match>
        <Match when={one().status === 'active'}>
          <Show when={one().casemanager}>
            {(casemanager) => <p>{say('inbox.foot.colleague', { name: casemanager().firstName })}</p>}
          </Show>
        </Match>
      </Switch>
    </div>
  );
}
