import { For, Show } from 'solid-js';
import { Select } from '#ui/solid/Select.tsx';
import { actionValue, fieldNames } from '../fields.ts';
import type { Hours } from './createHours.ts';

/** What jongeren would be offered, for a topic and a week. */
export function Preview(props: { hours: Hours }) {
  const { say, page, draft, preview, offline, live, setField } = props.hours;
  const days = () => {
    const view = preview();
    return view.ok ? view.days : [];
  };
  const faults = () => {
    const view = preview();
    return view.ok ? [] : view.faults;
  };
  return (
    <section class="hours-preview" aria-labelledby="voorbeeld">
      <h3 class="nl-heading nl-heading--level-3" id="voorbeeld">
        {say('hours.preview')}
      </h3>
      <Select
        compact
        id={fieldNames.topic}
        label={say('hours.preview.topic')}
        value={draft.topic}
        options={page.topics.map(({ id, label }) => ({ value: id, label }))}
        onChange={(topic) => setField('topic', topic)}
      />
      <Select
        compact
        id={fieldNames.week}
        label={say('hours.preview.week')}
        value={draft.week}
        options={page.weeks.map(({ monday, label }) => ({ value: monday, label }))}
        onChange={(week) => setField('week', week)}
      />
      <Show when={!live()}>
        <button
          class="nl-button nl-button--secondary"
          type="submit"
          name={fieldNames.action}
          value={actionValue.look}
        >
          {say('hours.preview.look')}
        </button>
      </Show>
      <p class="hours-preview__summary" role="status">
        {offline() ? say('hours.preview.offline') : preview().summary}
      </p>
      <Show when={faults().length > 0}>
        <ul class="hours-preview__faults">
          <For each={faults()}>
            {({ field, message }) => (
              <li>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
            )}
          </For>
        </ul>
      </Show>
      <dl class="hours-preview__days">
        <For each={days()}>
          {({ title, note, runs }) => (
            <div>
              <dt>{title}</dt>
              <For each={runs}>
                {({ times, where }) => (
                  <dd>
                    <strong>{times}</strong> {where}
                  </dd>
                )}
              </For>
              <Show when={note}>
                <dd class="hours__hint">{note}</dd>
              </Show>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}
