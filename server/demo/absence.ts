import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { demoTeams } from '#db/demo/casemanagers.ts';
import { demoPhone } from '#db/demo/jongeren.ts';
import { demoAbsence } from '#db/demo/trajecten.ts';
import { firstOrganisation, staff, teams } from '#db/schema/index.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import { addDays, hourMs, startOfDate } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { takeIn } from '#server/meldingen/takeIn.ts';
import { assign } from '#server/trajecten/assign.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import { noteContact } from '#server/trajecten/noteContact.ts';
import { addVerslag, tellSchool } from '#server/trajecten/notes.ts';

/** Pupils of an mbo who stay away: spoken with by who works for prevention there, and of some it goes on. Part of a write. */
export async function loadAbsence(
  w: Write<Ctx>,
  { today, school }: { today: string; school: string },
): Promise<void> {
  const tx = w.ctx.db;
  const setTask = (name: string, task: 'preventie' | 'leerplicht') =>
    tx
      .update(teams)
      .set({ task })
      .where(and(eq(teams.name, name), eq(teams.organisationId, firstOrganisation)))
      .returning({ id: teams.id, name: teams.name });
  await setTask(demoTeams.leerplicht, 'leerplicht');
  const [team] = await setTask(demoTeams.prevention, 'preventie');
  const [worker] = team ? await tx.select().from(staff).where(eq(staff.teamId, team.id)) : [];
  if (!team || !worker) throw new Error('expected a demo with somebody who works for prevention');
  const { id, firstName, lastName, email, organisationId } = worker;
  const me: StaffMember = {
    id,
    firstName,
    lastName,
    email,
    roles: ['coordinator'],
    team,
    organisation: organisationId,
    roomy: false,
    session: 'demo',
  };
  for (const [number, story] of demoAbsence.entries()) {
    const at = (daysAgo: number): Ctx => {
      const then = Math.min(startOfDate(addDays(today, -daysAgo)) + 11 * hourMs, Date.parse(w.now));
      return { ...w.ctx, actor: { kind: 'staff', staff: me, addressKey: '' }, clock: { now: () => then } };
    };
    const { firstName: name, lastName: surname, age, goesOn } = story;
    const birthDate = addDays(`${Number(today.slice(0, 4)) - age}-${today.slice(5, 7)}-01`, -100 - number);
    const pupil = {
      firstName: name,
      lastName: surname,
      birthDate,
      secretAddress: false,
      phone: demoPhone(9100 + number),
      pupilNumber: String(51_000 + number),
    };
    const report = (daysAgo: number, kind: 'overig' | 'v3' | 'v4', hoursMissed?: number) =>
      write(at(daysAgo), (inner) =>
        takeIn(
          inner,
          { source: 'api', organisation: school, staff: null },
          { pupil, melding: { kind, beganOn: addDays(today, -daysAgo - 7), hoursMissed } },
        ),
      );
    const taken = await report(21 - number, 'overig', 9);
    if (!taken.ok) throw new Error(`expected a story of the demo to be possible: ${taken.error}`);
    const { traject } = taken;
    await assign(at(20 - number), { to: id, trajecten: [{ id: traject, version: 1 }] });
    if (!story.isSpoken) continue;
    const contact = { way: 'at-school', party: 'jongere', outcome: 'reached' } as const;
    await noteContact(at(14), traject, { version: 2, ...contact });
    await addVerslag(at(14), traject, {
      id: randomUUID(),
      audience: 'woongemeente',
      facts: 'Gesproken op school, met de mentor erbij.',
      reasons: undefined,
      agreements: 'Elke dag om negen uur op school. Over twee weken opnieuw een gesprek.',
      reasonsAgreed: false,
    });
    await tellSchool(at(14), traject, {
      id: randomUUID(),
      school,
      facts: 'We spraken elkaar en maakten afspraken.',
    });
    if (goesOn) await report(2, age < 18 ? 'v3' : 'v4', 18);
  }
}
