import { For } from 'solid-js';
import type { Choice } from '../choice.ts';
import { describedBy, FieldHelp } from './FieldHelp.tsx';

interface Props {
  /** The only one on the page, also its name: an error summary leads here. */
  id: string;
  label: string;
  options: readonly Pick<Choice, 'value' | 'label'>[];
  value: string;
  error?: string | undefined;
  /** What a screen reader hears before the error. */
  mark?: string;
  /** For a form that somebody fills in many times a day. */
  compact?: boolean;
  onChange?: (value: string) => void;
}

/** One answer out of some, on one line, as `ui/Select.astro` draws it. */
export function Select(props: Props) {
  return (
    <div
      class="field"
      classList={{ 'field--invalid': Boolean(props.error), 'field--compact': props.compact }}
    >
      <label class="utrecht-form-label" for={props.id}>
        {props.label}
      </label>
      <FieldHelp id={props.id} error={props.error} mark={props.mark} />
      <select
        class="utrecht-textbox"
        classList={{ 'utrecht-textbox--invalid': Boolean(props.error) }}
        id={props.id}
        name={props.id}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
        onChange={({ currentTarget }) => props.onChange?.(currentTarget.value)}
      >
        <For each={props.options}>
          {({ value, label }) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
