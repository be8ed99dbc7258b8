import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { moment } from '../moments.ts';
import { chatPath, rowId } from '../paths.ts';
import type { Pane } from './createPane.ts';
import { Key } from './Key.tsx';

/** With whom, and what can be done with the conversation as a whole. */
export function Head(props: { pane: Pane; conversation: ConversationSummary }) {
  const { pane } = props;
  const { say, now, topicOf, shown, beside } = pane.inbox;
  const one = () => props.conversation;
  const back = (event: MouseEvent) => {
    event.preventDefault();
    const row = document.getElementById(rowId(one().id));
    pane.close();
    row?.focus();
  };
  return (
    <header class="conversation-head">
      {/* On the link itself: the router of the page listens at the document, and would go there too. */}
      <a class="work-button work-button--small conversation-head__back" href={chatPath(null)} on:click={back}>
        <Icon shape={shapes.arrowBack} />
        <span class="conversation-head__word">{say('inbox.back')}</span>
      </a>
      <div class="conversation-head__who">
        <h2
          class="conversation-head__name"
          id={pane.part('naam')}
          dir="auto"
          tabindex="-1"
          title={one().firstName ?? undefined}
        >
          {one().firstName ?? say('inbox.nameless')}
        </h2>
        <p class="conversation-head__about">
          {topicOf(one().topic)}
          <Show when={one().language === 'en'}>, {say('inbox.language.en')}</Show>
          <Show when={one().status !== 'closed'}>
            {' · '}
            <span classList={{ 'conversation-head__here': one().here }}>
              {one().here ? say('inbox.here') : say('inbox.not-here')}
            </span>
          </Show>
          <span class="conversation-head__since"> · {moment(one().startedAt, now())}</span>
        </p>
      </div>
      <div class="conversation-head__do">
        <button
          class="work-button work-button--small conversation-head__known"
          type="button"
          data-key={pane.key('n')}
          data-key-does={say('inbox.keys.note')}
          title={say('inbox.side')}
          onClick={() => {
            const note = document.getElementById(pane.part('notitie'));
            // Where it stands beside the conversation there is nothing to open.
            if (note && note.getClientRects().length > 0) note.focus();
            else pane.ask('known');
          }}
        >
          <Icon shape={shapes.note} small />
          <span class="conversation-head__word">{say('inbox.side.short')}</span> <Key of="N" />
        </button>
        <Show when={pane.isOwn()}>
          <button
            class="work-button work-button--small"
            type="button"
            data-key={pane.key('o')}
            data-key-does={say('inbox.hand-over')}
            title={say('inbox.hand-over')}
            onClick={() => pane.ask('hand-over')}
          >
            <Icon shape={shapes.handOver} small />
            <span class="conversation-head__word">{say('inbox.hand-over')}</span>
          </button>
          <button
            class="work-button work-button--small"
            type="button"
            data-key={pane.key('e')}
            data-key-does={say('inbox.keys.end')}
            onClick={() => pane.ask('end')}
          >
            {say('inbox.end')} <Key of="E" />
          </button>
        </Show>
        <Show when={beside.is() && shown.ids().length > 1}>
          <button
            class="work-button work-button--quiet work-button--small work-button--icon"
            type="button"
            aria-label={say('inbox.pane.close', { name: one().firstName ?? say('inbox.nameless') })}
            onClick={pane.close}
          >
            <Icon shape={shapes.close} />
          </button>
        </Show>
      </div>
      <Show when={one().danger}>
        <p class="conversation-head__danger">
          <Icon shape={shapes.alert} />
          {say('inbox.danger.text')}
        </p>
      </Show>
    </header>
  );
}
