import type { Sql } from 'postgres';
import { z } from 'zod';
import { noticeChannels, noticeKinds, noticeReceivers } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';
import type { Ctx } from './context.ts';
import { groupOf, type ReasonGroup } from './reasons.ts';

const failedSchema = z.object({
  id: z.uuid(),
  kind: z.enum(noticeKinds),
  channel: z.enum(noticeChannels),
  receiver: z.enum(noticeReceivers),
  /** When it was given up, epoch ms. */
  at: z.number(),
  reason: z.string().nullable(),
  attempts: z.number().int(),
});

/** A message that did not come, and nobody whom it was for. */
export type FailedNotice = z.output<typeof failedSchema> & { group: ReasonGroup };

const waySchema = z.object({
  channel: z.enum(noticeChannels),
  waiting: z.number().int(),
  oldest: z.number().nullable(),
  lastWent: z.number().nullable(),
  away: z.string().nullable(),
});

/** How it stands with one way; instants are epoch ms. */
export interface WayState {
  channel: NoticeChannel;
  /** The gemeente sends by it. */
  isSet: boolean;
  /** How many wait, and since when the longest. */
  waiting: number;
  oldest: number | null;
  /** When a message went by it last. */
  lastWent: number | null;
  /** Why it could not be reached when it was tried last, as a word or a code; null when something went since, or nothing waits. */
  away: string | null;
}

export interface Failed {
  ways: WayState[];
  groups: { group: ReasonGroup; count: number }[];
  /** The newest ones, newest first. */
  notices: FailedNotice[];
}

const mostShown = 100;

/** Messages that did not come, by reason and the newest one by one, and how it stands with each way. Of nobody whom they are for. */
export async function readFailed(ctx: Ctx): Promise<Failed> {
  may(ctx, 'message.read');
  const [ways, counts, rows] = await Promise.all([
    readWays(ctx),
    countReasons(ctx.sql),
    ctx.sql`
      select id, kind, channel, receiver, extract(epoch from settled_at)::float8 * 1000 as at, reason, attempts
      from outbox where state = 'permanent-failure' order by settled_at desc, id limit ${mostShown}`,
  ]);
  viewed(ctx, 'message.read', { kind: 'configuration' });
  const groups = new Map<ReasonGroup, number>();
  for (const { reason, count } of counts) {
    const group = groupOf(reason);
    groups.set(group, (groups.get(group) ?? 0) + count);
  }
  return {
    ways,
    groups: [...groups].map(([group, count]) => ({ group, count })).toSorted((a, b) => b.count - a.count),
    notices: z
      .array(failedSchema)
      .parse(rows)
      .map((row) => ({ ...row, group: groupOf(row.reason) })),
  };
}

const countSchema = z.object({ reason: z.string().nullable(), count: z.number().int() });

/** How many messages did not come, by what is written of why. */
export async function countReasons(sql: Sql): Promise<z.output<typeof countSchema>[]> {
  const rows = await sql`
    select reason, count(*)::int as count from outbox where state = 'permanent-failure' group by reason`;
  return z.array(countSchema).parse(rows);
}

async function readWays({ sql, mail, texts }: Ctx): Promise<WayState[]> {
  const rows = await sql`
    select channel, count(*) filter (where waits)::int as waiting,
      extract(epoch from min(created_at) filter (where waits))::float8 * 1000 as oldest,
      extract(epoch from max(sent_at) filter (where went))::float8 * 1000 as "lastWent",
      case when max(sent_at) filter (where away is not null) >= coalesce(max(sent_at) filter (where went), '-infinity')
        then (array_agg(away order by sent_at desc) filter (where away is not null))[1] end as away
    from (
      select channel, created_at, sent_at, waits, case when waits then substring(reason from '^away[.](.+)$') end as away,
        -- A text message that was handed over waits for its receipt.
        state = 'delivered' or (channel = 'text' and state = 'sending' and next_at is null) as went
      from outbox cross join lateral (select state in ('created', 'temporary-failure') as waits) w) one
    group by channel`;
  const found = z.array(waySchema).parse(rows);
  return noticeChannels.map((channel) => ({
    waiting: 0,
    oldest: null,
    lastWent: null,
    away: null,
    ...found.find((one) => one.channel === channel),
    channel,
    isSet: (channel === 'email' ? mail : texts) !== null,
  }));
}
