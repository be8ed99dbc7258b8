import type { JSX } from 'solid-js';

interface Props {
  title: string;
  level: 2 | 3;
  id?: string;
  children: JSX.Element;
}

/** There is nothing to choose, and what to do then. */
export function Empty(props: Props) {
  return (
    <div class="empty" id={props.id} tabindex={props.id ? -1 : undefined}>
      <svg
        class="empty__icon"
        width="56"
        height="56"
        viewBox="0 0 56 56"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="3"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d="M14 50V18a14 14 0 0 1 28 0v32M7 50h42M35 32v.1" />
      </svg>
      {props.level === 2 ? (
        <h2 class="nl-heading nl-heading--level-3">{props.title}</h2>
      ) : (
        <h3 class="nl-heading nl-heading--level-3">{props.title}</h3>
      )}
      {props.children}
    </div>
  );
}
