import { For, Show } from 'solid-js';
import { fill } from '#server/kernel/texts/fill.ts';
import type { Picker } from './createPicker.ts';
import { Day } from './Day.tsx';
import { DayStrip } from './DayStrip.tsx';
import { DrawnLater } from './DrawnLater.tsx';
import { Empty } from './Empty.tsx';
import { WeekNav } from './WeekNav.tsx';

interface Props {
  picker: Picker;
  waiting: (start: number) => boolean;
}

/** The free times of one week, as submit buttons of the form around it. */
export function Week(props: Props) {
  const { picker } = props;
  const { texts, say, plan, monday, nearestFree, loading } = picker;
  return (
    <section
      class="slots"
      id="tijden"
      aria-labelledby="week"
      aria-busy={loading() ? 'true' : undefined}
      tabindex="-1"
    >
      <div class="slots__head">
        <h2 class="nl-heading nl-heading--level-2" id="week">
          {fill(texts.week, { week: say.week(monday()) })}
        </h2>
        <WeekNav picker={picker} />
      </div>
      <Show
        when={nearestFree()}
        fallback={
          <>
            <Show when={plan().days.some(({ count }) => count > 0)}>
              <DayStrip picker={picker} />
            </Show>
            <div class="slots__days">
              <For each={plan().days.map(({ date }) => date)}>
                {(date, index) => {
                  const day = () => <Day picker={picker} date={date} waiting={props.waiting} />;
                  return index() === 0 ? day() : <DrawnLater>{day()}</DrawnLater>;
                }}
              </For>
            </div>
            <WeekNav picker={picker} again />
          </>
        }
      >
        {(nearest) => (
          <Empty title={texts.full} level={3}>
            <p class="nl-paragraph">{fill(texts.fullText, { week: say.week(nearest()) })}</p>
            <a
              class="nl-button nl-button--secondary"
              href={`${picker.weekHref(nearest())}#tijden`}
              onClick={(event) => picker.follow(event, nearest(), false)}
            >
              {texts.fullGo}
            </a>
          </Empty>
        )}
      </Show>
    </section>
  );
}
