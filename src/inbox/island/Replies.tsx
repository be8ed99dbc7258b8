import { For, Show } from 'solid-js';
import { filledIn } from './createComposer.ts';
import type { Pane } from './createPane.ts';

/** Canned replies at hand: one press puts one in the field, where it can still be changed. */
export function Replies(props: { pane: Pane }) {
  const { pane } = props;
  const { say, page } = pane.inbox;
  const use = (body: string) => {
    const live = pane.live();
    if (!live) return;
    const words = filledIn(page, pane.about(), body);
    live.setDraft((draft) => (draft.trim() === '' ? words : `${draft.trimEnd()}\n${words}`));
    pane.ask(null);
    document.getElementById(pane.part('bericht'))?.focus();
  };
  return (
    <section class="known-replies">
      <h3 class="known__title">{say('inbox.slash')}</h3>
      <Show when={page.replies.length > 0}>
        <ul>
          <For each={page.replies}>
            {({ shortcut, body }) => (
              <li>
                <button type="button" class="canned" title={body} onClick={() => use(body)}>
                  <span class="canned__word">/{shortcut}</span>
                  <span class="canned__body" dir="auto">
                    {body}
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
