import { z } from 'zod';
import { dateInAmsterdam, hourMs, startOfDate } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { isWorkingDay } from '#server/trajecten/workingDays.ts';
import { reminderOn } from '#server/yearPlan/stand.ts';
import { isRunning, readStandings } from '#server/yearPlan/standing.ts';
import type { Ctx, Services } from './context.ts';

/** Between these hours of a working day schools are reminded: nobody reads it at night, and it can wait until Monday. */
const fromHour = 8;
const untilHour = 18;

const accountsSchema = z.array(z.object({ id: z.uuid(), school: z.uuid() }));
const toldSchema = z.array(
  z.object({
    step: z.uuid(),
    school: z.uuid(),
    kind: z.enum(['plan-coming', 'plan-late']),
    version: z.number(),
  }),
);

/**
 * Puts into the outbox what schools are reminded of in the year plans: a step that they have not done, once when its last day comes
 * near and once when that is past. All who work for the school hear it.
 */
export async function tellOfYearPlans(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const now = services.clock.now();
  const today = dateInAmsterdam(now);
  const hour = (now - startOfDate(today)) / hourMs;
  if (!isWorkingDay(today) || hour < fromHour || hour >= untilHour) return;
  const { settings } = await services.roster.current();
  await write(ctx, async (w) => {
    const standings = await readStandings(w.ctx, isRunning(w.ctx, today));
    const reminders = standings.flatMap((one) => {
      const kind = one.doneAt === null ? reminderOn(one, today, settings.trajecten) : null;
      return kind === null ? [] : [{ ...one, kind, version: startOfDate(one.until) }];
    });
    if (reminders.length === 0) return;
    const told = await readTold(
      w,
      reminders.map(({ step }) => step),
    );
    const accounts = await readAccounts(
      w,
      reminders.map(({ school }) => school),
    );
    for (const { step, school, kind, version } of reminders) {
      if (told.has(keyOf({ step, school, kind, version }))) continue;
      for (const { id } of accounts.get(school) ?? [])
        w.message({
          kind,
          channel: 'email',
          to: { kind: 'staff', id },
          about: { kind: 'plan-step', id: step },
          version,
        });
    }
  });
}

const keyOf = ({ step, school, kind, version }: z.output<typeof toldSchema>[number]): string =>
  [step, school, kind, version].join(' ');

/** Of what a school was told already, whoever of it: also who came there since hears it no second time. */
async function readTold({ tx }: Write<Ctx>, steps: readonly string[]): Promise<Set<string>> {
  const rows = await tx`
    select distinct o.plan_step_id as step, s.organisation_id as school, o.kind, o.version::float8 as version
    from outbox o join staff s on s.id = o.staff_id where o.plan_step_id = any(${[...steps]}::uuid[])`;
  return new Set(toldSchema.parse([...rows]).map(keyOf));
}

async function readAccounts({ tx }: Write<Ctx>, schools: readonly string[]) {
  const rows = await tx`
    select id, organisation_id as school from staff
    where active and 'schoolmedewerker' = any(roles) and organisation_id = any(${[...schools]}::uuid[]) order by id`;
  return Map.groupBy(accountsSchema.parse([...rows]), ({ school }) => school);
}
