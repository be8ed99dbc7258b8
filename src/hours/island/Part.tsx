import { For } from 'solid-js';
import { modalities, weekParities } from '#db/schema/words.ts';
import { Field } from '#ui/solid/Field.tsx';
import { FieldError } from '#ui/solid/FieldError.tsx';
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
  const ways = () => {
    const here = page.locations.find(({ id }) => id === props.part.location)?.modalities ?? modalities;
    const possible = here.filter((way) => page.modalities.includes(way));
    return modalities.filter((way) => possible.includes(way) || props.part.modalities.includes(way));
  };
  const waysField = partField(key, 'modalities');
  const waysError = () => errorOf(waysField);
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
            // A browser has no time field for the end of the day.
            type={props.part[end] === '24:00' ? 'text' : 'time'}
            value={props.part[end]}
            error={errorOf(partField(key, end))}
            onInput={(value) => change(key, { [end]: value })}
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
      <fieldset class="hours-part__ways" classList={{ 'field--invalid': waysError() !== undefined }}>
        <legend>{say('hours.part.ways')}</legend>
        <For each={ways()}>
          {(way, index) => (
            <label>
              <input
                type="checkbox"
                id={index() === 0 ? waysField : `${waysField}-${way}`}
                name={waysField}
                value={way}
                checked={props.part.modalities.includes(way)}
                aria-describedby={waysError() ? `${waysField}-error` : undefined}
                onChange={({ currentTarget }) =>
                  change(key, {
                    modalities: modalities.filter((one) =>
                      one === way ? currentTarget.checked : props.part.modalities.includes(one),
                    ),
                  })
                }
              />
              {say(`hours.way.${way}`)}
            </label>
          )}
        </For>
        <FieldError id={waysField} error={waysError()} />
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
