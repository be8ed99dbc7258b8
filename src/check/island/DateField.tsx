import { Description, describedBy, type QuestionWords } from './words.tsx';

interface Props {
  words: QuestionWords;
  why: string;
  value: string;
}

/** A date as somebody types it: one field, because everybody knows how they write their own. */
export function DateField({ words, why, value }: Props) {
  const { id, text, error } = words;
  return (
    <div class={error ? 'field field--short field--invalid' : 'field field--short'}>
      <h2
        class="nl-heading nl-heading--level-2 check__question"
        id="check-heading"
        tabindex="-1"
        aria-describedby="check-progress"
      >
        <label for={id}>{text}</label>
      </h2>
      <Description words={words} why={why} />
      <input
        class={error ? 'utrecht-textbox utrecht-textbox--invalid check__date' : 'utrecht-textbox check__date'}
        id={id}
        name={id}
        value={value}
        inputmode="decimal"
        autocomplete="bday"
        maxlength="40"
        aria-describedby={describedBy(words)}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  );
}
