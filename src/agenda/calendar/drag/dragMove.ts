import { navigate } from 'astro:transitions/client';
import { fill } from '#server/kernel/texts/fill.ts';
import { staffPaths } from '../../paths.ts';
import { columnAt, columnsOf, type GridColumn, instantAt, spanOf } from './grid.ts';
import { createLanding, timeText } from './landing.ts';
import { fetchMoveForm, type MoveForm } from './moveForm.ts';
import { nearestStart } from './snap.ts';

/** The times of an afspraak in one week of one person, as far as they are known. */
type Times = MoveForm | null | 'asking' | 'no-connection';

interface Landing {
  column: GridColumn;
  start: number;
  form: MoveForm;
}

interface Page {
  calendar(): HTMLElement | null;
  say(text: string): void;
}

/**
 * Drags one afspraak from the press on: shows where it would land, which is only where its form offers a time, and sends
 * that form. Answers how to stop it, or null when there is nothing to drag.
 */
export function dragMove(pressed: HTMLElement, press: PointerEvent, page: Page) {
  const id = pressed.dataset.item ?? '';
  const state = pressed.dataset.state;
  const span = spanOf(pressed.dataset.span);
  const first = page.calendar();
  const from = first && columnAt(columnsOf(first), press.clientX);
  if (!first || !span || !from) return null;
  const grip = instantAt(from, press.clientY) - span.start;
  const words = first.dataset;
  const movePath = staffPaths.move(id);
  const landing = createLanding();
  let times = new Map<string, Times>();
  let at = { x: press.clientX, y: press.clientY };
  let target: Landing | null = null;
  /** What is known of where it is now. */
  let known: Times = 'asking';
  let ended = false;

  /** The times in the week of a column; asked for once. */
  const timesIn = ({ date, who }: GridColumn): Times => {
    const path = staffPaths.moveTo(id, { who: who ?? words.self, week: date });
    const before = times.get(path);
    if (before !== undefined) return before;
    const asked = times.set(path, 'asking');
    fetchMoveForm(path)
      .catch(() => 'no-connection' as const)
      .then((found) => {
        asked.set(path, found);
        if (!ended) show();
      });
    return 'asking';
  };

  const show = () => {
    const calendar = page.calendar();
    const column = calendar && columnAt(columnsOf(calendar), at.x);
    if (!column) return;
    const wanted = instantAt(column, at.y) - grip;
    known = timesIn(column);
    const form = typeof known === 'string' ? null : known;
    const start = form && nearestStart(form.starts, wanted);
    target = form && start !== null ? { column, start, form } : null;
    const quarter = Math.round(wanted / 900_000) * 900_000;
    const shown = start ?? quarter;
    const why =
      known === 'asking'
        ? words.sayAsking
        : known === 'no-connection'
          ? words.sayNoConnection
          : start === null
            ? words.sayTaken
            : words.sayFree;
    const stretch = { start: shown, end: shown + span.end - span.start };
    landing.show(column, stretch, why ?? '', known !== 'asking' && start === null);
  };

  const mark = () => {
    page.calendar()?.classList.add('calendar--dragging');
    page
      .calendar()
      ?.querySelector(`[data-item="${CSS.escape(id)}"]`)
      ?.classList.add('event--dragged');
  };

  const end = (text?: string) => {
    ended = true;
    landing.hide();
    page.calendar()?.classList.remove('calendar--dragging');
    for (const one of document.querySelectorAll('.event--dragged')) one.classList.remove('event--dragged');
    if (text !== undefined) page.say(text);
  };

  const send = async ({ start, form }: Landing) => {
    page.say(words.sayMoving ?? '');
    const back = `${location.pathname}${location.search}`;
    try {
      const led = await form.send(start, back);
      if (led === null) return;
      // Back on this page, or on that of the afspraak when it was moved; else on the form, with what was wrong.
      if (led.pathname !== movePath && led.pathname !== location.pathname) {
        end(fill(words.sayMoved ?? '', { time: timeText(start) }));
        document.dispatchEvent(new Event('doorstart:agenda-stale'));
        return;
      }
      end('');
      navigate(`${led.pathname}${led.search}`);
    } catch {
      end(words.sayCutOff);
      document.dispatchEvent(new Event('doorstart:agenda-stale'));
    }
  };

  mark();
  show();
  return {
    move({ clientX, clientY }: PointerEvent) {
      at = { x: clientX, y: clientY };
      show();
    },
    drop() {
      if (target?.start === span.start && (target.column.who ?? words.self) === (from.who ?? words.self))
        return end('');
      if (target) return void send(target);
      if (known === 'asking') return end(words.sayTooSoon);
      end(known === 'no-connection' ? words.sayUnreached : words.sayNotMoved);
    },
    cancel: () => end(words.sayStopped),
    /** The agenda was fetched again: what is dragged may have changed, and what was free too. */
    renewed() {
      const same = page.calendar()?.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`);
      if (same?.dataset.state !== state) return end(words.sayChanged);
      times = new Map();
      mark();
      show();
    },
    isOver: () => ended,
  };
}
