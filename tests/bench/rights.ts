import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createSessions } from '#server/accounts/sessions.ts';
import { isoWeekOf } from '#server/agenda/isoWeek.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { readNext } from '#server/agenda/readNext.ts';
import { sendAsStaff } from '#server/chat/sendMessage.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { makeServices, staffCtx } from '../support/factories.ts';
import { createCleanup } from './processes/cleanup.ts';
import { productDatabase, startCluster } from './processes/database.ts';
import { fillWeek } from './processes/fillWeek.ts';
import { makeGemeente } from './processes/gemeente.ts';
import './processes/openDoors.ts';
import { startProduct } from './processes/product.ts';
import { median, report } from './support.ts';

// What asking for rights costs of the page of a week with 60 afspraken, and of a message of staff in a chat: the verbs as they
// are beside the same verbs in which everybody may everything, in turns, in one run. The page is asked of a whole server.

const rounds = 1500;
const pages = 300;

await using cleanup = createCleanup();
const cluster = await startCluster();
cleanup.defer(cluster.stop);
const { url, db, sql, close } = await productDatabase(cluster, 'rights');
cleanup.defer(close);
const weekdays = [1, 2, 3, 4, 5];
const [casemanager = ''] = await makeGemeente(db, { locations: 2, casemanagersEach: 5, weekdays });
const monday = addDays(mondayOf(dateInAmsterdam(Date.now())), 7);
await fillWeek(sql, casemanager, monday);
const conversation = await openChat();
const services = await makeServices({ sql, db }, { clock: systemClock });
cleanup.defer(services.close);
const ctx = staffCtx(services, casemanager);

/** The same verbs without rights; the type says that they are. */
async function openCopies() {
  const copy = (file: string) => import(new URL(`../../server/${file}?open`, import.meta.url).href);
  const days: { readDays: typeof readDays } = await copy('agenda/readDays.ts');
  const next: { readNext: typeof readNext } = await copy('agenda/readNext.ts');
  const send: { sendAsStaff: typeof sendAsStaff } = await copy('chat/sendMessage.ts');
  return { readDays: days.readDays, readNext: next.readNext, sendAsStaff: send.sendAsStaff };
}
const open = await openCopies();
assert.notEqual(open.readDays, readDays, 'the copy is another one');

const week = { from: monday, to: addDays(monday, 6) };
const message = () => ({ clientId: randomUUID(), body: 'Tot morgen!' });
const measured = {
  week: await inTurns(
    async () => void (await Promise.all([readDays(ctx, week), readNext(ctx)])),
    async () => void (await Promise.all([open.readDays(ctx, week), open.readNext(ctx)])),
  ),
  message: await inTurns(
    async () => void (await sendAsStaff(ctx, conversation, message())),
    async () => void (await open.sendAsStaff(ctx, conversation, message())),
  ),
};
const page = await pageMs();
const cost = {
  week: measured.week.asked - measured.week.open,
  message: measured.message.asked - measured.message.open,
};
const share = { week: cost.week / page, message: cost.message / measured.message.open };
const percent = (value: number) => `${(100 * value).toFixed(2)} %`;
report(
  [
    { what: 'the reads of a week, nothing asked (floor)', ms: measured.week.open, 'of the whole': '' },
    { what: 'the reads of a week, with rights', ms: measured.week.asked, 'of the whole': '' },
    { what: 'the whole page of that week', ms: page, 'of the whole': percent(share.week) },
    { what: 'a message of staff, nothing asked (floor)', ms: measured.message.open, 'of the whole': '' },
    {
      what: 'a message of staff, with rights',
      ms: measured.message.asked,
      'of the whole': percent(share.message),
    },
  ],
  {
    name: 'rights',
    ours: measured.week.asked + measured.message.asked,
    floor: measured.week.open + measured.message.open,
    // The aim: what is asked costs at most 0.02 of either.
    ratio: Math.max(share.week, share.message),
    unit: 'ms; the ratio is the larger share of the whole',
  },
);

/** Medians in milliseconds of two jobs that take turns, each first as often as the other. */
async function inTurns(asked: () => Promise<void>, without: () => Promise<void>) {
  const times = { asked: [] as number[], open: [] as number[] };
  const time = async (job: () => Promise<void>, into: number[]) => {
    const start = performance.now();
    await job();
    into.push(performance.now() - start);
  };
  for (let round = -200; round < rounds; round++) {
    const into = round < 0 ? { asked: [], open: [] } : times;
    if (round % 2 === 0) await time(asked, into.asked);
    await time(without, into.open);
    if (round % 2 !== 0) await time(asked, into.asked);
  }
  return { asked: median(times.asked), open: median(times.open) };
}

async function pageMs(): Promise<number> {
  const server = await startProduct(url, cluster.folder);
  cleanup.defer(server.stop);
  const sessions = createSessions(db, systemClock, { secure: false });
  const [cookie = ''] = sessions.cookie(await sessions.begin(casemanager)).split(';');
  const address = `http://127.0.0.1:${server.port}/medewerker/week?week=${isoWeekOf(monday)}`;
  const times: number[] = [];
  for (let at = -50; at < pages; at++) {
    const start = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: 'manual' });
    await answer.arrayBuffer();
    assert.equal(answer.status, 200);
    if (at >= 0) times.push(performance.now() - start);
  }
  return median(times);
}

/** A chat that the casemanager took. Gives its id. */
async function openChat(): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
      taken_at, visitor_key)
    values (${id}, 'chat', 'active', ${hashToken(id)}, 'nl', ${casemanager}, now(), now(), now(), 'a browser')`;
  return id;
}
