import type { JSX } from 'solid-js';
import { describedBy, FieldHelp } from './FieldHelp.tsx';

interface Props {
  /** The only one on the page: an error summary leads here. */
  id: string;
  /** Where it is left out, the id. */
  name?: string;
  label: string;
  /** In place of the label: a heading of the page with the label in it. */
  heading?: JSX.Element;
  type?: 'text' | 'email' | 'tel';
  value: string;
  hint?: string | undefined;
  /** What is wrong and what to do, already in words. */
  error?: string | null | undefined;
  /** What a screen reader hears before the error. */
  mark?: string;
  /** "(niet verplicht)", for behind the label. */
  optional?: string | undefined;
  /** For short answers: a date, a code. */
  short?: boolean;
  /** For a form that somebody fills in many times a day. */
  compact?: boolean;
  autocomplete?: JSX.InputHTMLAttributes<HTMLInputElement>['autocomplete'];
  inputmode?: JSX.InputHTMLAttributes<HTMLInputElement>['inputmode'];
  maxlength?: number;
  spellcheck?: boolean;
  onInput?: (value: string) => void;
  /** It is left with another value. */
  onLeave?: (value: string) => void;
}

/** One line to type, as `ui/Field.astro` draws it. */
export function Field(props: Props) {
  return (
    <div
      class="field"
      classList={{
        'field--invalid': Boolean(props.error),
        'field--short': props.short,
        'field--compact': props.compact,
      }}
    >
      {props.heading ?? (
        <label class="utrecht-form-label" for={props.id}>
          {props.label}
          {props.optional && <span class="field__optional"> {props.optional}</span>}
        </label>
      )}
      <FieldHelp id={props.id} hint={props.hint} error={props.error} mark={props.mark} />
      <input
        class="utrecht-textbox"
        classList={{ 'utrecht-textbox--invalid': Boolean(props.error) }}
        type={props.type ?? 'text'}
        id={props.id}
        name={props.name ?? props.id}
        value={props.value}
        dir="auto"
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        maxlength={props.maxlength}
        spellcheck={props.spellcheck}
        aria-describedby={describedBy(props)}
        aria-invalid={props.error ? 'true' : undefined}
        onInput={({ currentTarget }) => {
          // Half a date is none yet: writing that back would wipe what is being typed.
          if (!currentTarget.validity.badInput) props.onInput?.(currentTarget.value);
        }}
        onChange={({ currentTarget }) => props.onLeave?.(currentTarget.value)}
      />
    </div>
  );
}
