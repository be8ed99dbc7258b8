import { createEffect, Show } from 'solid-js';
import type { SaidError } from '../errors.ts';

interface Props {
  /** "Er is iets niet goed ingevuld" */
  title: string;
  /** How deep its heading stands in the page. It looks like the second level. */
  level: 2 | 4;
  /** In the order of the page. `field` is the id of what a link leads to; without one the message is not a link. */
  errors: readonly SaidError[];
  id?: string;
  /** The form stands over the page: a link moves only the focus, neither the page nor its address. */
  overPage?: boolean;
}

/** What went wrong, as `ui/ErrorSummary.astro` draws it; whoever sent the form is brought to it. */
export function ErrorSummary(props: Props) {
  let box: HTMLDivElement | undefined;
  createEffect(() => props.errors.length > 0 && box?.focus());
  const lead = (event: MouseEvent, id: string) => {
    const field = document.getElementById(id);
    if (!field || !props.overPage) return;
    event.preventDefault();
    field.focus();
  };
  return (
    <Show when={props.errors.length > 0}>
      <div class="error-summary" id={props.id} role="alert" tabindex="-1" autofocus ref={box}>
        {props.level === 2 ? (
          <h2 class="nl-heading nl-heading--level-2">{props.title}</h2>
        ) : (
          <h4 class="nl-heading nl-heading--level-3">{props.title}</h4>
        )}
        <ul>
          {props.errors.map(({ field, message }) => (
            <li>
              {field === undefined ? (
                message
              ) : (
                <a href={`#${field}`} onClick={(event) => lead(event, field)}>
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Show>
  );
}
