import { For } from 'solid-js';
import { findLinks } from './findLinks.ts';

/** What somebody wrote, as text and nothing else; addresses in it can be followed. */
export function MessageText(props: { body: string }) {
  return (
    <For each={findLinks(props.body)}>
      {({ text, isLink }) =>
        isLink ? (
          <a href={text} rel="noopener noreferrer nofollow" target="_blank" dir="ltr">
            {text}
          </a>
        ) : (
          text
        )
      }
    </For>
  );
}
