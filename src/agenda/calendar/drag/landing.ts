import { isoInAmsterdam } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';
import { placeClass } from '../place.ts';
import type { GridColumn } from './grid.ts';

export const timeText = (instant: number) => isoInAmsterdam(instant).slice(11, 16);

/** Shows where what is dragged would land. */
export function createLanding() {
  const element = document.createElement('div');
  return {
    element,
    show({ element: column, top }: GridColumn, { start, end }: Interval, words: string, refused: boolean) {
      const at = Math.max(0, Math.round((start - top) / 60_000));
      const place = placeClass({ at, length: Math.round((end - start) / 60_000), lane: 0, lanes: 1 });
      element.className = `landing ${refused ? 'landing--refused ' : ''}${place}`;
      element.textContent = `${timeText(start)} – ${timeText(end)} ${words}`;
      if (element.parentElement !== column) column.append(element);
    },
    hide: () => element.remove(),
  };
}
