import type { JSX } from 'solid-js';
import { type Choice, choiceId } from '../choice.ts';
import { describedBy, FieldHelp } from './FieldHelp.tsx';

interface Props {
  /** The only one on the page; the first answer has it, so an error summary leads there. */
  id: string;
  /** Where it is left out, the id. */
  name?: string;
  /** The question, or a heading of the page that holds it. */
  legend: JSX.Element;
  options: readonly Omit<Choice, 'disabled'>[];
  value?: string | undefined;
  hint?: string | undefined;
  error?: string | null | undefined;
  /** What a screen reader hears before the error. */
  mark?: string;
  /** "(niet verplicht)", for behind the legend. */
  optional?: string | undefined;
}

/** One answer out of a few, as `ui/RadioGroup.astro` draws it. */
export function Radios(props: Props) {
  return (
    <fieldset
      class="choices"
      classList={{ 'choices--invalid': Boolean(props.error) }}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: else it cannot say that its answer is wrong.
      role="radiogroup"
      aria-describedby={describedBy(props)}
      aria-invalid={props.error ? 'true' : undefined}
    >
      <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
        {props.legend}
        {props.optional && <span class="field__optional"> {props.optional}</span>}
      </legend>
      <FieldHelp id={props.id} hint={props.hint} error={props.error} mark={props.mark} />
      <div class="choices__list">
        {props.options.map(({ value, label, hint }, index) => {
          const id = choiceId(props.id, index);
          return (
            <label class="choice" for={id}>
              <input
                class="choice__input"
                type="radio"
                id={id}
                name={props.name ?? props.id}
                value={value}
                checked={value === props.value}
                aria-describedby={hint && `${id}-about`}
              />
              <span class="choice__text">
                <span class="choice__label">{label}</span>
                {hint && (
                  <span class="choice__hint" id={`${id}-about`}>
                    {hint}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
