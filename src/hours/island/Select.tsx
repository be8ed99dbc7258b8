import { For, Show } from 'solid-js';

interface Props {
  /** Also the name. */
  id: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  error?: string | undefined;
  onChange?: (value: string) => void;
}

/** One of a few, in little room. */
export function Select(props: Props) {
  return (
    <div class="hours-field" classList={{ 'hours-field--invalid': props.error !== undefined }}>
      <label for={props.id}>{props.label}</label>
      <select
        class="utrecht-textbox hours-field__control"
        id={props.id}
        name={props.id}
        aria-describedby={props.error ? `${props.id}-error` : undefined}
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
      <Show when={props.error}>
        <span class="hours-field__error" id={`${props.id}-error`}>
          {props.error}
        </span>
      </Show>
    </div>
  );
}
