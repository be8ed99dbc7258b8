import { z } from 'zod';
import { demoListRows, demoListSchool } from '#db/demo/lists.ts';
import { firstOrganisation, organisations } from '#db/schema/index.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx, Services } from '#server/lists/context.ts';
import { explainRows } from '#server/lists/explainRows.ts';
import { readInList } from '#server/lists/readIn.ts';
import { takeInList } from '#server/lists/takeInList.ts';
import { closeTraject } from '#server/trajecten/close.ts';
import { accepted } from './accepted.ts';
import { readPeople } from './trajecten.ts';

/** The first row below the heads. */
const firstRow = 2;

const trajectenSchema = z.array(z.object({ number: z.int(), traject: z.uuid(), owner: z.uuid() }));

/**
 * Fills a demo that was just loaded with a list of a school: read in and taken in some days ago, some of it placed, one explained, and
 * seven whom nobody has. In one transaction.
 */
export async function loadLists(services: Services): Promise<void> {
  const system: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  await write(system, async (w) => {
    const people = await readPeople(w);
    const as = (id: string): Ctx => {
      const staff = people.get(id);
      if (!staff) throw new Error('who works on a list of the demo was read before');
      return { ...w.ctx, actor: { kind: 'staff', staff, addressKey: '' } };
    };
    const first = [...people.values()].find(
      ({ roles, organisation }) => roles.includes('coordinator') && organisation === firstOrganisation,
    );
    if (!first) return;
    const me = as(first.id);
    const tx = w.ctx.db;
    const [school] = await tx
      .insert(organisations)
      .values({ name: demoListSchool, kind: 'school' })
      .returning({ id: organisations.id });
    const asOf = addDays(dateInAmsterdam(Date.parse(w.now)), -6);
    const text = ['leerlingnummer;voornaam;tussenvoegsel;achternaam;geboortedatum']
      .concat(demoListRows.map(({ cells }) => cells))
      .join('\n');
    const read = await readInList(
      me,
      { kind: 'uitgeschreven', asOf, sender: school?.id ?? '' },
      { text },
      'uitschrijvingen.csv',
    );
    const list = read.ok ? read.list : '';
    accepted(read);
    accepted(await takeInList(me, list, { version: 1 }));
    const rows = await w.tx`
      select r.number, t.id as traject, t.owner_id as owner
      from list_rows r join trajecten t on t.jongere_id = r.jongere_id where r.list_id = ${list}`;
    for (const { number, traject, owner } of trajectenSchema.parse([...rows])) {
      const row = demoListRows[number - firstRow];
      const became = row && 'became' in row ? row.became : null;
      if (became === 'placed-elsewhere')
        accepted(await explainRows(me, list, { rows: [number], explanation: 'school-elsewhere' }));
      else if (became !== null)
        accepted(
          await closeTraject(as(owner), traject, {
            version: 1,
            destination: became,
            check: became === 'training' ? 'school' : undefined,
            meldingen: 'left-otherwise',
          }),
        );
    }
  });
}
