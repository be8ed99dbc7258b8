import { createMemo, For, Show } from 'solid-js';
import type { Picker } from './createPicker.ts';
import { slotId } from './focusKeeper.ts';
import { SlotButton } from './SlotButton.tsx';

interface Props {
  picker: Picker;
  date: string;
  waiting: (start: number) => boolean;
}

/** The free times of one day. Lists go by date, part and start, so that what stays the same stays in place. */
export function Day(props: Props) {
  const { picker, date } = props;
  const { texts, say, plan } = picker;
  const parts = createMemo(() => plan().days.find((day) => day.date === date)?.parts ?? []);
  const startsIn = (wanted: string) =>
    parts()
      .find(({ part }) => part === wanted)
      ?.times.map(({ start }) => start);
  return (
    <section class="slots__day" id={`dag-${date}`} aria-labelledby={`kop-${date}`}>
      <h3 class="slots__date" id={`kop-${date}`}>
        {say.dayOfDate(date)}
      </h3>
      <Show when={parts().length === 0}>
        <p class="slots__none">{texts.dayNone}</p>
      </Show>
      <For each={parts().map(({ part }) => part)}>
        {(part) => (
          <>
            <h4 class="slots__part">{texts[part]}</h4>
            <ul class="slots__times">
              <For each={startsIn(part)}>
                {(start) => (
                  <li>
                    <SlotButton
                      picker={picker}
                      start={start}
                      id={slotId(start)}
                      waiting={props.waiting(start)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </>
        )}
      </For>
    </section>
  );
}
