interface Props {
  /** Of the field. */
  id: string;
  error: string | null | undefined;
  /** What a screen reader hears before the error. */
  mark?: string | undefined;
}

/** What is wrong with a field, beside it. */
export function FieldError(props: Props) {
  return (
    <>
      {props.error && (
        <div class="utrecht-form-field-error-message" id={`${props.id}-error`}>
          {props.mark && <span class="visually-hidden">{props.mark} </span>}
          {props.error}
        </div>
      )}
    </>
  );
}

/** The ids of what describes a field: its hint, and what is wrong with it. */
export const describedBy = (props: {
  id: string;
  hint?: string | undefined;
  error?: string | null | undefined;
}) =>
  [props.hint && `${props.id}-hint`, props.error && `${props.id}-error`].filter(Boolean).join(' ') ||
  undefined;
