import { isoInAmsterdam } from '#server/kernel/time.ts';
import type { Picker } from './createPicker.ts';

interface Props {
  picker: Picker;
  /** Epoch ms. */
  start: number;
  id: string;
  /** What stands on the button; the time when left out. Read out is always day and time. */
  text?: string;
  waiting: boolean;
}

/** One time: sends its start with the form. A taken one stays where it is for a while, and sends nothing. */
export function SlotButton(props: Props) {
  const { texts, slotText, say, marks } = props.picker;
  const mark = () => marks().get(props.start);
  const markText = () => (mark() === undefined ? undefined : mark() === 'taken' ? texts.taken : texts.freed);
  const label = () => {
    if (props.text && !mark()) return undefined;
    return [slotText(props.start), markText()].filter(Boolean).join(', ');
  };
  return (
    <button
      class="slot"
      classList={{
        'slot--taken': mark() === 'taken',
        'slot--freed': mark() === 'freed',
        'slot--waiting': props.waiting,
      }}
      type="submit"
      name="start"
      id={props.id}
      value={isoInAmsterdam(props.start)}
      aria-label={label()}
      aria-disabled={mark() === 'taken' ? 'true' : undefined}
      data-mark={markText()}
    >
      {props.text ?? say.time(props.start)}
    </button>
  );
}
