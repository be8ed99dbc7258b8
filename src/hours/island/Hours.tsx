import { For, Show } from 'solid-js';
import { WhenField } from '#ui/solid/WhenField.tsx';
import { weekdays } from '../draft.ts';
import { actionValue, fieldNames } from '../fields.ts';
import type { HoursProps } from '../props.ts';
import { createHours } from './createHours.ts';
import { Day } from './Day.tsx';
import { Preview } from './Preview.tsx';
import { WeekGrid } from './WeekGrid.tsx';

/** A week to change, with what jongeren would see beside it. One form, the same with and without JavaScript. */
export default function Hours(props: HoursProps) {
  const hours = createHours(props);
  const { draft, say, kinds } = hours;
  return (
    <form
      class="hours"
      classList={{ 'hours--live': hours.live() }}
      method="post"
      action={props.action}
      novalidate
      ref={hours.holdForm}
      onSubmit={hours.onSubmit}
    >
      {/* Enter in a field presses the first button of a form: that must not be one that takes something away. */}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: no key leads to it, and the same button stands below, in words. */}
      <button
        class="visually-hidden"
        type="submit"
        name={fieldNames.action}
        value={actionValue.look}
        tabindex="-1"
        aria-hidden="true"
      >
        {say('hours.preview.look')}
      </button>
      <input type="hidden" name={props.formKey.name} value={props.formKey.value} />
      <input type="hidden" name={fieldNames.version} value={draft.version} />
      <div class="hours__week">
        <For each={kinds()}>{(kind) => <WeekGrid hours={hours} kind={kind} />}</For>
        <Show when={kinds().length > 1}>
          <fieldset class="hours__same">
            <legend>{say('hours.same')}</legend>
            <Show when={props.doubleOdd}>
              <p class="hours__hint">{props.doubleOdd}</p>
            </Show>
            <div class="hours__row">
              <For each={['even', 'oneven'] as const}>
                {(weeks) => (
                  <button
                    class="nl-button nl-button--secondary hours__small"
                    type="submit"
                    name={fieldNames.action}
                    value={actionValue.same(weeks)}
                  >
                    {say(`hours.same.${weeks}`)}
                  </button>
                )}
              </For>
            </div>
          </fieldset>
        </Show>
        <fieldset class="hours__period">
          <legend class="visually-hidden">{say('hours.period')}</legend>
          <WhenField
            kind="date"
            today={props.today}
            unclear={say('hours.period.unclear')}
            id={fieldNames.from}
            label={say('hours.period.from')}
            value={draft.from}
            error={hours.errorOf(fieldNames.from)}
            mark={say('hours.mark')}
            onInput={(value) => hours.setField('from', value)}
          />
          <WhenField
            kind="date"
            today={props.today}
            begin={draft.from}
            unclear={say('hours.period.unclear')}
            id={fieldNames.until}
            label={say('hours.period.until')}
            value={draft.until}
            error={hours.errorOf(fieldNames.until)}
            mark={say('hours.mark')}
            onInput={(value) => hours.setField('until', value)}
          />
          <p class="hours__hint">
            {say('hours.period.until-hint')} {say('hours.period.hint')}
          </p>
        </fieldset>
        <details class="hours__fold" open={props.unfolded}>
          <summary>{say('hours.days')}</summary>
          <Show when={!props.modalities.includes('video')}>
            <p class="hours__hint">{say('hours.modality.no-link')}</p>
          </Show>
          <div class="hours__days">
            <For each={weekdays}>{(weekday) => <Day hours={hours} weekday={weekday} />}</For>
          </div>
        </details>
      </div>
      <div class="hours__side">
        <Preview hours={hours} />
        <div class="hours__save">
          <a class="hours__so-far" href="#voorbeeld">
            {hours.offline() ? say('hours.preview') : hours.preview().summary}
          </a>
          <button
            class="nl-button nl-button--primary"
            type="submit"
            name={fieldNames.action}
            value={actionValue.save}
          >
            {say('hours.save')}
          </button>
          <p class="hours__hint">{say('hours.save.hint')}</p>
        </div>
      </div>
    </form>
  );
}
