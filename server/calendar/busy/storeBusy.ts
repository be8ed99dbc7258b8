import { write } from '#server/kernel/write.ts';
import type { Interval } from '#server/slots/types.ts';
import type { Ctx } from './context.ts';
import type { BusyAnswer } from './source.ts';

interface Read {
  answer: Extract<BusyAnswer, { ok: true }>;
  window: Interval;
  /** When it is read again. */
  next: string;
}

/**
 * Keeps what was read of a calendar; others hear of it only when the owner is busy at other times than before. False when it was
 * removed, changed or read by somebody else meanwhile: then nothing is kept.
 */
export function storeBusy(
  ctx: Ctx,
  source: { id: string; casemanagerId: string; turn: number },
  { answer, window, next }: Read,
): Promise<boolean> {
  const { id, casemanagerId, turn } = source;
  return write<boolean, Ctx>(ctx, async (w) => {
    const { tx, now } = w;
    const taken = await tx`
      update calendar_sources
      set good_at = ${now}, fault = null, failures = 0, reading_until = null, next_at = ${next}
      where id = ${id} and turn = ${turn} returning id`;
    if (taken.length === 0) return false;
    if (answer.unchanged) return true;
    const { mark, leftOut, unknownZones } = answer;
    await tx`
      update calendar_sources
      set mark = ${mark}, read_until = ${iso(window.end)}, left_out = ${leftOut}, unknown_zones = ${unknownZones.length}
      where id = ${id}`;
    const from = answer.intervals.map(({ start }) => iso(start));
    const until = answer.intervals.map(({ end }) => iso(end));
    const read = tx`
      select tstzrange(start_at::timestamptz, end_at::timestamptz) as during
      from unnest(${from}::text[], ${until}::text[]) as one (start_at, end_at)`;
    const gone = await tx`
      delete from busy_times where source_id = ${id} and during not in (${read}) returning 1`;
    const come = await tx`
      insert into busy_times (source_id, casemanager_id, during)
      select ${id}::uuid, ${casemanagerId}::uuid, during from (${read}) as read
      on conflict do nothing returning 1`;
    if (gone.length + come.length > 0) w.changed({ agenda: [casemanagerId] });
    return true;
  });
}

const iso = (epochMs: number) => new Date(epochMs).toISOString();
