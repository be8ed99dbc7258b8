/** A question in words, as its field shows them. */
export interface QuestionWords {
  /** Also the name of the field, so that an error leads there. */
  id: string;
  text: string;
  hint: string;
  error: string | null;
  /** What a screen reader hears before the error. */
  mark: string;
}

/** Ids of what describes a field. */
export const describedBy = ({ id, error }: QuestionWords) =>
  error ? `${id}-hint ${id}-error` : `${id}-hint`;

/** What to know before answering, and what was wrong with the answer. */
export function Description({ words, why }: { words: QuestionWords; why?: string }) {
  const { id, hint, error, mark } = words;
  return (
    <>
      <div class="utrecht-form-field-description" id={`${id}-hint`}>
        {why ? `${why} ${hint}` : hint}
      </div>
      {error && (
        <div class="utrecht-form-field-error-message" id={`${id}-error`}>
          <span class="visually-hidden">{mark} </span>
          {error}
        </div>
      )}
    </>
  );
}
