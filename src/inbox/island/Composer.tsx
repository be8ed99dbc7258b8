import { onMount, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { counting } from '../durations.ts';
import { createComposer } from './createComposer.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import type { Pane } from './createPane.ts';
import { Key } from './Key.tsx';
import { SlashList } from './SlashList.tsx';

/** Room to write in an own conversation. Enter sends, Shift and Enter begin a new line. */
export function Composer(props: { pane: Pane; live: LiveConversation; conversation: ConversationSummary }) {
  const { pane, live } = props;
  const { say, now, page } = pane.inbox;
  const composing = createComposer(pane, live);
  let field!: HTMLTextAreaElement;
  // Whoever opens a conversation means to write in it; on a touch screen the keyboard would cover it.
  onMount(() => {
    if (pane.isActive() && matchMedia('(hover: hover) and (pointer: fine)').matches)
      field.focus({ preventScroll: true });
  });
  /** How long there is to answer before it goes back to the queue; null once there was a word. */
  const left = () => {
    const { unansweredSince, kind } = props.conversation;
    if (!unansweredSince || kind !== 'chat') return null;
    return page.answerMinutes * 60_000 - (now() - unansweredSince);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        composing.send();
        field.focus();
      }}
    >
      <SlashList pane={pane} composing={composing} onUse={(index) => composing.use(field, index)} />
      <label class="visually-hidden" for={pane.part('bericht')} data-key={pane.key('r')}>
        {say('inbox.field')}
      </label>
      <textarea
        class="utrecht-textarea composer__field"
        classList={{ 'utrecht-textarea--invalid': composing.left() < 0 }}
        id={pane.part('bericht')}
        rows="1"
        dir="auto"
        placeholder={say('inbox.field.hint')}
        ref={field}
        value={live.draft()}
        aria-autocomplete="list"
        aria-controls={pane.part('antwoorden')}
        aria-activedescendant={
          composing.replies().length > 0 ? pane.part(`antwoord-${composing.chosen()}`) : undefined
        }
        aria-describedby={pane.part('bericht-uitleg')}
        aria-invalid={composing.left() < 0 ? 'true' : undefined}
        onInput={({ currentTarget }) => composing.follow(currentTarget)}
        onClick={({ currentTarget }) => composing.follow(currentTarget)}
        onKeyUp={({ currentTarget }) => composing.follow(currentTarget)}
        onKeyDown={(event) => composing.press(event)}
      />
      <button
        class="work-button work-button--primary work-button--icon composer__send"
        type="submit"
        aria-label={say('inbox.send')}
      >
        <Icon shape={shapes.send} />
      </button>
      <div class="composer__tools">
        <button
          class="work-button work-button--quiet work-button--small"
          type="button"
          aria-expanded={pane.asking() === 'offer'}
          data-key={pane.key('b')}
          data-key-does={say('inbox.offer')}
          onClick={() => pane.ask(pane.asking() === 'offer' ? null : 'offer')}
        >
          <Icon shape={shapes.calendar} />
          {say('inbox.offer.short')} <Key of="B" />
        </button>
        <Show when={page.receivers.length > 0}>
          <button
            class="work-button work-button--quiet work-button--small"
            type="button"
            aria-expanded={pane.asking() === 'propose'}
            data-key={pane.key('v')}
            data-key-does={say('inbox.propose')}
            onClick={() => pane.ask(pane.asking() === 'propose' ? null : 'propose')}
          >
            {say('inbox.propose.short')} <Key of="V" />
          </button>
        </Show>
        <button
          class="work-button work-button--quiet work-button--small"
          type="button"
          data-key={pane.key('/')}
          data-key-does={say('inbox.slash')}
          onClick={() => composing.slash(field)}
        >
          {say('inbox.slash.one')} <Key of="/" />
        </button>
        <p
          class="composer__hint"
          id={pane.part('bericht-uitleg')}
          classList={{ 'composer__hint--over': composing.left() < 0, 'composer__hint--due': left() !== null }}
        >
          <Show when={composing.isNearEnd()} fallback={<Due say={say} left={left()} />}>
            {composing.left() < 0
              ? say('inbox.field.over', { count: -composing.left() })
              : say('inbox.field.left', { count: composing.left() })}
          </Show>
        </p>
      </div>
    </form>
  );
}

/** How to send, or how long there still is to say a first word. */
function Due(props: { say: Pane['inbox']['say']; left: number | null }) {
  return (
    <Show when={props.left !== null} fallback={props.say('inbox.field.text')}>
      {props.say('inbox.answer-due', { time: counting((props.left ?? 0) + 999) })}
    </Show>
  );
}
