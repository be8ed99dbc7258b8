import assert from 'node:assert/strict';
import { book } from '#server/booking/book.ts';
import type { Services } from '#server/http/context.ts';
import type { MailWay } from '#server/notifications/context.ts';
import { createSending } from '#server/notifications/sending.ts';
import { emptyTables } from './emptyTables.ts';
import { openMailServer, type TestMailServer } from './mailServer.ts';
import { raceGround, request } from './raceGround.ts';

export type MailGround = Awaited<ReturnType<typeof mailGround>>;

/** A `raceGround` with so many casemanagers, and a mail server that takes what goes out of it, by the way that a test asks for. */
export async function mailGround(
  casemanagers: number,
  wayBy: (mails: TestMailServer) => MailWay = (mails) => mails.way(),
) {
  const ground = await raceGround(casemanagers);
  const mails = await openMailServer();
  let services: Services | undefined;
  return {
    ground,
    mails,
    /** Empties agenda, outbox and mail server, and sets the clock back; gives services whose way to the server is open. */
    async renew(): Promise<Services> {
      ground.clock.set('2026-11-20T10:00:00+01:00');
      await emptyTables(ground.sql, 'appointments', 'history');
      mails.taken.length = 0;
      mails.makes({});
      services?.mail?.mailer.close();
      services = { ...ground.ctx, mail: wayBy(mails), sending: createSending(ground.clock) };
      return services;
    },
    /** An afspraak of somebody new on Monday 23 November 2026. */
    async booked(time = '10:00') {
      const result = await book(ground.ctx, request(time));
      assert.ok(result.ok);
      return result.appointment;
    },
    async close(): Promise<void> {
      services?.mail?.mailer.close();
      await mails.close();
      await ground.close();
    },
  };
}
