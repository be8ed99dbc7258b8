import { z } from 'zod';
import { messageLevels, reachWays } from '#db/schema/words.ts';
import { channelsOf } from '#server/booking/tell.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx, Services } from './context.ts';
import { type ReminderKind, reminders } from './telling.ts';

const rowSchema = z.object({
  id: z.uuid(),
  start: z.number(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
});

/**
 * Puts the reminders of which the moment came into the outbox. Who was told of the afspraak after that moment needs none: it was
 * just booked, or moved to this time.
 */
export async function remind(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  for (const kind of ['reminder-day', 'reminder-hours'] as const) await remindBy(ctx, kind);
}

async function remindBy(ctx: Ctx, kind: ReminderKind): Promise<void> {
  const { before, until } = reminders[kind];
  await write(ctx, async (w) => {
    const now = Date.parse(w.now);
    const iso = (epochMs: number) => new Date(epochMs).toISOString();
    const today = dateInAmsterdam(now);
    const rows = await w.tx`
      select id, extract(epoch from starts_at)::float8 * 1000 as start, email, phone, reach_by as "reachBy", messages
      from appointments
      where status = 'booked' and local_date between ${today} and ${addDays(today, 2)}
        and starts_at > ${iso(now + until)} and starts_at <= ${iso(now + before)}
        and messages <> 'none' and wiped_at is null and choose_again_at is null and outcome is null and coalesce(email, phone) is not null
        and booked_at < starts_at - ${before} * interval '1 millisecond'
        and not exists (
          select from outbox
          where appointment_id = appointments.id and receiver = 'jongere'
            and (sent_at >= starts_at - ${before} * interval '1 millisecond' or (kind = ${kind} and version = extract(epoch from starts_at) * 1000)))
      -- One that is taken away meanwhile needs no reminder.
      for key share skip locked`;
    for (const { id, start, ...person } of z.array(rowSchema).parse(rows)) {
      for (const channel of channelsOf(person)) {
        w.message({
          kind,
          channel,
          to: { kind: 'jongere' },
          about: { kind: 'appointment', id },
          version: start,
        });
      }
    }
  });
}
