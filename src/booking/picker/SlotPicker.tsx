import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { createPicker } from './createPicker.ts';
import { Empty } from './Empty.tsx';
import { slotId } from './focusKeeper.ts';
import type { PickerProps } from './props.ts';
import { SlotButton } from './SlotButton.tsx';
import { Week } from './Week.tsx';

/** After this long a choice that led nowhere may be made again. */
const patienceMs = 10_000;

/** Choose a time: the first one on top, then a week. The form is the same with and without JavaScript. */
export default function SlotPicker(props: PickerProps) {
  const picker = createPicker(props);
  const { texts, first, slotText, marks } = picker;
  /** Id of the button that was pressed, until the next page is there. */
  const [pressed, setPressed] = createSignal('');
  const note = () =>
    pressed() ? texts.holding : picker.loading() ? texts.loading : picker.offline() ? texts.offline : '';

  const choose = (event: SubmitEvent) => {
    const button = event.submitter;
    if (pressed() || button?.getAttribute('aria-disabled') === 'true') return event.preventDefault();
    setPressed(button?.id ?? '');
    setTimeout(setPressed, patienceMs, '');
  };
  onMount(() => {
    const again = () => setPressed('');
    addEventListener('pageshow', again);
    onCleanup(() => removeEventListener('pageshow', again));
  });

  return (
    <>
      <Show
        when={first()}
        fallback={
          <Empty title={texts.empty} level={2} id="geen-tijden">
            <p class="nl-paragraph">{texts.emptyText}</p>
            <Show when={props.waitHref}>
              {(href) => (
                <a class="nl-button nl-button--primary" href={href()}>
                  {texts.emptyWait}
                </a>
              )}
            </Show>
            <a
              class={`nl-button nl-button--${props.waitHref ? 'secondary' : 'primary'}`}
              href={props.mannerHref}
            >
              {texts.emptyChange}
            </a>
            <a class="nl-button nl-button--secondary" href={props.callHref}>
              {texts.callUs}
            </a>
          </Empty>
        }
      >
        {(start) => (
          <form
            class="picker"
            method="post"
            action={picker.asked() === null ? props.base : picker.weekHref(picker.asked() ?? '')}
            onSubmit={choose}
            onPointerMove={picker.touched}
            onPointerDown={picker.touched}
          >
            <div class="first-slot">
              <div>
                <h2 class="first-slot__label">{texts.first}</h2>
                <p
                  class="first-slot__time"
                  classList={{ 'first-slot__time--taken': marks().get(start()) === 'taken' }}
                >
                  {slotText(start())}
                </p>
              </div>
              <SlotButton
                picker={picker}
                start={start()}
                id="eerste"
                text={texts.choose}
                waiting={pressed() === 'eerste'}
              />
            </div>
            <Week picker={picker} waiting={(time) => pressed() === slotId(time)} />
            <p class="picker__note" role="status">
              {note()}
            </p>
          </form>
        )}
      </Show>
      <p class="visually-hidden" role="status">
        {picker.said()}
      </p>
    </>
  );
}
