import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { chatPath, rowId } from '../paths.ts';
import type { Inbox } from './createInbox.ts';
import { Mark } from './Mark.tsx';

interface Props {
  inbox: Inbox;
  conversation: ConversationSummary;
}

/** With whom, and what can be done with the conversation as a whole. */
export function TalkHead(props: Props) {
  const { say, show, ask, isOwn, topicOf } = props.inbox;
  const one = () => props.conversation;
  const back = (event: MouseEvent) => {
    event.preventDefault();
    const row = document.getElementById(rowId(one().id));
    show(null);
    row?.focus();
  };
  return (
    <header class="talk-head">
      <p class="talk-head__ways">
        <a class="back-link" href={chatPath(null)} onClick={back}>
          <Mark of="back" />
          {say('inbox.back')}
        </a>
        <a href="#gegevens">{say('inbox.side')}</a>
      </p>
      <div class="talk-head__who">
        <h2
          class="nl-heading nl-heading--level-2 talk-head__name"
          id="gesprek-naam"
          dir="auto"
          tabindex="-1"
          title={one().firstName ?? undefined}
        >
          {one().firstName ?? say('inbox.nameless')}
        </h2>
      </div>
      <p class="talk-head__about">
        {topicOf(one().topic)}
        <Show when={one().language === 'en'}>, {say('inbox.language.en')}</Show>
        <Show when={one().status !== 'closed'}>
          , {one().here ? say('inbox.here') : say('inbox.not-here')}
        </Show>
      </p>
      <Show when={one().danger}>
        <p class="talk-head__danger">
          <Mark of="danger" />
          {say('inbox.danger.text')}
        </p>
      </Show>
      <Show when={isOwn()}>
        <div class="talk-head__do">
          <button
            class="nl-button nl-button--secondary inbox-small"
            type="button"
            onClick={() => ask('offer')}
          >
            <span class="talk-head__wide">{say('inbox.offer')}</span>
            <span class="talk-head__narrow">{say('inbox.offer.short')}</span>
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
