import { For } from 'solid-js';
import type { Say } from '../../texts.ts';
import { FieldError } from './Field.tsx';

interface Props {
  say: Say;
  /** Begins the id, so that it is the only one on any page. */
  form: string;
  name: string;
  legend: string;
  options: readonly { value: string; label: string }[];
  value?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  onPick?: (value: string) => void;
}

/** As `ui/RadioGroup.astro`. */
export function Radios(props: Props) {
  const id = `${props.form}-${props.name}`;
  return (
    <fieldset
      class="choices"
      classList={{ 'choices--invalid': props.error !== undefined }}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: else it cannot say that its answer is wrong.
      role="radiogroup"
      aria-describedby={props.error && `${id}-error`}
      aria-invalid={props.error ? 'true' : undefined}
    >
      <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
        {props.legend} {props.optional && <span class="field__optional">{props.say('talk.optional')}</span>}
      </legend>
      <FieldError say={props.say} id={id} error={props.error} />
      <div class="choices__list">
        <For each={props.options}>
          {({ value, label }, index) => (
            <label class="choice" for={`${id}${index() || ''}`}>
              <input
                class="choice__input"
                type="radio"
                id={`${id}${index() || ''}`}
                name={props.name}
                value={value}
                checked={value === props.value}
                onChange={() => props.onPick?.(value)}
              />
              <span class="choice__text">
                <span class="choice__label">{label}</span>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
