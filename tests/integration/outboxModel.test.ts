import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { appointmentStatuses, messageLevels, noticeKinds } from '#db/schema/words.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { renewLink } from '#server/agenda/renewLink.ts';
import { book } from '#server/booking/book.ts';
import { callOff } from '#server/booking/callOff.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { wipe } from '#server/booking/wipe.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { wording } from '#server/kernel/wording.ts';
import { noteBounce } from '#server/notifications/mail/noteBounce.ts';
import { remind } from '#server/notifications/remind.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { bounceOf } from '../support/bounces.ts';
import { staffCtx } from '../support/factories.ts';
import { type MailGround, mailGround } from '../support/mailGround.ts';
import type { TakenMail, TestMailServer } from '../support/mailServer.ts';
import { at, request } from '../support/raceGround.ts';

// Whatever happens to afspraken, on the real tables and with real mail: what somebody is told is so, new to them, and in the end all
// that they have to know.

let mail: MailGround;
before(async () => {
  mail = await mailGround(2, (server) => server.hasty({ connectMs: 1000, answerMs: 1000 }));
});
after(() => mail.close());

const minute = 60_000;
const hour = 60 * minute;

const standingSchema = z.object({
  id: z.uuid(),
  status: z.enum(appointmentStatuses),
  messages: z.enum(messageLevels),
  start: z.number(),
  end: z.number(),
  casemanager: z.uuid(),
  generation: z.number(),
  bookedAt: z.number(),
  isChoosing: z.boolean(),
  isWiped: z.boolean(),
});
type Standing = z.output<typeof standingSchema>;
const rowSchema = z.object({ id: z.uuid(), kind: z.enum(noticeKinds), state: z.string() });

/** What a mail says when it is about this, by its subject. */
const subjects: Partial<Record<(typeof noticeKinds)[number], RegExp>> = {
  confirmed: /^Je afspraak op/,
  moved: /^Je afspraak is verzet naar/,
  'handed-over': /: iemand anders$/,
  'link-renewed': /^Je nieuwe link/,
  cancelled: /gaat niet door$/,
  'choose-again': /^Kies een andere tijd/,
  'reminder-day': /^Je afspraak is op/,
  'reminder-hours': /^Je afspraak is vandaag om/,
};
/** When each is due, before the start. */
const reminders: Partial<Record<(typeof noticeKinds)[number], number>> = {
  'reminder-day': 24 * hour,
  'reminder-hours': 2 * hour,
};

interface Known {
  row: string;
  to: string;
  kind: (typeof noticeKinds)[number];
  at: number;
  standing: Standing;
}

interface Somebody {
  id: string;
  email: string;
  token: string;
}

/** What somebody knows now; a mail that came back told them nothing. */
class Reader {
  readonly services: Services;
  readonly people: Somebody[] = [];
  readonly known: Known[] = [];
  #read = 0;

  constructor(services: Services) {
    this.services = services;
  }

  async standing(id: string): Promise<Standing> {
    const [row] = await mail.ground.sql`
      select id, status, messages, extract(epoch from starts_at)::float8 * 1000 as start,
        extract(epoch from ends_at)::float8 * 1000 as end, casemanager_id as casemanager, generation,
        extract(epoch from booked_at)::float8 * 1000 as "bookedAt", choose_again_at is not null as "isChoosing",
        wiped_at is not null as "isWiped"
      from appointments where id = ${id}`;
    return standingSchema.parse(row);
  }

  async turn(): Promise<void> {
    await remind(this.services);
    await sendDue(this.services);
    // What was told to somebody is read in the order in which it came.
    for (const one of mail.mails.taken.slice(this.#read)) if (one.accepted) await this.#check(one);
    this.#read = mail.mails.taken.length;
  }

  async #check(one: TakenMail): Promise<void> {
    const row = /^<([0-9a-f-]{36})\./.exec(one.parsed.messageId ?? '')?.[1] ?? assert.fail('expected a name');
    const found = rowSchema.parse(
      (await mail.ground.sql`select id, kind, state from outbox where id = ${row}`)[0],
    );
    const { kind } = found;
    const to = one.to[0] ?? '';
    const person = this.people.find(({ email }) => email === to) ?? assert.fail(`nobody has ${to}`);
    const standing = await this.standing(person.id);
    const now = mail.ground.clock.now();
    const heard = this.known.filter((known) => known.to === to);
    const said = `${kind} to ${to}`;
    assert.ok(!heard.some((known) => known.row === row), `${said}: once`);
    assert.notEqual(standing.messages, 'none', `${said}: who asked for nothing`);
    assert.equal(standing.isWiped, false, `${said}: of what was wiped`);
    assert.match(one.parsed.subject ?? '', subjects[kind] ?? assert.fail(said));
    const text = one.parsed.text ?? '';
    assert.ok(text.includes(wording('nl').time(standing.start)), `${said}: names the time that counts`);
    if (kind !== 'cancelled' && !text.includes('/afspraak\n'))
      assert.ok(text.includes(await this.#token(person)), `${said}: its link opens`);
    const before = reminders[kind];
    if (before !== undefined) {
      assert.equal(standing.status, 'booked', `${said}: of what goes on`);
      assert.equal(standing.isChoosing, false, `${said}: of what waits for another time`);
      assert.ok(now < standing.start && now >= standing.start - before, `${said}: in time`);
      const isNew = (moment: number) => moment < standing.start - before;
      assert.ok(isNew(standing.bookedAt), `${said}: nobody just booked`);
      assert.ok(
        heard.every((known) => isNew(known.at) || reminders[known.kind] !== undefined),
        `${said}: who just heard of it`,
      );
      const same = heard.filter((known) => known.kind === kind && known.standing.start === standing.start);
      assert.equal(same.length, 0, `${said}: twice`);
    } else if (kind === 'cancelled') {
      assert.equal(standing.status, 'cancelled', said);
      assert.notEqual(heard.at(-1)?.standing.status, 'cancelled', `${said}: twice`);
    } else if (kind === 'choose-again') {
      assert.equal(standing.isChoosing, true, said);
    } else {
      assert.equal(standing.status, 'booked', said);
      assert.ok(now < standing.end, `${said}: of what is over`);
      const last = heard.at(-1)?.standing;
      if (last) assert.ok(!isSame(last, standing), `${said}: what they know already`);
      const from = /Eerst was die op .* om (\d\d:\d\d)/.exec(text)?.[1];
      if (from !== undefined)
        assert.equal(from, last && wording('nl').time(last.start), `${said}: from what they knew`);
    }
    this.known.push({ row, to, kind, at: now, standing });
  }

  async #token({ id }: Somebody): Promise<string> {
    const { generation } = await this.standing(id);
    return this.services.tokens.make('appointment', id, generation);
  }

  /** Who was not told for good, or has nothing to hear any more, need not know. */
  async assertAllKnow(): Promise<void> {
    for (const { id, email } of this.people) {
      const standing = await this.standing(id);
      const [failed] = await mail.ground.sql`
        select from outbox where appointment_id = ${id} and receiver = 'jongere' and state = 'permanent-failure'`;
      if (failed || standing.isWiped || standing.messages === 'none') continue;
      if (standing.end <= mail.ground.clock.now()) continue;
      const last = this.known.filter((known) => known.to === email).at(-1)?.standing;
      assert.ok(
        last && isSame(last, standing),
        `${email} knows ${JSON.stringify(last)}, and not ${JSON.stringify(standing)}`,
      );
    }
  }
}

const isSame = (one: Standing, other: Standing): boolean =>
  one.status === other.status &&
  (one.status === 'cancelled' ||
    (one.start === other.start &&
      one.casemanager === other.casemanager &&
      one.generation === other.generation));

type Command = fc.AsyncCommand<object, Reader>;
const command = (name: string, run: (real: Reader) => Promise<unknown>): Command => ({
  check: () => true,
  run: async (_model, real) => void (await run(real)),
  toString: () => name,
});

/** Does something to one of the afspraken; what is not possible any more is refused, and that is no matter of this. */
const act = (name: string, which: number, run: (real: Reader, one: Somebody) => Promise<unknown>) =>
  command(`${name} ${which}`, async (real) => {
    const one = real.people[which % real.people.length];
    if (one) await run(real, one);
  });

const staff = async (real: Reader, { id }: Somebody): Promise<Ctx> =>
  staffCtx(mail.ground.ctx, (await real.standing(id)).casemanager);
const versionOf = async ({ id }: Somebody) =>
  z
    .object({ sequence: z.number() })
    .parse((await mail.ground.sql`select sequence from appointments where id = ${id}`)[0]).sequence;

const bookAt = ([time, messages]: readonly [string, (typeof messageLevels)[number]]) =>
  command(`book ${time}, ${messages}`, async (real) => {
    const result = await book(mail.ground.ctx, { ...request(time), messages });
    if (!result.ok) return;
    const { id, email, token } = result.appointment;
    real.people.push({ id, email: email ?? '', token });
  });

const moveTo = ([which, time]: readonly [number, string]) =>
  act(`move to ${time}`, which, async (real, one) => {
    const { generation } = await real.standing(one.id);
    await move(mail.ground.ctx, mail.ground.ctx.tokens.make('appointment', one.id, generation), {
      start: at(time),
    });
  });

const withToken = (name: string, run: (ctx: Ctx, token: string) => Promise<unknown>) => (which: number) =>
  act(name, which, async (real, one) => {
    const { generation } = await real.standing(one.id);
    await run(mail.ground.ctx, mail.ground.ctx.tokens.make('appointment', one.id, generation));
  });

const byStaff =
  (name: string, run: (ctx: Ctx, one: Somebody, version: number) => Promise<unknown>) => (which: number) =>
    act(name, which, async (real, one) => run(await staff(real, one), one, await versionOf(one)));

const giveTo = ([which, to]: readonly [number, number]) =>
  act(`hand over to ${to}`, which, async (real, one) =>
    handOver(await staff(real, one), one.id, {
      to: mail.ground.staff[to] ?? '',
      version: await versionOf(one),
    }),
  );

const mailIs = (trouble: Parameters<TestMailServer['makes']>[0]) =>
  command(`mail ${JSON.stringify(trouble)}`, async () => mail.mails.makes(trouble));

const pass = (minutes: number) =>
  command(`${minutes} minutes pass`, async () => mail.ground.clock.advance(minutes * minute));

/** Its reminder of the day before is made, and before it goes out something happens to the afspraak. */
const untilReminder = (change: (which: number) => Command) => (which: number) =>
  act('a reminder is made, and', which, async (real, one) => {
    const { start } = await real.standing(one.id);
    mail.ground.clock.advance(Math.max(0, start - 24 * hour - mail.ground.clock.now()));
    await remind(real.services);
    await change(which).run({}, real);
  });

const turn = command('a turn of sending', (real) => real.turn());

/** The newest mail that somebody got comes back: they do not know what it says. */
const bounce = (which: number) =>
  command(`bounce ${which}`, async (real) => {
    const one = real.known[which % real.known.length];
    const delivered =
      one && (await mail.ground.sql`select from outbox where id = ${one.row} and state = 'delivered'`);
    if (!one || delivered?.length === 0) return;
    await noteBounce(real.services, bounceOf({ to: `terug+${one.row}@denhaag.test` }));
    real.known.splice(real.known.indexOf(one), 1);
  });

const which = fc.nat(5);
const changes = [
  withToken('cancel', cancel),
  withToken('wipe', wipe),
  byStaff('call off', (ctx, { id }) => callOff(ctx, { id, reason: null, message: null })),
  byStaff('ask to choose again', (ctx, { id }, version) =>
    askToChooseAgain(ctx, id, { version, message: '' }),
  ),
  byStaff('renew the link', (ctx, { id }) => renewLink(ctx, id)),
  (which: number) => moveTo([which, '16:30']),
];
const time = fc.constantFrom('09:00', '10:00', '11:30', '14:00', '16:00');

test('in whatever order afspraken change, mail fails and time passes, everybody is told what is so, once, and in the end all of it', async () => {
  const commands = fc.commands(
    [
      fc.tuple(time, fc.constantFrom('full' as const, 'full' as const, 'none' as const)).map(bookAt),
      fc.tuple(which, time).map(moveTo),
      ...changes.map((change) => which.map(change)),
      fc.tuple(which, fc.nat(1)).map(giveTo),
      ...Array.from({ length: 2 }, () => fc.constantFrom(1, 10, 60, 5 * 60, 20 * 60, 24 * 60).map(pass)),
      fc
        .constantFrom(
          {},
          {},
          { connect: 'drop' as const },
          { recipient: { code: 451, text: '4.3.2 later' } },
          { afterData: 'drop' as const },
        )
        .map(mailIs),
      ...Array.from({ length: 5 }, () => fc.constant(turn)),
      which.map(bounce),
      ...changes.map((change) => which.map(untilReminder(change))),
    ],
    { maxCommands: 80, size: 'max' },
  );
  const property = fc.asyncProperty(commands, async (given) => {
    const real = new Reader(await mail.renew());
    for (const one of ['09:00', '11:30', '16:00']) await bookAt([one, 'full']).run({}, real);
    await fc.asyncModelRun(() => ({ model: {}, real }), given);
    mail.mails.makes({});
    // What failed for now is tried again after some hours, when the line to the server is open again.
    for (let tries = 0; tries < 2; tries += 1) {
      await real.turn();
      mail.ground.clock.advance(6 * minute);
    }
    await mail.ground.sql`
      update outbox set next_at = ${new Date(mail.ground.clock.now()).toISOString()} where state = 'temporary-failure'`;
    await real.turn();
    await real.assertAllKnow();
  });
  await fc.assert(property, { seed: 15, numRuns: 9, interruptAfterTimeLimit: 30_000 });
});
