import { For, Show } from 'solid-js';
import { fill } from '#server/kernel/texts/fill.ts';
import type { Picker } from './createPicker.ts';

/** Days to jump to, with how much is free. */
export function DayStrip(props: { picker: Picker }) {
  const { texts, say, plan, marks } = props.picker;
  const countOf = (date: string) => {
    const day = plan().days.find((one) => one.date === date);
    const times = day?.parts.flatMap((part) => part.times) ?? [];
    return times.filter(({ start }) => marks().get(start) !== 'taken').length;
  };
  const inside = (date: string) => (
    <>
      <span class="slots__jump-weekday">{say.shortWeekday(date)}</span>
      <span class="slots__jump-day">{say.dayNumber(date)}</span>
      <span class="slots__jump-count">{fill(texts.count, { count: countOf(date) })}</span>
    </>
  );
  return (
    <nav class="slots__strip" aria-label={texts.days}>
      <ul>
        <For each={plan().days.map(({ date }) => date)}>
          {(date) => (
            <li>
              <Show
                when={countOf(date) > 0}
                fallback={<span class="slots__jump slots__jump--none">{inside(date)}</span>}
              >
                <a class="slots__jump" href={`#dag-${date}`}>
                  {inside(date)}
                </a>
              </Show>
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}
