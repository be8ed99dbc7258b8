import { randomUUID } from 'node:crypto';
import type { Services } from '#server/http/context.ts';
import { type FixedClock, fixedClock, makeCasemanager, makeServices, makeTopic } from './factories.ts';
import { testDatabase } from './postgres.ts';

export type ChatGround = Awaited<ReturnType<typeof chatGround>>;

/**
 * A gemeente with a chat from nine to half past twelve and from one to five on weekdays, the topic `school`, and one
 * casemanager who is not there yet. The clock stands at Friday 20 November 2026, ten o'clock.
 */
export async function chatGround(options: { limitsEnabled?: boolean; max?: number } = {}) {
  const { max, ...rest } = options;
  const database = await testDatabase(max === undefined ? {} : { max });
  const clock: FixedClock = fixedClock();
  await makeTopic(database.db, { id: 'school' });
  await makeTopic(database.db, { id: 'oud', active: false });
  const casemanager = await makeCasemanager(database.db, []);
  const services = await makeServices(database, { clock, ...rest });
  await saveSettings(services, {});
  return {
    database,
    clock,
    services,
    casemanager,
    async close() {
      await services.close();
      await database.drop();
    },
  };
}

/** Settings beside those of an open chat; they count at once. */
export async function saveSettings(
  { sql, bus }: Services,
  { chat = {}, ...more }: { chat?: object; [name: string]: unknown },
): Promise<void> {
  const weekdays = [1, 2, 3, 4, 5];
  const hours = [
    { weekdays, from: '09:00', until: '12:30' },
    { weekdays, from: '13:00', until: '17:00' },
  ];
  const values = JSON.stringify({ chat: { opensOn: '2026-01-01', hours, ...chat }, ...more });
  await sql`
    insert into settings (values) values (${values}::text::jsonb)
    on conflict (id) do update set values = excluded.values`;
  bus.say({ roster: true });
}

/** A casemanager says whether they take chats, and was heard of at this moment. */
export async function bePresent(
  { sql, clock, bus }: Services,
  id: string,
  status: 'present' | 'pause' | 'away' = 'present',
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await sql`
    insert into chat_presence (staff_id, status, seen_at) values (${id}, ${status}, ${at})
    on conflict (staff_id) do update set status = excluded.status, seen_at = excluded.seen_at`;
  // What the door said a moment ago is not to be said again.
  bus.say({ roster: true });
}

/** A key of a tab of its own. */
export const newStartKey = () => `tab_${randomUUID().replaceAll('-', '')}`;

/** A chat that begins, of a tab of its own. */
export const aStart = (values: object = {}) => ({
  startKey: newStartKey(),
  language: 'nl' as const,
  ...values,
});

/** A question for later, of a tab of its own. */
export const aQuestion = (values: object = {}) => ({
  ...aStart(),
  question: 'Kan ik in februari nog beginnen?',
  contact: { email: 'sam@example.com' },
  ...values,
});

export const visitor = { visitorKey: 'the browser of somebody' };

interface PastChat {
  kind?: 'chat' | 'question';
  status?: 'waiting' | 'active' | 'closed';
  startedAt: string;
  waitedSeconds?: number | null;
  ahead?: number;
  closedAt?: string | null;
}

/** A conversation as it may stand in the table, without what was said. Gives its id. */
export async function putChat({ sql }: Services, values: PastChat): Promise<string> {
  const { kind = 'chat', status = 'closed', startedAt, waitedSeconds = 60, ahead = 0 } = values;
  const id = randomUUID();
  const taken = waitedSeconds === null ? null : at(startedAt, waitedSeconds);
  const closed = status === 'closed' ? (values.closedAt ?? at(startedAt, 3600)) : null;
  await sql`
    insert into chat_conversations (id, kind, status, language, started_at, waiting_since, taken_at, ahead, closed_at,
      close_reason, email, visitor_key)
    values (${id}, ${kind}, ${status}, 'nl', ${startedAt}, ${startedAt}, ${taken}, ${ahead}, ${closed},
      ${closed && 'ended'}, ${kind === 'question' ? 'sam@example.com' : null}, 'the browser of somebody')`;
  return id;
}

const at = (instant: string, seconds: number) => new Date(Date.parse(instant) + seconds * 1000).toISOString();
