import { z } from 'zod';
import { demoDay, demoDone, demoPlanName, demoSectors } from '#db/demo/yearPlan.ts';
import { firstOrganisation } from '#db/schema/index.ts';
import { addDays, dateInAmsterdam, dayMs, hourMs, startOfDate } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx, Services } from '#server/yearPlan/context.ts';
import { schoolYearOf } from '#server/yearPlan/dates.ts';
import { insertPlan } from '#server/yearPlan/insertPlan.ts';
import { meantIn, planTemplates } from '#server/yearPlan/templates.ts';

const idsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));
const stepsSchema = z.array(z.object({ id: z.uuid(), title: z.string(), until: z.iso.date() }));
/**
 * Fills a demo that was just loaded with a year plan in the middle of its year: De Overstap, moved by weeks so that it is July in it.
 * Some schools did what they had to, one is late.
 */
export async function loadYearPlan(services: Services): Promise<void> {
  const system: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await write(system, async (w) => {
    const [coordinator] = idsSchema.parse([
      ...(await w.tx`select id, email as name from staff where email = 'carlijn@example.nl'`),
    ]);
    if (!coordinator) return;
    const { steps } = planTemplates['de-overstap'];
    const today = dateInAmsterdam(Date.parse(w.now));
    const schoolYear = schoolYearOf(today);
    const days = weeksBetween(`${schoolYear + 1}${demoDay.slice(1)}`, today);
    const plan = await insertPlan(w, {
      organisation: firstOrganisation,
      name: demoPlanName,
      schoolYear,
      by: coordinator.id,
      steps: steps.map((step) => {
        const { from, until } = meantIn(step, schoolYear);
        return { ...step, meant: { from: addDays(from, days), until: addDays(until, days) } };
      }),
    });
    if (!plan.ok) return;
    await sayWhatSchoolsDid(w, plan.id, coordinator.id);
  });
}

/** So many days that the same weekday comes nearest to the other date. */
const weeksBetween = (date: string, other: string): number =>
  Math.round((Date.parse(other) - Date.parse(date)) / (7 * dayMs)) * 7;

async function sayWhatSchoolsDid({ tx, now }: Write<Ctx>, plan: string, by: string): Promise<void> {
  const found = await tx`select id, name from organisations where kind = 'school'`;
  const schools = new Map(idsSchema.parse([...found]).map(({ id, name }) => [name, id]));
  for (const [name, sector] of Object.entries(demoSectors))
    await tx`
      insert into year_plan_schools (plan_id, organisation_id, sector) values (${plan}, ${schools.get(name) ?? ''}, ${sector})`;
  const rows =
    await tx`select id, title, until_on::text as until from year_plan_steps where plan_id = ${plan}`;
  const steps = stepsSchema.parse([...rows]);
  for (const { step, schools: names, daysBefore } of demoDone) {
    const { title } = planTemplates['de-overstap'].steps[step] ?? {};
    const one = steps.find((each) => each.title === title);
    if (!one) throw new Error(`expected a step ${step} of the plan of the demo`);
    const at = new Date(
      Math.min(startOfDate(addDays(one.until, -daysBefore)) + 10 * hourMs, Date.parse(now)),
    ).toISOString();
    for (const name of names)
      await tx`
        insert into year_plan_marks (step_id, for_schools, organisation_id, at, by)
        values (${one.id}, ${name !== null}, ${name === null ? null : (schools.get(name) ?? '')}, ${at}, ${by})`;
  }
}
