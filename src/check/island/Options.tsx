import type { ChoiceQuestion } from '#server/startkwalificatie/choices.ts';
import { choiceId } from '#ui/choice.ts';
import type { IslandTexts } from '#ui/sayer.ts';
import { answerHint, answerText } from '../answers.ts';

import { Description, describedBy, type QuestionWords } from './words.tsx';

interface Props {
  words: QuestionWords;
  texts: IslandTexts;
  vraag: ChoiceQuestion;
  options: readonly string[];
  value: string;
}

/** One answer out of a few, as `ui/Choices.astro` draws them. */
export function Options({ words, texts, vraag, options, value }: Props) {
  const { id, text, error } = words;
  return (
    <fieldset
      class={error ? 'choices choices--invalid' : 'choices'}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: else it cannot say that its answer is wrong.
      role="radiogroup"
      aria-describedby={describedBy(words)}
      aria-invalid={error ? 'true' : undefined}
    >
      <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
        <h1
          class="nl-heading nl-heading--level-1 choices__legend--heading check__question"
          id="check-heading"
          tabindex="-1"
          aria-describedby="check-progress"
        >
          {text}
        </h1>
      </legend>
      <Description words={words} />
      <div class="choices__list check__choices">
        {options.map((option, index) => {
          const own = choiceId(id, index);
          const hint = answerHint(texts, vraag, option);
          return (
            <label class="choice" for={own}>
              <input
                class="choice__input"
                type="radio"
                id={own}
                name={id}
                value={option}
                checked={option === value}
                aria-describedby={hint && `${own}-about`}
              />
              <span class="choice__text">
                <span class="choice__label">{answerText(texts, vraag, option)}</span>
                {hint && (
                  <span class="choice__hint" id={`${own}-about`}>
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
