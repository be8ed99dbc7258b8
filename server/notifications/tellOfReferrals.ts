import { z } from 'zod';
import { dayMs, hourMs } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { readLongWaiting } from '#server/referral/readLongWaiting.ts';
import type { Ctx, Services } from './context.ts';
import { readColleagues } from './readColleagues.ts';
import { readTold } from './readTold.ts';

/** What just happened may be taken back in a moment (ms); what is older than this is no news. */
const settlesMs = 60_000;
const newsMs = 2 * dayMs;

const newsSchema = z.array(
  z.object({
    referral: z.uuid(),
    staff: z.uuid(),
    kind: z.enum(['referral-news', 'referral-question']),
    entry: z.number(),
  }),
);

/**
 * Puts into the outbox what referrals are worth telling: to who referred what became of it, from the history, unless they did it
 * themselves; to coordinators that one waits too long for them.
 */
export async function tellOfReferrals(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const { settings } = await services.roster.current();
  await write(ctx, async (w) => {
    for (const { referral, staff, kind, entry } of await readNews(w))
      w.message({
        kind,
        channel: 'email',
        to: { kind: 'staff', id: staff },
        about: { kind: 'referral', id: referral },
        version: entry,
      });
    await tellCoordinators(w, settings.referral.waitingHours);
  });
}

async function tellCoordinators(w: Write<Ctx>, hours: number): Promise<void> {
  const waiting = await readLongWaiting(w.ctx, Date.parse(w.now) - hours * hourMs);
  if (waiting.length === 0) return;
  const ids = waiting.map(({ id }) => id);
  const told = await readTold(w, 'referral-waits', { of: 'referral', ids });
  const coordinators = (await readColleagues(w.tx)).filter(({ isCoordinator }) => isCoordinator);
  for (const { id, team, since } of waiting.filter((one) => told.get(one.id)?.version !== one.since))
    for (const one of coordinators.filter((each) => team === null || each.team === team))
      w.message({
        kind: 'referral-waits',
        channel: 'email',
        to: { kind: 'staff', id: one.id },
        about: { kind: 'referral', id },
        version: since,
      });
}

/** What changed for who referred: in an afspraak that came of it, or in the referral itself. */
async function readNews({ tx, now }: Write<Ctx>): Promise<z.output<typeof newsSchema>> {
  const at = Date.parse(now);
  const rows = await tx`
    select r.id as referral, reader.id as staff,
      case when h.what = 'message-sent' then 'referral-question' else 'referral-news' end as kind, h.id::float8 as entry
    from history h
    left join appointments a on a.id = h.appointment_id
    join referrals r on r.id = coalesce(h.referral_id, a.referral_id)
    join staff holder on holder.id = coalesce(r.taken_by, r.made_by)
    -- Of who left, their colleagues hear.
    join staff reader on reader.active and 'jongerenwerker' = any(reader.roles)
      and (reader.id = holder.id or (not holder.active and reader.organisation_id = r.organisation_id))
    where h.at between ${new Date(at - newsMs).toISOString()} and ${new Date(at - settlesMs).toISOString()}
      and case when h.referral_id is null then h.what in ('booked', 'cancelled', 'outcome')
        else h.what in ('booked', 'closed', 'detached') or (h.what = 'message-sent' and h.details->>'author' = 'casemanager') end
      and r.wiped_at is null and r.sharing_ended_at is null
      and (r.source <> 'chat' or r.taken_by is not null)
      and h.staff_id is distinct from reader.id
      and not exists (
        select from outbox where outbox.referral_id = r.id and outbox.receiver = 'staff' and outbox.version = h.id)`;
  return newsSchema.parse([...rows]);
}
