import type { Ctx } from '#server/calendar/busy/context.ts';
import type { Failure } from '#server/calendar/busy/fault.ts';
import type { CalendarWriter } from '#server/calendar/busy/source.ts';
import type { Claimed } from './claim.ts';
import { type Entry, noteIntents, noteMarks, noteWritten, readEntries } from './entries.ts';
import { takeOut } from './takeOut.ts';
import type { Wanted } from './wanted.ts';

/** So many refusals in one turn, and the rest waits. */
const mostFailures = 3;

/**
 * Brings a calendar to what has to stand there. What somebody changed or took out there is put back: a time that was dragged
 * elsewhere would be a time at which nobody comes. Answers the first failure and whether
 * anything went, or whether all was done before `until` (performance.now() in ms). Throws `TurnLost`.
 */
export async function bring(
  ctx: Ctx,
  claimed: Claimed,
  { writer, wanted, until }: { writer: CalendarWriter; wanted: readonly Wanted[]; until: number },
): Promise<{ ok: true; isDone: boolean } | (Failure & { isSomeDone: boolean })> {
  const entries = await readEntries(ctx, claimed);
  // What cannot be taken out holds up nothing that is to come: it may lie in a calendar that was left.
  const notRemoved: Failure[] = [];
  const notWritten: Failure[] = [];
  let isSomeDone = false;
  const isOver = (failures: readonly Failure[] = notWritten) =>
    performance.now() >= until || failures.length >= mostFailures;

  const isWanted = new Set(wanted.map(({ appointment }) => appointment));
  const isElsewhere = ({ place }: Entry) => place !== null && !writer.holds(place);
  for (const entry of entries.filter((one) => !isWanted.has(one.appointment) || isElsewhere(one))) {
    if (isOver(notRemoved)) break;
    const removed = await takeOut(ctx, claimed, { writer, entry });
    if (removed.ok) isSomeDone = true;
    else notRemoved.push(removed);
  }

  const known = new Map(entries.filter((one) => !isElsewhere(one)).map((one) => [one.appointment, one]));
  const changedThere = new Set<string>();
  if (claimed.isToLook && !isOver()) {
    const looked = await look(ctx, claimed, writer, [...known.values()]);
    // What is new here goes there all the same.
    if (looked.ok) for (const one of looked.changed) changedThere.add(one);
    else notWritten.push(looked);
  }

  const due = wanted
    .filter(
      ({ appointment, version }) =>
        known.get(appointment)?.version !== version || changedThere.has(appointment),
    )
    .map((one) => {
      const { place = null, mark = null } = known.get(one.appointment) ?? {};
      const was = {
        place: place ?? writer.placeOf(one.entry.uid),
        mark: changedThere.has(one.appointment) ? null : mark,
      };
      return { one, was, intent: { appointment: one.appointment, place: was.place } };
    });
  if (due.length > 0 && !isOver()) {
    await noteIntents(
      ctx,
      claimed,
      due.map(({ intent }) => intent),
    );
  }
  const places: string[] = [];
  for (const { one, was, intent } of due) {
    if (isOver()) break;
    let put = await writer.put(one.entry, was);
    // Somebody changed or took it out there just now. Only who still has the turn may write over it.
    if (!put.ok && put.fault === 'changed') {
      await noteIntents(ctx, claimed, [intent]);
      put = await writer.put(one.entry, { place: was.place, mark: null });
    }
    if (put.ok) {
      await noteWritten(ctx, claimed, one, put);
      places.push(put.place);
      isSomeDone = true;
    } else notWritten.push(put.fault === 'changed' ? { ok: false, fault: 'trouble' } : put);
  }

  // A server may write it in a way of its own, so it is asked what it calls that: from here on a change is somebody else's.
  if (places.length > 0) {
    const looked = await writer.look(places);
    if (looked.ok) await noteMarks(ctx, claimed, looked.marks);
  }
  const [first] = [...notWritten, ...notRemoved];
  return first ? { ...first, isSomeDone } : { ok: true, isDone: !isOver() };
}

/** Which afspraken somebody changed or took out there. */
async function look(
  ctx: Ctx,
  claimed: Claimed,
  writer: CalendarWriter,
  entries: readonly Entry[],
): Promise<{ ok: true; changed: string[] } | Failure> {
  const placed = entries.flatMap(({ appointment, place, mark }) =>
    place === null ? [] : [{ appointment, place, mark }],
  );
  if (placed.length === 0) return { ok: true, changed: [] };
  const looked = await writer.look(placed.map(({ place }) => place));
  if (!looked.ok) return looked;
  const { marks } = looked;
  const unknown = placed.filter(({ place, mark }) => mark === null && marks.has(place));
  await noteMarks(ctx, claimed, new Map(unknown.map(({ place }) => [place, marks.get(place) ?? null])));
  const changed = placed.filter(({ place, mark }) => {
    const now = marks.get(place);
    // Of one that could not be seen nothing is known.
    return now === undefined || (mark !== null && now !== null && now !== mark);
  });
  return { ok: true, changed: changed.map(({ appointment }) => appointment) };
}
