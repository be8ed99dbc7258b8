import { onMount, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { createComposer } from './createComposer.ts';
import type { Inbox } from './createInbox.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import { SlashList } from './SlashList.tsx';

/** Room to write in an own conversation. Enter sends, Shift and Enter begin a new line. */
export function Composer(props: { inbox: Inbox; live: LiveConversation; conversation: ConversationSummary }) {
  const { say } = props.inbox;
  const { live } = props;
  const composing = createComposer(props.inbox, live);
  let field: HTMLTextAreaElement | undefined;
  // Whoever opens a conversation means to write in it; on a touch screen the keyboard would cover it.
  onMount(() => {
    if (matchMedia('(hover: hover) and (pointer: fine)').matches) field?.focus({ preventScroll: true });
  });
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        composing.send();
        field?.focus();
      }}
    >
      <SlashList
        inbox={props.inbox}
        composing={composing}
        onUse={(index) => field && composing.use(field, index)}
      />
      <label class="visually-hidden" for="bericht" data-key="r">
        {say('inbox.field')}
      </label>
      <textarea
        class="utrecht-textarea composer__field"
        classList={{ 'utrecht-textarea--invalid': composing.left() < 0 }}
        id="bericht"
        rows="1"
        dir="auto"
        placeholder={say('inbox.field.hint')}
        ref={(element) => {
          field = element;
        }}
        value={live.draft()}
        aria-autocomplete="list"
        aria-controls="antwoorden"
        aria-activedescendant={composing.replies().length > 0 ? `antwoord-${composing.chosen()}` : undefined}
        aria-describedby="bericht-uitleg"
        aria-invalid={composing.left() < 0 ? 'true' : undefined}
        onInput={({ currentTarget }) => composing.follow(currentTarget)}
        onClick={({ currentTarget }) => composing.follow(currentTarget)}
        onKeyUp={({ currentTarget }) => composing.follow(currentTarget)}
        onKeyDown={(event) => composing.press(event)}
      />
      <button class="nl-button nl-button--primary composer__send" type="submit">
        {say('inbox.send')}
      </button>
      <p
        class="composer__hint"
        id="bericht-uitleg"
        classList={{ 'composer__hint--over': composing.left() < 0 }}
      >
        <Show when={composing.isNearEnd()} fallback={say('inbox.field.text')}>
          {composing.left() < 0
            ? say('inbox.field.over', { count: -composing.left() })
            : say('inbox.field.left', { count: composing.left() })}
        </Show>
      </p>
    </form>
  );
}
