interface Props {
  /** Of the field. */
  id: string;
  hint?: string | undefined;
  /** What is wrong and what to do, already in words. */
  error?: string | null | undefined;
  /** What a screen reader hears before the error. */
  mark?: string | undefined;
}

/** What stands between the label and the field: its hint, and what is wrong with it. */
export function FieldHelp(props: Props) {
  return (
    <>
      {props.hint && (
        <div class="utrecht-form-field-description" id={`${props.id}-hint`}>
          {props.hint}
        </div>
      )}
      {props.error && (
        <div class="utrecht-form-field-error-message" id={`${props.id}-error`}>
          {props.mark && <span class="visually-hidden">{props.mark} </span>}
          {props.error}
        </div>
      )}
    </>
  );
}

/** The ids of what describes a field. */
export const describedBy = (props: Pick<Props, 'id' | 'hint' | 'error'>) =>
  [props.hint && `${props.id}-hint`, props.error && `${props.id}-error`].filter(Boolean).join(' ') ||
  undefined;
