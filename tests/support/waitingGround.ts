import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { book } from '#server/booking/book.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Ctx } from '#server/http/context.ts';
import { findPlace } from '#server/waitingList/findPlace.ts';
import { join } from '#server/waitingList/join.ts';
import { joinWithAppointment } from '#server/waitingList/joinWithAppointment.ts';
import { offerFreedTimes } from '#server/waitingList/offerFreedTimes.ts';
import type { JoinInput, WishesInput } from '#server/waitingList/schema.ts';
import type { OpenOffer, Place } from '#server/waitingList/types.ts';
import { emptyTables } from './emptyTables.ts';
import { makeCasemanager } from './factories.ts';
import { at, type RaceGround, raceGround, request } from './raceGround.ts';

export type WaitingGround = Awaited<ReturnType<typeof waitingGround>>;

/** Anything will do. */
export const anything: WishesInput = {
  locations: [],
  modalities: ['op-locatie'],
  weekdays: [],
  dayParts: [],
  daysAhead: 0,
};

let people = 0;
/** What somebody new sends who waits for the topic `kort`. */
export function asking(values: Partial<JoinInput> = {}): JoinInput {
  people += 1;
  const contact = { email: `wacht${people}@example.com` };
  return {
    topic: 'kort',
    ...anything,
    weeks: 8,
    name: `Wacht ${people}`,
    ageGroup: '18-22',
    contact,
    ...values,
  };
}

/**
 * A ground on which nothing is free until `work` says so, with what a test does in the list. `begin` empties it and sets the
 * clock to Friday 20 November 2026, ten o'clock.
 */
export async function waitingGround() {
  const ground = await raceGround(0);
  const { ctx, db, sql, clock } = ground;
  const renew = () => ctx.bus.say({ roster: true });
  return {
    ...ground,
    renew,
    async begin(instant = '2026-11-20T10:00:00+01:00') {
      clock.set(instant);
      await emptyTables(
        sql,
        'appointments',
        'waiting_list',
        'availability_exceptions',
        'staff',
        'history',
        'nothing_free_days',
      );
      renew();
    },
    /** Somebody who works on Monday 23 November alone, between these times. Gives their id. */
    async work(fromTime: string, untilTime: string, date = '2026-11-23'): Promise<string> {
      const dates = { validFrom: date, validUntil: date };
      const id = await makeCasemanager(db, [{ locationId: 'centrum', fromTime, untilTime, ...dates }]);
      renew();
      return id;
    },
    /** Waits, and gives the token of the place. A second passes, so that who comes next waits shorter. */
    async wait(values: Partial<JoinInput> = {}): Promise<string> {
      const joined = await join(ctx, asking(values), randomUUID());
      assert.ok(joined.ok, JSON.stringify(joined));
      clock.advance(1000);
      return joined.token;
    },
    /** Waits for an earlier time than this afspraak. */
    async waitWith({ token }: Appointment, wishes: Partial<WishesInput> = {}): Promise<string> {
      const joined = await joinWithAppointment(ctx, token, { ...anything, ...wishes });
      assert.ok(joined.ok, JSON.stringify(joined));
      clock.advance(1000);
      return joined.token;
    },
    async booked(time: string, email?: string): Promise<Appointment> {
      const made = await book(ctx, request(time, 'kort', email));
      assert.ok(made.ok, JSON.stringify(made));
      return made.appointment;
    },
    /** The same on another date. */
    async bookedOn(date: string, time: string): Promise<Appointment> {
      const made = await book(ctx, { ...request(time), start: `${date}T${time}:00+01:00` });
      assert.ok(made.ok, JSON.stringify(made));
      return made.appointment;
    },
    run: (of: Ctx = ctx) => offerFreedTimes(of),
    async place(token: string): Promise<Place> {
      const found = await findPlace(ctx, token);
      assert.ok(found.ok);
      return found.place;
    },
    /** The time that is held for this place; fails when none is. */
    async offer(token: string): Promise<OpenOffer> {
      const { offer } = await this.place(token);
      assert.ok(offer, 'expected a time that is held');
      return offer;
    },
  };
}

/** Fails when one time is held for two, or somebody has more than they were promised. */
export async function assertFairOffers({ sql }: Pick<RaceGround, 'sql'>): Promise<void> {
  const broken = await sql`
    select waiting_id from waiting_list_offers where state <> 'withdrawn'
    group by waiting_id, local_date having count(*) > 1
    union select waiting_id from waiting_list_offers where state = 'open' group by waiting_id having count(*) > 1
    union select waiting_id from waiting_list_offers where state <> 'withdrawn' group by waiting_id having count(*) > 3`;
  assert.equal(broken.length, 0, 'somebody has more offers than they were promised');
  const unheld = await sql`
    select offer.id from waiting_list_offers offer join appointments held on held.id = offer.appointment_id
    where offer.state = 'open' and (held.status <> 'held' or held.expires_at <> offer.expires_at)`;
  assert.equal(unheld.length, 0, 'an offer is open and its time is not held');
  const orphans = await sql`
    select id from appointments where status = 'held' and held_from is null
      and not exists (select from waiting_list_offers where appointment_id = appointments.id and state = 'open')`;
  assert.equal(orphans.length, 0, 'a time is held for nobody');
}

export { at };
