import { createEffect, For, Show } from 'solid-js';
import type { Say } from '../../texts.ts';

interface Props {
  say: Say;
  form: string;
  /** By the name of the field. */
  errors: Readonly<Record<string, string>>;
  /** The fields from top to bottom. */
  order: readonly string[];
}

/** As `ui/ErrorSummary.astro`; whoever sent the form is brought to it. */
export function ErrorSummary(props: Props) {
  let box: HTMLDivElement | undefined;
  const found = () => props.order.filter((name) => props.errors[name]);
  const title = () =>
    found().length === 1
      ? props.say('offer.errors.one')
      : props.say('offer.errors.more', { count: found().length });
  createEffect(() => found().length > 0 && box?.focus());
  const lead = (event: MouseEvent, id: string) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  };
  return (
    <Show when={found().length > 0}>
      <div class="error-summary" role="alert" tabindex="-1" ref={box}>
        <h4 class="nl-heading nl-heading--level-3">{title()}</h4>
        <ul>
          <For each={found()}>
            {(name) => (
              <li>
                <a href={`#${props.form}-${name}`} onClick={(event) => lead(event, `${props.form}-${name}`)}>
                  {props.errors[name]}
                </a>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
