import { z } from 'zod';
import { demoBsn, demoRights } from '#db/demo/trajecten.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { SealingCtx, Services } from '#server/trajecten/context.ts';
import { correctJongere } from '#server/trajecten/correctJongere.ts';
import { readTrajectPerson } from '#server/trajecten/readTrajectPerson.ts';
import { askRequest } from '#server/trajecten/requests.ts';
import { accepted } from './accepted.ts';
import { readPeople } from './trajecten.ts';

const rowsSchema = z.array(z.object({ traject: z.uuid(), owner: z.uuid(), version: z.int() }));

/**
 * Of some jongeren of a demo that was just loaded: one was corrected and has a burgerservicenummer, another asks for a correction, and
 * a third to be forgotten. All of one casemanager, whom people sign in as. In one transaction.
 */
export async function loadRights(services: Services & Pick<SealingCtx, 'seals'>): Promise<void> {
  const system: SealingCtx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await write(system, async (w) => {
    const people = await readPeople(w);
    const [corrected, ...asking] = await readSome(w);
    if (corrected === undefined) return;
    const staff = people.get(corrected.owner);
    if (staff === undefined) throw new Error('who owns a traject of the demo was read before');
    const ctx: SealingCtx = { ...w.ctx, actor: { kind: 'staff', staff, addressKey: '' } };
    await correct(ctx, corrected.traject);
    const askedOn = addDays(dateInAmsterdam(Date.parse(w.now)), -2);
    for (const [at, { traject, version }] of asking.entries()) {
      const { kind, said } = demoRights.asked[at] ?? demoRights.asked[0];
      accepted(await askRequest(ctx, traject, { version, kind, askedOn, said }));
    }
  });
}

/** Trajecten of one casemanager of the demo that go on and are not due soon, in the same order each time. */
async function readSome({ tx }: Write<SealingCtx>): Promise<z.output<typeof rowsSchema>> {
  const rows = await tx`
    select t.id as traject, t.owner_id as owner, t.version
    from trajecten t join staff s on s.id = t.owner_id join jongeren j on j.id = t.jongere_id
    where s.email = ${demoRights.owner} and t.state in ('lopend', 'intake', 'contact-zoeken')
    order by t.next_on desc, j.phone limit ${1 + demoRights.asked.length}`;
  return rowsSchema.parse([...rows]);
}

async function correct(ctx: SealingCtx, traject: string): Promise<void> {
  const found = await readTrajectPerson(ctx, traject);
  if (!found.ok) throw new Error('expected the traject that was just read');
  const { person } = found;
  const result = await correctJongere(ctx, traject, {
    version: person.version,
    firstName: person.firstName,
    infix: person.infix ?? undefined,
    lastName: person.lastName,
    birthDate: person.birthDate,
    residence: person.residence ?? undefined,
    secretAddress: person.secretAddress,
    address: person.address ?? undefined,
    email: person.email ?? undefined,
    phone: demoRights.phone,
    reachBy: person.reachBy ?? undefined,
    reachNote: demoRights.reachNote,
    language: person.language,
    interpreter: person.interpreter ?? undefined,
    oneLetter: false,
    guardians: [],
    enrolments: [],
    bsn: demoBsn,
    removeBsn: false,
  });
  accepted(result);
}
