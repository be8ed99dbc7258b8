import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { move } from '#server/booking/move.ts';
import { senderAnswer } from '../bench/processes/jobs.ts';
import { startWorker } from '../bench/processes/worker.ts';
import { seededRandom } from '../bench/support.ts';
import { openMailServer, type TakenMail, type TestMailServer } from './mailServer.ts';
import { at, raceGround, request } from './raceGround.ts';

type Trouble = Parameters<TestMailServer['makes']>[0];

/** What goes wrong, round after round. While a server is slow the processes that send are killed. */
const troubles: readonly (Trouble & { kills?: true })[] = [
  { afterData: 'drop' },
  { recipient: { code: 451, text: '4.3.2 try again' } },
  { kills: true },
  { connect: { code: 421, text: '4.3.2 closing' } },
  { recipient: 'hang' },
  { slow: 5 },
  { recipient: 'drop' },
  { slow: 10, kills: true },
  { connect: 'drop' },
  { data: { code: 452, text: '4.2.2 mailbox full' } },
];

interface Scenario {
  casemanagers: number;
  /** That send at the same time. */
  processes: number;
  /** How long they wait for an answer (ms): longer than this machine may be busy, or what was taken seems refused. */
  patienceMs: number;
  changes: number;
  rounds: number;
  say?(line: string): void;
}

export interface OutboxFaultReport {
  changes: number;
  /** Messages that a mail server said yes to. */
  accepted: number;
  /** Of those, by a process that was killed before it wrote that down: such a one came again. */
  repeats: number;
  kills: number;
  rounds: number;
  seconds: number;
}

const minute = 60_000;
const times = Array.from(
  { length: 16 },
  (_, half) => `${String(9 + Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
);

/**
 * Afspraken are made, moved and cancelled while a mail server does all that it should not, and the processes that send are killed and
 * replaced. Then all is quiet. Fails when a message did not come, came twice, or said what was not so any more.
 */
export async function runOutboxFaults({
  casemanagers,
  processes,
  patienceMs,
  changes,
  rounds,
  say = () => {},
}: Scenario): Promise<OutboxFaultReport> {
  const random = seededRandom(20_261_130);
  const began = performance.now();
  const startAll = () => Array.from({ length: processes }, () => startWorker('sender.ts'));
  let workers = startAll();
  const ground = await raceGround(casemanagers);
  const mails = await openMailServer();
  const orphans = new Map<string, number>();
  const made: { token: string; ended: boolean }[] = [];
  const counts = { changes: 0, kills: 0, rounds: 0 };
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] ?? assert.fail();

  async function change(): Promise<void> {
    for (;;) {
      const open = made.filter(({ ended }) => !ended);
      const lot = random();
      const start = pick(times);
      if (open.length < 3 || lot < 0.4) {
        const result = await book(ground.ctx, request(start));
        if (!result.ok) continue;
        made.push({ token: result.appointment.token, ended: false });
        return;
      }
      const one = pick(open);
      const result =
        lot < 0.8
          ? await move(ground.ctx, one.token, { start: at(start) })
          : await cancel(ground.ctx, one.token);
      if (!result.ok) continue;
      one.ended = lot >= 0.8;
      return;
    }
  }

  /** One turn of all processes at the same time, while changes are made; `act` does something to them meanwhile. */
  async function round(newChanges: number, trouble: (typeof troubles)[number]): Promise<void> {
    counts.rounds += 1;
    const before = await standing();
    const from = mails.taken.length;
    mails.makes(trouble);
    const job = { databaseUrl: ground.url, port: mails.host.port, now: ground.clock.now(), patienceMs };
    const turns = Promise.allSettled(workers.map((worker) => worker.ask(job, senderAnswer)));
    const changing = (async () => {
      for (let count = 0; count < newChanges; count += 1) await change();
      counts.changes += newChanges;
    })();
    if (trouble.kills) {
      await Promise.race([turns, until(() => mails.taken.length > from + Math.floor(random() * 6))]);
      await killAll();
    }
    const ended = await turns;
    await changing;
    if (!trouble.kills) assert.deepEqual(new Set(ended.map(({ status }) => status)), new Set(['fulfilled']));
    // What only waits, for a moment, for somebody who holds its afspraak is not under way.
    const soon = new Date(ground.clock.now() + minute).toISOString();
    const left = await ground.sql`select id from outbox where state = 'sending' and next_at > ${soon}`;
    if (!trouble.kills)
      assert.deepEqual([...left], [], 'a process that ends its turn leaves nothing under way');
    for (const { id } of z.array(z.object({ id: z.uuid() })).parse(left))
      orphans.set(id, (orphans.get(id) ?? 0) + 1);
    assertTrue(mails.taken.slice(from), before);
    // Past the time after which a message counts as lost, a closed way is tried again, and most tries are made again.
    ground.clock.advance(6 * minute);
  }

  async function killAll(): Promise<void> {
    await Promise.all(workers.map((worker) => worker.kill()));
    counts.kills += workers.length;
    workers = startAll();
  }

  /** How all afspraken stand: nothing older than this may be told from now on. */
  async function standing(): Promise<Map<string, number>> {
    const rows = await ground.sql`select email, sequence from appointments`;
    return new Map(
      z
        .array(z.object({ email: z.string(), sequence: z.number() }))
        .parse(rows)
        .map(({ email, sequence }) => [email, sequence]),
    );
  }

  try {
    const each = Math.ceil(changes / rounds);
    for (let one = 0; counts.changes < changes; one += 1) {
      const trouble = troubles[one % troubles.length] ?? {};
      say(`round ${one}: ${JSON.stringify(trouble)}, ${mails.taken.length} mails taken`);
      await round(Math.min(each, changes - counts.changes), trouble);
    }
    say('from now on nothing goes wrong');
    await round(0, {});
    while ((await ground.sql`select from outbox where next_at is not null`).length > 0) {
      assert.ok(counts.rounds < rounds + 30, 'something does not come to an end');
      ground.clock.advance(60 * minute);
      await round(0, {});
    }
    const accepted = mails.taken.filter((mail) => mail.accepted);
    const repeats = assertOnce(accepted, orphans);
    await assertAllTold(accepted);
    const seconds = (performance.now() - began) / 1000;
    return { ...counts, accepted: accepted.length, repeats, seconds };
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await mails.close();
    await ground.close();
  }

  /** What was accepted is what the outbox says, and the last that each was told is how their afspraak stands. */
  async function assertAllTold(accepted: readonly TakenMail[]): Promise<void> {
    const rows = z
      .array(z.object({ id: z.uuid(), state: z.enum(['delivered', 'dropped']) }))
      .parse([...(await ground.sql`select id, state from outbox`)]);
    const came = new Set(accepted.map((mail) => idOf(mail).row));
    for (const { id, state } of rows) {
      if (state === 'delivered')
        assert.ok(came.has(id), `${id} is written down as delivered, and did not come`);
      else assert.ok(!came.has(id) || orphans.has(id), `${id} came, and is written down as not needed`);
    }
    const last = new Map(accepted.map((mail) => [mail.to[0], mail]));
    // What went somewhere else and back before it was told is not told: so it is the time that counts, and not the version.
    const found = await ground.sql`
      select email, status, to_char(starts_at at time zone 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') as start from appointments`;
    const one = z.object({ email: z.string(), status: z.enum(['booked', 'cancelled']), start: z.string() });
    for (const { email, status, start } of z.array(one).parse([...found])) {
      const calendar = calendarOf(last.get(email) ?? assert.fail(`${email} heard nothing`));
      assert.equal(
        /^METHOD:CANCEL/m.test(calendar),
        status === 'cancelled',
        `${email} knows whether it goes on`,
      );
      assert.equal(/^DTSTART:(\w+)/m.exec(calendar)?.[1], start, `${email} knows when`);
    }
  }
}

/** The row of the outbox and the version of the afspraak that a mail names in its Message-ID. */
function idOf({ parsed }: TakenMail): { row: string; sequence: number } {
  const found = /^<([0-9a-f-]{36})\.(\d+)@denhaag\.test>$/.exec(parsed.messageId ?? '');
  return { row: found?.[1] ?? assert.fail('expected a name'), sequence: Number(found?.[2]) };
}

const calendarOf = ({ parsed }: TakenMail): string => parsed.attachments[0]?.content.toString() ?? '';

/** No mail of a turn says what was over before that turn began. */
function assertTrue(taken: readonly TakenMail[], before: ReadonlyMap<string, number>): void {
  for (const mail of taken) {
    const [to = ''] = mail.to;
    assert.ok(
      idOf(mail).sequence >= (before.get(to) ?? 0),
      `${to} was told version ${idOf(mail).sequence} when ${before.get(to)} stood`,
    );
  }
}

/** Each message came once, and once more at most for each time that a process was killed while it had it. How many came again. */
function assertOnce(accepted: readonly TakenMail[], orphans: ReadonlyMap<string, number>): number {
  let repeats = 0;
  const byMessage = Map.groupBy(accepted, ({ parsed }) => parsed.messageId);
  for (const [messageId, mails] of byMessage) {
    const [first] = mails;
    assert.ok(first);
    const most = 1 + (orphans.get(idOf(first).row) ?? 0);
    assert.ok(mails.length <= most, `${messageId} came ${mails.length} times`);
    repeats += mails.length - 1;
  }
  for (const [to, mails] of Map.groupBy(accepted, (mail) => mail.to[0])) {
    const told = [...new Set(mails.map(({ parsed }) => parsed.messageId))].length;
    const sequences = mails.map((mail) => idOf(mail).sequence);
    assert.deepEqual(
      sequences,
      sequences.toSorted((a, b) => a - b),
      `${to} was told in order`,
    );
    if (!mails.some((mail) => orphans.has(idOf(mail).row)))
      assert.equal(new Set(sequences).size, told, `${to} was told each version once`);
  }
  return repeats;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(2);
}
