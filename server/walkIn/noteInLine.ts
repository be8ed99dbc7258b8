import type { historyWords } from '#db/schema/words.ts';
import type { Write } from '#server/kernel/write.ts';
import type { LineRow } from './selectLine.ts';

/** Records what became of somebody in a line, and tells who shows the line and who called. */
export function noteInLine(
  w: Write,
  { id, location, caller }: Pick<LineRow, 'id' | 'location' | 'caller'>,
  what: (typeof historyWords)['walk-in'][number],
  details: Record<string, string> = {},
): void {
  w.record({ about: { kind: 'walk-in', id }, what, details });
  w.changed({ lines: [location], agenda: caller ? [caller.id] : [] });
}
