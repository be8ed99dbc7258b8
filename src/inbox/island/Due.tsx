import { createSignal, Show } from 'solid-js';
import { staffPaths } from '../../agenda/paths.ts';
import { goingShortcut, minutesToDue } from '../goingSoon.ts';
import { timeWords } from '../moments.ts';
import { filledIn } from './createComposer.ts';
import type { Inbox } from './createInbox.ts';
import { Key } from './Key.tsx';

/** An afspraak of one's own begins soon: who, when and how, and one press to say so to who is being talked with. */
export function Due(props: { inbox: Inbox }) {
  const { say, now, next, shown, page, client } = props.inbox;
  /** To whom it was said, for which afspraak. */
  const [said, setSaid] = createSignal<readonly string[]>([]);
  const minutes = () => minutesToDue(next(), now());
  const own = () =>
    shown.ids().flatMap((id) => {
      const found = id === null ? null : props.inbox.findIn(id);
      return found?.list === 'mine' ? [found.conversation] : [];
    });
  const mark = (conversation: string) => `${next()?.id} ${conversation}`;
  const toTell = () => own().filter(({ id }) => !said().includes(mark(id)));
  const tell = () => {
    const reply = page.replies.find(({ shortcut }) => shortcut === goingShortcut);
    for (const conversation of reply ? toTell() : [])
      client()
        ?.conversations.of(conversation.id)
        ?.say(filledIn(page, conversation, reply?.body ?? ''));
    setSaid([...said(), ...own().map(({ id }) => mark(id))]);
  };
  return (
    <Show when={minutes() !== null && next()}>
      {(one) => (
        <section class="inbox-due" aria-label={say('inbox.due')}>
          <p class="inbox-due__text">
            <strong>
              {minutes() === 0
                ? say('inbox.due.now', {
                    name: one().name ?? say('inbox.nameless'),
                    time: timeWords(one().start),
                  })
                : say(minutes() === 1 ? 'inbox.due.one' : 'inbox.due.more', {
                    count: minutes() ?? 0,
                    name: one().name ?? say('inbox.nameless'),
                    time: timeWords(one().start),
                  })}
            </strong>
            , {say(`inbox.way.${one().modality}`).toLowerCase()}
          </p>
          <Show when={toTell().length > 0}>
            <button class="work-button work-button--small" type="button" onClick={tell}>
              {say(toTell().length > 1 ? 'inbox.due.tell.both' : 'inbox.due.tell')}{' '}
              <Key of={`/${goingShortcut}`} />
            </button>
          </Show>
          <Show when={own().length > 0 && toTell().length === 0}>
            <span role="status">{say('inbox.due.told')}</span>
          </Show>
          <a
            class="work-button work-button--primary work-button--small"
            href={staffPaths.appointment(one().id)}
          >
            {say('inbox.due.open')}
          </a>
        </section>
      )}
    </Show>
  );
}
