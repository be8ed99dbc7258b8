import { fill } from '#server/kernel/texts/fill.ts';
import { staffPaths } from '../../paths.ts';
import { columnsOf, instantAt, spanOf } from './grid.ts';
import { createLanding, timeText } from './landing.ts';
import { quarterIn, quartersBetween } from './snap.ts';

/** The time of the quarter that is pressed in a free stretch: its link books there instead of at its begin. */
export function aimAt(free: HTMLElement, y: number, calendar: HTMLElement): void {
  const stretch = spanOf(free.dataset.free);
  const link = free.querySelector('a');
  const column = columnsOf(calendar).find(({ element }) => element.contains(free));
  // In a list there is no height to read a time from.
  if (!stretch || !link || !column || getComputedStyle(free).position !== 'absolute') return;
  const time = timeText(quarterIn(stretch, instantAt(column, y)));
  link.href = staffPaths.bookAt(column.date, time, column.who);
}

/**
 * Draws a stretch of free time from the press on, and then offers what can be done with it: to book, or to be absent. Answers
 * null when there is nothing to draw in.
 */
export function dragFree(free: HTMLElement, press: PointerEvent, calendar: HTMLElement) {
  const whole = spanOf(free.dataset.free);
  const column = columnsOf(calendar).find(({ element }) => element.contains(free));
  if (!whole || !column) return null;
  const words = calendar.dataset;
  const from = instantAt(column, press.clientY);
  let drawn = quartersBetween(whole, from, from);
  const landing = createLanding();
  let ended = false;
  const show = () => landing.show(column, drawn, '', false);
  const end = () => {
    ended = true;
    landing.hide();
  };

  const offer = () => {
    const { start, end: until } = drawn;
    const times = { from: timeText(start), until: timeText(until) };
    const link = (href: string, text: string | undefined) => {
      const one = document.createElement('a');
      one.href = href;
      one.className = 'work-button work-button--small';
      one.textContent = fill(text ?? '', times);
      return one;
    };
    const choice = document.createElement('div');
    choice.className = 'landing__choice';
    choice.append(
      link(staffPaths.bookAt(column.date, times.from, column.who), words.sayBook),
      link(staffPaths.absentAt(column.date, times, column.who), words.sayAbsent),
    );
    landing.element.classList.add('landing--drawn');
    landing.element.append(choice);
    choice.querySelector('a')?.focus();
    landing.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node) || !landing.element.contains(relatedTarget)) end();
    });
    landing.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') end();
    });
  };

  show();
  return {
    move({ clientY }: PointerEvent) {
      drawn = quartersBetween(whole, from, instantAt(column, clientY));
      show();
    },
    drop: offer,
    cancel: end,
    renewed: end,
    isOver: () => ended,
  };
}
