import { createMemo, For, Show } from 'solid-js';
import { Select } from '#ui/solid/Select.tsx';
import { dayText } from '../dayTexts.ts';
import { weekdays } from '../draft.ts';
import { actionValue, copyField, fieldNames, toWorkdays } from '../fields.ts';
import type { Hours } from './createHours.ts';
import { Part } from './Part.tsx';

/** The parts of one weekday, with room for one more. */
export function Day(props: { hours: Hours; weekday: number }) {
  const { say, draft } = props.hours;
  const parts = createMemo(() => draft.parts.filter(({ weekday }) => weekday === props.weekday));
  const name = () => say(dayText(props.weekday));
  const targets = () => [
    { value: toWorkdays, label: say('hours.copy.workdays') },
    ...weekdays
      .filter((day) => day !== props.weekday)
      .map((day) => ({ value: String(day), label: say(dayText(day)) })),
  ];
  return (
    <section class="hours-day" aria-labelledby={`day-${props.weekday}`}>
      <div class="hours-day__head">
        <h3 class="nl-heading nl-heading--level-3" id={`day-${props.weekday}`}>
          {name()}
        </h3>
        <Show when={parts().length === 0}>
          <span class="hours__hint">{say('hours.day.free')}</span>
        </Show>
        <button
          class="nl-button nl-button--secondary hours__small"
          type="submit"
          name={fieldNames.action}
          value={actionValue.add(props.weekday)}
          aria-label={say('hours.part.add-on', { day: name().toLowerCase() })}
        >
          {say('hours.part.add')}
        </button>
      </div>
      <For each={parts()}>
        {(part, index) => <Part hours={props.hours} part={part} number={index() + 1} />}
      </For>
      <Show when={parts().length > 0}>
        <details class="hours-day__copy">
          <summary>{say('hours.copy', { day: name().toLowerCase() })}</summary>
          <div class="hours__row">
            <Select
              compact
              id={copyField(props.weekday)}
              label={say('hours.copy.to')}
              value={toWorkdays}
              options={targets()}
            />
            <button
              class="nl-button nl-button--secondary hours__small"
              type="submit"
              name={fieldNames.action}
              value={actionValue.copy(props.weekday)}
            >
              {say('hours.copy.go')}
            </button>
          </div>
          <p class="hours__hint">{say('hours.copy.hint')}</p>
        </details>
      </Show>
    </section>
  );
}
