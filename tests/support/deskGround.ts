import { beforeEach } from 'node:test';
import type { BookForInput } from '#server/booking/schema.ts';
import { emptyTables } from './emptyTables.ts';
import { makeCasemanager, makeLocation, makeTopic, staffCtx } from './factories.ts';
import { openGround } from './ground.ts';

export const meetingLink = 'https://video.example.nl/noor';

/** A moment of Friday 20 November 2026, or of another date, on the clock of the gemeente. */
export const at = (time: string, date = '2026-11-20') => `${date}T${time}:00+01:00`;

/**
 * The desk of one location, anew at five past ten for each test of a file: Noor and Daan of one team, and `other` of
 * another. The ids in `desk` are those of the test that runs.
 */
export async function openDesk() {
  const { clock, database, renew, services } = await openGround();
  const { db, sql } = database;
  const desk = { services, topic: '', location: '', noor: '', daan: '', other: '' };
  beforeEach(async () => {
    desk.services = await renew(at('10:05'), async () => {
      await emptyTables(sql, 'chat_conversations');
      desk.location = await makeLocation(db);
      desk.topic = await makeTopic(db);
      const here = [{ locationId: desk.location }];
      desk.noor = await makeCasemanager(db, here, { meetingLink });
      desk.daan = await makeCasemanager(db, here, { firstName: 'Daan' });
      desk.other = await makeCasemanager(db, here, { firstName: 'Elders', team: 'Andere stad' });
    });
  });
  return {
    clock,
    database,
    desk,
    /** Of Noor, or of somebody else in her team. */
    ctx: (id = desk.noor) => staffCtx(desk.services, id),
    elsewhere: () => staffCtx(desk.services, desk.other, { team: 'Andere stad' }),
    /** An afspraak with Noor for somebody who stands at the desk. */
    order: (values: Partial<BookForInput> = {}): BookForInput => ({
      topic: desk.topic,
      start: at('11:00'),
      modality: 'op-locatie',
      location: desk.location,
      casemanager: desk.noor,
      name: 'Zoë',
      ageGroup: '18-22',
      contact: {},
      ...values,
    }),
  };
}
