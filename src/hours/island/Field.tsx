import { Show } from 'solid-js';

interface Props {
  /** Also the name. */
  id: string;
  label: string;
  type: 'date' | 'time';
  value: string;
  hint?: string;
  error: string | undefined;
  onInput: (value: string) => void;
}

/** A date or a time, as `ui/Field.astro` draws other texts. */
export function Field(props: Props) {
  const described = () =>
    [props.hint && `${props.id}-hint`, props.error && `${props.id}-error`].filter(Boolean).join(' ') ||
    undefined;
  return (
    <div class="hours-field" classList={{ 'hours-field--invalid': props.error !== undefined }}>
      <label for={props.id}>{props.label}</label>
      <input
        class="utrecht-textbox hours-field__control"
        id={props.id}
        name={props.id}
        // A browser has no time field for the end of the day.
        type={props.value === '24:00' ? 'text' : props.type}
        value={props.value}
        aria-describedby={described()}
        aria-invalid={props.error ? 'true' : undefined}
        onInput={({ currentTarget }) => {
          // Half a date is none yet: writing that back would wipe what is being typed.
          if (!currentTarget.validity.badInput) props.onInput(currentTarget.value);
        }}
      />
      <Show when={props.hint}>
        <span class="hours__hint" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      </Show>
      <Show when={props.error}>
        <span class="hours-field__error" id={`${props.id}-error`}>
          {props.error}
        </span>
      </Show>
    </div>
  );
}
