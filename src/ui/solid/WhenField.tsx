import { createSignal } from 'solid-js';
import { type AskedFor, understood } from '../understood.ts';
import { describedBy, FieldHelp } from './FieldHelp.tsx';

interface Props extends AskedFor {
  /** Also the name. */
  id: string;
  label: string;
  value: string;
  hint?: string | undefined;
  /** What is wrong and what to do, already in words. */
  error?: string | undefined;
  /** What a screen reader hears before the error. */
  mark?: string;
  /** What to say of what it does not understand. */
  unclear: string;
  onInput: (value: string) => void;
}

/** A date or a time as people type it, as `ui/WhenField.astro` draws it. */
export function WhenField(props: Props) {
  const [left, setLeft] = createSignal(true);
  const read = () => understood(props.value, props);
  return (
    <div class="field field--when field--compact" classList={{ 'field--invalid': Boolean(props.error) }}>
      <label class="utrecht-form-label" for={props.id}>
        {props.label}
      </label>
      <FieldHelp id={props.id} hint={props.hint} error={props.error} mark={props.mark} />
      <input
        class="utrecht-textbox"
        classList={{ 'utrecht-textbox--invalid': Boolean(props.error) }}
        type="text"
        id={props.id}
        name={props.id}
        value={props.value}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        inputmode={props.kind === 'time' ? 'numeric' : undefined}
        maxlength={60}
        aria-describedby={[describedBy(props), `${props.id}-read`].filter(Boolean).join(' ')}
        aria-invalid={props.error ? 'true' : undefined}
        onInput={({ currentTarget }) => {
          setLeft(false);
          props.onInput(currentTarget.value);
        }}
        onChange={() => setLeft(true)}
      />
      <output
        class="field__read"
        classList={{ 'field__read--unclear': !props.error && read() === null }}
        id={`${props.id}-read`}
        for={props.id}
      >
        {props.error ? '' : (read() ?? (left() ? props.unclear : ''))}
      </output>
    </div>
  );
}
