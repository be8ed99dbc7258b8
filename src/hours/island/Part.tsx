import { For } from 'solid-js';
import { modalities, weekParities } from '#db/schema/words.ts';
import { writtenTime } from '#server/kernel/readTime.ts';
import { Field } from '#ui/solid/Field.tsx';
import { FieldHelp } from '#ui/solid/FieldHelp.tsx';
import { Select } from '#ui/solid/Select.tsx';
import { dayText } from '../dayTexts.ts';
import type { DraftPart } from '../draft.ts';
import { actionValue, fieldNames, partField } from '../fields.ts';
import type { Hours } from './createHours.ts';

/** The fields of one part of a day. */
export function Part(props: { hours: Hours; part: DraftPart; number: number }) {
  const { say, page, change, errorOf } = props.hours;
  const key = props.part.key;
  const name = () => say('hours.part', { day: say(dayText(props.part.weekday)), number: props.number });
  const places = () => {
    const open = page.locations.map(({ id, name: label }) => ({ value: id, label }));
    const known = open.some(({ value }) => value === props.part.location);
    return known ? open : [{ value: props.part.location, label: say('hours.part.closed-place') }, ...open];
  };
  const offered = () => {
    const here = page.locations.find(({ id }) => id === props.part.location)?.modalities ?? modalities;
    const possible = here.filter((modality) => page.modalities.includes(modality));
    return modalities.filter(
      (modality) => possible.includes(modality) || props.part.modalities.includes(modality),
    );
  };
  const modalityField = partField(key, 'modalities');
  const modalityError = () => errorOf(modalityField);
  return (
    <fieldset class="hours-part">
      <legend class="visually-hidden">{name()}</legend>
      <input type="hidden" name={partField(key, 'weekday')} value={props.part.weekday} />
      <For each={['from', 'until'] as const}>
        {(end) => (
          <Field
            compact
            id={partField(key, end)}
            label={say(`hours.part.${end}`)}
            inputmode="numeric"
            value={props.part[end]}
            error={errorOf(partField(key, end))}
            mark={say('hours.mark')}
            onInput={(value) => change(key, { [end]: value })}
            onLeave={(value) => change(key, { [end]: writtenTime(value) })}
          />
        )}
      </For>
      <Select
        compact
        id={partField(key, 'location')}
        label={say('hours.part.location')}
        value={props.part.location}
        options={places()}
        error={errorOf(partField(key, 'location'))}
        mark={say('hours.mark')}
        onChange={(location) => change(key, { location })}
      />
      <Select
        compact
        id={partField(key, 'weeks')}
        label={say('hours.part.weeks')}
        value={props.part.weeks}
        options={weekParities.map((value) => ({ value, label: say(`hours.weeks.${value}`) }))}
        onChange={(value) => change(key, { weeks: weekParities.find((weeks) => weeks === value) ?? 'alle' })}
      />
      <fieldset
        class="hours-part__modalities"
        classList={{ 'field--invalid': modalityError() !== undefined }}
      >
        <legend>{say('hours.part.modalities')}</legend>
        <For each={offered()}>
          {(modality, index) => (
            <label>
              <input
                type="checkbox"
                id={index() === 0 ? modalityField : `${modalityField}-${modality}`}
                name={modalityField}
                value={modality}
                checked={props.part.modalities.includes(modality)}
                aria-describedby={modalityError() ? `${modalityField}-error` : undefined}
                onChange={({ currentTarget }) =>
                  change(key, {
                    modalities: modalities.filter((one) =>
                      one === modality ? currentTarget.checked : props.part.modalities.includes(one),
                    ),
                  })
                }
              />
              {say(`hours.modality.${modality}`)}
            </label>
          )}
        </For>
        <FieldHelp id={modalityField} error={modalityError()} mark={say('hours.mark')} />
      </fieldset>
      <button
        class="nl-button nl-button--subtle hours__small hours-part__remove"
        type="submit"
        name={fieldNames.action}
        value={actionValue.remove(key)}
      >
        {say('hours.part.remove')}
        <span class="visually-hidden"> {name()}</span>
      </button>
    </fieldset>
  );
}
