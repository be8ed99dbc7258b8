import { For, Show } from 'solid-js';
import type { Picker } from './createPicker.ts';

interface Props {
  picker: Picker;
  /** The same links again below the week: no second landmark. */
  again?: boolean;
}

/** The week before and the week after, as links that work without JavaScript. */
export function WeekNav(props: Props) {
  const { picker } = props;
  const { texts, plan } = picker;
  const ways = [
    { to: () => plan().previous, text: texts.previous, rel: 'prev', arrow: 'M15 9H3m5-5L3 9l5 5' },
    { to: () => plan().next, text: texts.next, rel: 'next', arrow: 'M3 9h12m-5-5 5 5-5 5' },
  ];
  const links = () => (
    <For each={ways}>
      {({ to, text, rel, arrow }) => (
        <Show when={to() !== null}>
          <a
            class={`week-nav__link week-nav__link--${rel}`}
            href={`${picker.weekHref(to() ?? '')}#tijden`}
            rel={rel}
            onClick={(event) => picker.follow(event, to() ?? '', props.again === true)}
          >
            <svg
              width="18"
              height="18"
              viewBox="0 0 18 18"
              aria-hidden="true"
              fill="none"
              stroke="currentColor"
              stroke-width="2.5"
              stroke-linecap="round"
              stroke-linejoin="round"
            >
              <path d={arrow} />
            </svg>
            {text}
          </a>
        </Show>
      )}
    </For>
  );
  return props.again ? (
    <div class="week-nav">{links()}</div>
  ) : (
    <nav class="week-nav" aria-label={texts.weeks}>
      {links()}
    </nav>
  );
}
