import assert from 'node:assert/strict';
import type { Sql } from '#db/client.ts';
import { seededRandom } from '../../bench/support.ts';
import { type Good, readOperations, type Shot, shootApi } from './api.ts';
import { findForms, shootForm } from './forms.ts';
import { type ChatKeys, openEnds } from './sockets.ts';

export interface Fuzz {
  url: string;
  inputs: number;
  seed: number;
  good: Good;
  chat: ChatKeys;
}

/** Pages with forms on them, of visitors who are not signed in. */
const pages = ['/', '/startkwalificatie', '/chat', '/medewerker/inloggen'];
const batch = 25;

/**
 * Sends so many odd inputs: to every operation of the API by its own document, in every form that pages are served with,
 * and by every event of the chat. Answers how often each status came and what must never come: a 5xx or no answer at all.
 */
export async function fuzz({ url, inputs, seed, good, chat }: Fuzz) {
  const random = seededRandom(seed);
  const operations = await readOperations(url);
  const steps = `topic=${good.topic}&modality=op-locatie&location=${good.location}`;
  const [form, ...others] = await findForms(url, [
    ...pages,
    '/afspraak',
    `/afspraak/hoe?topic=${good.topic}`,
    `/afspraak/wanneer?${steps}`,
    ...good.tokens.map((token) => `/mijn-afspraak/${token}`),
  ]);
  assert(form, 'expected forms');
  const ends = openEnds(url, chat);
  const statuses = new Map<string, number>();
  const failures: string[] = [];
  const count = (what: string) => statuses.set(what, (statuses.get(what) ?? 0) + 1);

  const send = async (index: number, { method, path, headers, body }: Shot) => {
    const said = `input ${index} of seed ${seed}: ${method} ${path.slice(0, 300)} ${(body ?? '').slice(0, 300)}`;
    try {
      const answer = await fetch(url + path, { method, headers, body: body ?? null, redirect: 'manual' });
      await answer.arrayBuffer();
      count(String(answer.status));
      if (answer.status >= 500) failures.push(`${answer.status} for ${said}`);
    } catch (error) {
      failures.push(`${error} for ${said}`);
    }
  };
  try {
    for (let first = 0; first < inputs; first += batch) {
      const shots = Array.from({ length: Math.min(batch, inputs - first) }, async (_, at) => {
        const kind = random();
        if (kind < 0.45) return send(first + at, shootApi(random, operations, good));
        if (kind < 0.75) return send(first + at, shootForm(random, [form, ...others], url));
        const answer = await ends.shoot(random);
        const isFailed = JSON.stringify(answer)?.includes('"failed"') ?? false;
        count(isFailed ? 'failed event' : 'event');
        if (isFailed) failures.push(`an event failed: input ${first + at} of seed ${seed}`);
      });
      await Promise.all(shots);
    }
  } finally {
    ends.close();
  }
  return { statuses: Object.fromEntries(statuses), failures };
}

/** What is half written, in words; none when all is well. */
export async function halfWritten(sql: Sql): Promise<string[]> {
  const rows = await sql<{ what: string; times: number }[]>`
    select 'an afspraak without person or reference' as what, count(*)::int as times from appointments
      where status = 'booked' and wiped_at is null and (name is null or reference is null or token_hash is null)
    union all select 'a person kept with a hold that is over', count(*)::int from appointments
      where status not in ('held', 'booked') and hold_token_hash is not null and status <> 'booked'
        and expires_at is not null and name is not null and booked_at is null and expires_at < now() - interval '1 hour'
    union all select 'two afspraken of one casemanager at one time', count(*)::int from appointments a
      join appointments b on a.casemanager_id = b.casemanager_id and a.id < b.id and a.during && b.during
      where a.status in ('held', 'booked') and b.status in ('held', 'booked')
    union all select 'a conversation with a gap in its messages', count(*)::int from (
      select conversation_id from chat_messages group by conversation_id having max(seq) <> count(*)) as gaps
    union all select 'a conversation that does not know its last message', count(*)::int from chat_conversations c
      where c.last_seq <> (select coalesce(max(seq), 0) from chat_messages where conversation_id = c.id)`;
  return rows.filter(({ times }) => times > 0).map(({ what, times }) => `${times} x ${what}`);
}
