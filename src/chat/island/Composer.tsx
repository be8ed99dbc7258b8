import { createEffect, createMemo, on, onMount, Show, untrack } from 'solid-js';
import { cleanText, messageLength } from '#server/chat/rules.ts';
import { Icon } from '#ui/Icon.tsx';
import { isComposing } from '#ui/isComposing.ts';
import * as shapes from '#ui/shapes.ts';
import { storageKeys } from '#ui/storage.ts';
import { createDraft } from '../client/createDraft.ts';
import type { Say } from '../texts.ts';
import type { RoomState } from './createRoom.ts';
import { Danger } from './Danger.tsx';
import { grow } from './grow.ts';

/** So much room left is worth showing; and at these it is read out, too. */
const nearEnd = 200;
const marks = [-1, 20, 100, nearEnd];

interface Props {
  say: Say;
  room: RoomState;
  /** Somebody just came in, and can type at once. */
  focus: boolean;
}

/** The field in which a jongere writes. What is in it survives a refresh, too. */
export function Composer(props: Props) {
  const { say, room } = props;
  const [text, setText] = createDraft(storageKeys.chatDraft);
  const body = () => cleanText(text());
  const left = () => messageLength - [...body()].length;
  /** What was sent last: a question that was left brings what it warned of along, and so does the next page. */
  const said = () => {
    const last = room.messages().findLast((one) => one.kind === 'text' && one.author === 'jongere');
    return last?.kind === 'text' ? last.body : '';
  };
  let field!: HTMLTextAreaElement;

  const write = (value: string) => {
    setText(value);
    if (value !== '') room.types();
  };
  const send = (event?: Event) => {
    event?.preventDefault();
    if (body() !== '' && left() >= 0) {
      room.say(body());
      write('');
    }
    field.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.shiftKey && !isComposing(event)) send(event);
  };
  createEffect(on(text, () => grow(field)));
  onMount(() => props.focus && field.focus({ preventScroll: true }));

  const sayLeft = (count: number) =>
    count < 0 ? say('talk.over', { count: -count }) : say('talk.left', { count });
  const mark = createMemo(() => marks.find((one) => left() <= one));

  return (
    <form class="talk__composer" onSubmit={send}>
      <Danger say={say} text={text() || said()} />
      <label class="visually-hidden" for="chat-write">
        {say('talk.write')}
      </label>
      <div class="talk__composer-row">
        <textarea
          class="talk__write"
          id="chat-write"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          placeholder={say('talk.write')}
          aria-describedby="chat-write-hint"
          aria-invalid={left() < 0 ? 'true' : undefined}
          ref={field}
          value={text()}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={press}
        />
        <button class="talk__send" type="submit" aria-label={say('talk.send')}>
          <Icon shape={shapes.send} />
        </button>
      </div>
      <p class="visually-hidden" id="chat-write-hint">
        {say('talk.write.hint')}
      </p>
      <Show when={left() <= nearEnd}>
        <p class="talk__left" classList={{ 'talk__left--over': left() < 0 }}>
          {sayLeft(left())}
        </p>
      </Show>
      <p class="visually-hidden" role="status">
        {mark() === undefined ? '' : sayLeft(untrack(left))}
      </p>
    </form>
  );
}
