import type { Logger } from 'pino';
import type { Sql } from 'postgres';
import type { Clock } from '#server/kernel/clock.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Of what nothing was free: the place is left out where it does not matter. */
export interface Wanted {
  topic: string;
  modality: Modality;
  location?: string | undefined;
}

/** Counts how often somebody found nothing free at all; nothing of who it was. */
export interface NothingFree {
  found(wanted: Wanted): void;
  /** Writes what was counted since the last time. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

interface Row {
  day: string;
  topic_id: string;
  modality: Modality;
  location_id: string | null;
  times: number;
}

const minute = 60_000;

/** Counts in this process and writes once a minute, so that it costs a visitor nothing. What a killed process counted last is lost. */
export function countNothingFree({ sql, clock, log }: { sql: Sql; clock: Clock; log: Logger }): NothingFree {
  let counted = new Map<string, Row>();
  const add = (row: Row) => {
    const key = `${row.day} ${row.topic_id} ${row.modality} ${row.location_id}`;
    counted.set(key, { ...row, times: row.times + (counted.get(key)?.times ?? 0) });
  };
  const flush = async () => {
    const rows = [...counted.values()];
    counted = new Map();
    if (rows.length === 0) return;
    try {
      await sql`
        insert into nothing_free_days ${sql(rows)}
        on conflict on constraint nothing_free_days_once do update set times = nothing_free_days.times + excluded.times`;
    } catch (err) {
      log.warn({ err }, 'could not write how often nothing was free; it is kept for the next time');
      for (const row of rows) add(row);
    }
  };
  const timer = setInterval(flush, minute).unref();
  return {
    found({ topic, modality, location }) {
      const day = dateInAmsterdam(clock.now());
      add({ day, topic_id: topic, modality, location_id: location ?? null, times: 1 });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
