/** Where one entry is drawn on the column of its day. */
export interface Place {
  /** Minutes below the top of the scale. */
  at: number;
  /** Minutes high. */
  length: number;
  /** The lane of the entry, from 0, and how many lanes lie beside each other there. */
  lane: number;
  lanes: number;
}

/** The classes of a position, which `calendar.css` knows: the Content-Security-Policy allows no styles in the page. */
export function placeClass({ at, length, lane, lanes }: Place): string {
  const side = lanes === 1 ? '' : ` lane-${lane} lanes-${lanes}`;
  return `at-${Math.floor(at / 60)}h at-${at % 60}m for-${Math.floor(length / 60)}h for-${length % 60}m${side}`;
}
