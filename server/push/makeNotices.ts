import type { Sql } from 'postgres';
import { z } from 'zod';
import { type Listener, type Matter, mannerOf, withinMinute } from './rules.ts';

const toldSchema = z.object({ device: z.string(), key: z.string(), lastMinute: z.boolean() });

/** What devices want to hear, by device. */
export type Wanted = ReadonlyMap<Listener, readonly Matter[]>;

/**
 * Writes down what devices are told now: each thing once for each of them, and no more in a minute than somebody can read. Of two
 * processes at once one writes a row.
 */
export async function makeNotices(sql: Sql, wanted: Wanted, now: number): Promise<void> {
  const keys = new Set([...wanted.values()].flatMap((matters) => matters.map(({ key }) => key)));
  if (keys.size === 0) return;
  const aMinuteAgo = new Date(now - 60_000).toISOString();
  const devices = [...wanted.keys()].map(({ device }) => device);
  const told = z.array(toldSchema).parse([
    ...(await sql`
      select device_id as device, key, made_at > ${aMinuteAgo} as "lastMinute" from push_notices
      where device_id = any(${devices}::uuid[]) and (key = any(${[...keys]}::text[]) or made_at > ${aMinuteAgo})`),
  ]);
  const toldTo = Map.groupBy(told, ({ device }) => device);
  const rows = [...wanted].flatMap(([{ device }, matters]) => {
    const before = toldTo.get(device) ?? [];
    const known = new Set(before.map(({ key }) => key));
    const fresh = matters.filter(({ key }) => !known.has(key));
    const lastMinute = before.filter((one) => one.lastMinute).length;
    return withinMinute(fresh, lastMinute).map((matter) => ({ device, matter }));
  });
  if (rows.length === 0) return;
  const at = new Date(now).toISOString();
  await sql`insert into push_notices ${sql(
    rows.map(({ device, matter }) => ({
      device_id: device,
      key: matter.key,
      kind: matter.kind,
      day: matter.day,
      made_at: at,
      next_at: at,
      expires_at: new Date(now + mannerOf(matter).ttlMs).toISOString(),
    })),
  )} on conflict do nothing`;
}
