import { createMemo, For, Show } from 'solid-js';
import { Bubble } from './Bubble.tsx';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';

/** What was typed and is not known to be kept yet. */
export function Pending(props: { chat: ChatState; room: RoomState }) {
  const { chat, room } = props;
  const { say } = chat;
  const find = (id: string) => room.entries().find(({ clientId }) => clientId === id);
  const status = (id: string) => {
    const state = find(id)?.state;
    if (state === 'refused') return say('talk.entry.refused');
    if (state === 'sent') return say('talk.receipt.sent');
    return say(room.isUp() ? 'talk.entry.sending' : 'talk.entry.waiting');
  };
  const ids = createMemo(() => room.entries().map(({ clientId }) => clientId));
  return (
    <ol class="talk__list" aria-label={say('talk.room.pending')} hidden={ids().length === 0}>
      <For each={ids()}>
        {(id) => (
          <Bubble
            chat={chat}
            said={find(id) ?? { at: 0, body: '' }}
            name={say('talk.you')}
            own
            quiet
            status={status(id)}
          >
            <Show when={find(id)?.state === 'refused'}>
              <span>
                <button class="talk__text-button" type="button" onClick={() => room.retry(id)}>
                  {say('talk.retry')}
                </button>
                <button class="talk__text-button" type="button" onClick={() => room.drop(id)}>
                  {say('talk.entry.drop')}
                </button>
              </span>
            </Show>
          </Bubble>
        )}
      </For>
    </ol>
  );
}
