import { z } from 'zod';
import type { Services } from '#server/kernel/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, type WriteCtx, write } from '#server/kernel/write.ts';
import { countMonth } from './countMonth.ts';
import { countGoingOn } from './countTrajecten.ts';
import { groupSmall } from './groupSmall.ts';
import { addMonths, lastDue, monthOf, monthsBetween } from './periods.ts';

const nextSchema = z.object({ published: z.string().nullable(), first: z.string().nullable() });

/**
 * Publishes each month that is over since some days and is not published yet, the oldest first. Once and for good: what
 * comes later changes nothing of it, so two looks at two moments tell nothing of who came between them.
 */
export async function publishMonths(services: Services): Promise<void> {
  const { sql, clock } = services;
  const due = lastDue(dateInAmsterdam(clock.now()));
  const [row] = await sql`
    select (select max(month)::text from figure_months) as published, case when not exists (select from figure_months) then
      least((select min(local_date) from appointments where status in ('booked', 'cancelled')),
        (select min(day) from chat_figures), (select min(day) from visit_days),
        (select min(opened_at at time zone 'Europe/Amsterdam')::date from trajecten))::text end as first`;
  const { published, first } = nextSchema.parse(row);
  const from = published === null ? first && monthOf(first) : addMonths(published, 1);
  if (from === null) return;
  const ctx: WriteCtx = { ...services, actor: { kind: 'system' } };
  for (const month of monthsBetween(from, due)) await write(ctx, (w) => publishMonth(w, month));
}

/** Of two processes at once one makes the row of the month; the other waits for it, and then has nothing to do. */
async function publishMonth({ tx, now }: Write<WriteCtx>, month: string): Promise<void> {
  const made = await tx`
    insert into figure_months (month, published_at, going_on)
    values (${month}, ${now}, ${await countGoingOn(tx, month)}) on conflict do nothing returning month`;
  if (made.length === 0) return;
  const rows = (await countMonth(tx, month)).flatMap(({ subject, breakdown, cells }) =>
    groupSmall(cells).map(({ categories, count }, place) => ({
      month,
      subject,
      breakdown,
      place,
      categories,
      count,
    })),
  );
  if (rows.length > 0) await tx`insert into published_figures ${tx(rows)}`;
}
