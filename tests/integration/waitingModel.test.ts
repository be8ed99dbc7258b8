import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { accept } from '#server/waitingList/accept.ts';
import { decline, leave } from '#server/waitingList/leave.ts';
import { assertNoDoubleBooking } from '../support/raceGround.ts';
import { assertFairOffers, type WaitingGround, waitingGround } from '../support/waitingGround.ts';

let ground: WaitingGround;
before(async () => {
  ground = await waitingGround();
});
after(() => ground.close());

const minute = 60_000;
const day = 24 * 60 * minute;
/** Half hours of one casemanager on a Tuesday, one time each. */
const hours = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'];
const date = '2026-12-15';
const startOf = (index: number) => Date.parse(`${date}T${hours[index]}:00+01:00`);

interface Person {
  /** The time that they have, by its number. */
  has: number | null;
  waits: boolean;
  offer: { slot: number; until: number } | null;
  offered: number[];
  lastOn: number | null;
}

/** What should be so, told in the plainest way. */
class Model {
  people: Person[] = [];
  /** Who has or holds each time that is worked: null when it is free. */
  slots = new Map<number, Person | null>();
  now = 0;

  get today(): number {
    return Math.floor(this.now / day);
  }

  run(): void {
    for (const one of this.people) {
      if (one.offer && one.offer.until <= this.now) this.free(one);
      if (one.waits && !one.offer && one.offered.length >= 3) one.waits = false;
    }
    for (const one of this.people) {
      if (!one.waits || one.offer || one.lastOn === this.today) continue;
      const slot = [...this.slots.keys()]
        .sort((a, b) => a - b)
        .find(
          (index) =>
            this.slots.get(index) === null &&
            !one.offered.includes(index) &&
            (one.has === null || index < one.has),
        );
      if (slot === undefined) continue;
      one.offer = { slot, until: this.now + 30 * minute };
      one.offered.push(slot);
      one.lastOn = this.today;
      this.slots.set(slot, one);
    }
  }

  free(one: Person): void {
    if (one.offer) this.slots.set(one.offer.slot, null);
    one.offer = null;
  }
}

interface Real {
  tokens: Map<Person, string>;
  /** The private links of who has an afspraak. */
  links: Map<Person, string>;
}
type Command = fc.AsyncCommand<Model, Real>;

const command = (
  name: string,
  check: (model: Readonly<Model>) => boolean,
  act: (model: Model, real: Real) => Promise<void>,
): Command => ({
  check,
  async run(model, real) {
    await act(model, real);
    await ground.run();
    model.run();
    await compare(real);
  },
  toString: () => name,
});

async function compare(real: Real): Promise<void> {
  for (const [person, token] of real.tokens) {
    const { offer, ended } = await ground.place(token);
    assert.equal(ended === null, person.waits, 'waits');
    assert.equal(offer?.start ?? null, person.offer ? startOf(person.offer.slot) : null, 'what is offered');
    assert.equal(offer?.expiresAt, person.offer?.until);
  }
  for (const [person, link] of real.links) {
    const found = await findAppointment(ground.ctx, link);
    assert.ok(found.ok);
    const has = found.appointment.status === 'booked' ? found.appointment.start : null;
    assert.equal(has, person.has === null ? null : startOf(person.has), 'the afspraak that they have');
  }
  await assertFairOffers(ground);
  await assertNoDoubleBooking(ground.sql);
}

const nth = (model: Readonly<Model>, index: number, of: (one: Person) => boolean): Person | undefined => {
  const found = model.people.filter(of);
  return found[index % Math.max(1, found.length)];
};

/** A command about one of those of whom something holds. */
const about = (
  name: string,
  of: (one: Person) => boolean,
  act: (model: Model, real: Real, one: Person) => Promise<void>,
) =>
  fc.nat({ max: 5 }).map((index) =>
    command(
      `${name} ${index}`,
      (model) => nth(model, index, of) !== undefined,
      async (model, real) => {
        const one = nth(model, index, of);
        assert.ok(one);
        await act(model, real, one);
      },
    ),
  );

const tokenOf = (real: Real, one: Person): string => {
  const token = real.tokens.get(one);
  assert.ok(token);
  return token;
};

const somebody = (): Person => ({ has: null, waits: true, offer: null, offered: [], lastOn: null });

const commands = [
  fc.nat({ max: hours.length - 1 }).map((index) =>
    command(
      `work at ${hours[index]}`,
      (model) => !model.slots.has(index),
      async (model) => {
        const from = hours[index] ?? '';
        await ground.work(from, from.replace(':00', ':30'), date);
        model.slots.set(index, null);
      },
    ),
  ),
  fc.constant(
    command(
      'join',
      () => true,
      async (model, real) => {
        const one = somebody();
        model.now += 1000;
        model.people.push(one);
        real.tokens.set(one, await ground.wait());
      },
    ),
  ),
  fc.constant(
    command(
      'book and join',
      (model) => [...model.slots.values()].includes(null),
      async (model, real) => {
        const slot = [...model.slots.keys()]
          .sort((a, b) => b - a)
          .find((index) => model.slots.get(index) === null);
        assert.ok(slot !== undefined);
        const one = somebody();
        one.has = slot;
        const made = await ground.bookedOn(date, hours[slot] ?? '');
        model.now += 1000;
        model.people.push(one);
        model.slots.set(slot, one);
        real.tokens.set(one, await ground.waitWith(made));
        real.links.set(one, made.token);
      },
    ),
  ),
  about(
    'accept',
    ({ offer }) => offer !== null,
    async (model, real, one) => {
      const token = tokenOf(real, one);
      const taken = await accept(ground.ctx, token, (await ground.offer(token)).id);
      assert.ok(taken.ok && one.offer, JSON.stringify(taken));
      if (one.has !== null) model.slots.set(one.has, null);
      one.has = one.offer.slot;
      one.offer = null;
      one.waits = false;
      real.links.set(one, taken.appointment.token);
    },
  ),
  about(
    'decline',
    ({ offer }) => offer !== null,
    async (model, real, one) => {
      const token = tokenOf(real, one);
      assert.ok((await decline(ground.ctx, token, (await ground.offer(token)).id)).ok);
      model.free(one);
    },
  ),
  about(
    'leave',
    ({ waits }) => waits,
    async (model, real, one) => {
      assert.ok((await leave(ground.ctx, tokenOf(real, one))).ok);
      model.free(one);
      one.waits = false;
    },
  ),
  about(
    'cancel',
    ({ has }) => has !== null,
    async (model, real, one) => {
      assert.ok((await cancel(ground.ctx, real.links.get(one) ?? '')).ok);
      if (one.has !== null) model.slots.set(one.has, null);
      one.has = null;
      // Who cancels what they have waits for nothing earlier.
      model.free(one);
      one.waits = false;
    },
  ),
  fc.constantFrom(10 * minute, 30 * minute, day).map((ms) =>
    command(
      `wait ${ms / minute} minutes`,
      () => true,
      async (model) => {
        ground.clock.advance(ms);
        model.now += ms;
      },
    ),
  ),
];

test('whatever comes and goes, a time is offered to who waits longest of those it fits, and to nobody else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), async (sequence) => {
      await ground.begin();
      const start = (): { model: Model; real: Real } => {
        const model = new Model();
        model.now = ground.clock.now();
        return { model, real: { tokens: new Map(), links: new Map() } };
      };
      await fc.asyncModelRun(start, sequence);
    }),
    { numRuns: 12 },
  );
});
