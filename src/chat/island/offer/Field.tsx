import { Show } from 'solid-js';
import type { Say } from '../../texts.ts';

interface Props {
  say: Say;
  /** Begins the id, so that it is the only one on any page. */
  form: string;
  name: string;
  label: string;
  hint: string;
  error: string | undefined;
  optional?: boolean;
  type?: 'email' | 'tel';
  value?: string;
  autocomplete: 'given-name' | 'email' | 'tel';
}

/** As `ui/Field.astro`. */
export function Field(props: Props) {
  const id = `${props.form}-${props.name}`;
  return (
    <div class="field" classList={{ 'field--invalid': props.error !== undefined }}>
      <label class="utrecht-form-label" for={id}>
        {props.label} {props.optional && <span class="field__optional">{props.say('talk.optional')}</span>}
      </label>
      <div class="utrecht-form-field-description" id={`${id}-hint`}>
        {props.hint}
      </div>
      <FieldError say={props.say} id={id} error={props.error} />
      <input
        class="utrecht-textbox"
        type={props.type ?? 'text'}
        id={id}
        name={props.name}
        value={props.value ?? ''}
        autocomplete={props.autocomplete}
        spellcheck={false}
        dir="auto"
        aria-describedby={props.error ? `${id}-hint ${id}-error` : `${id}-hint`}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </div>
  );
}

/** What is wrong with a field, beside it. */
export function FieldError(props: { say: Say; id: string; error: string | undefined }) {
  return (
    <Show when={props.error}>
      <div class="utrecht-form-field-error-message" id={`${props.id}-error`}>
        <span class="visually-hidden">{props.say('offer.error')} </span>
        {props.error}
      </div>
    </Show>
  );
}
