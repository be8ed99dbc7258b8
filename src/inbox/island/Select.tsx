import { For } from 'solid-js';

interface Props {
  id: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of a few, as `ui/Select.astro` draws it. */
export function Select(props: Props) {
  return (
    <div class="field">
      <label class="utrecht-form-label" for={props.id}>
        {props.label}
      </label>
      <select
        class="utrecht-textbox"
        id={props.id}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
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
