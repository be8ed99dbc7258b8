import type { Interval } from '#server/slots/types.ts';

/** A column of the calendar as it is on the screen. */
export interface GridColumn {
  element: HTMLElement;
  date: string;
  /** The colleague whose it is; undefined for one's own. */
  who: string | undefined;
  /** Epoch ms at the top, and how long it is. */
  top: number;
  lengthMs: number;
}

const hourMs = 3_600_000;

/** The columns that are there now: an agenda that was fetched again has new ones. */
export function columnsOf(calendar: HTMLElement): GridColumn[] {
  const lengthMs = Number(calendar.dataset.hours) * hourMs;
  return [...calendar.querySelectorAll<HTMLElement>('[data-top]')].map((element) => {
    const { top, date = '', who } = element.dataset;
    return { element, date, who, top: Number(top), lengthMs };
  });
}

/** The column in which a point lies, or the nearest one beside it. */
export function columnAt(columns: readonly GridColumn[], x: number): GridColumn | undefined {
  const away = ({ element }: GridColumn) => {
    const { left, right } = element.getBoundingClientRect();
    return Math.max(left - x, x - right, 0);
  };
  return [...columns].sort((a, b) => away(a) - away(b))[0];
}

/** The instant at a height of a column. */
export function instantAt({ element, top, lengthMs }: GridColumn, y: number): number {
  const box = element.getBoundingClientRect();
  return top + ((y - box.top) / box.height) * lengthMs;
}

/** The stretch of time that an element says it is: `data-span`, `data-free`. */
export function spanOf(text: string | undefined): Interval | null {
  const [start, end] = (text ?? '').split(' ').map(Number);
  return start && end ? { start, end } : null;
}
