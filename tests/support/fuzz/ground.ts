import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database, Sql } from '#db/client.ts';
import { cookieNames } from '#server/accounts/rules.ts';
import { createSessions } from '#server/accounts/sessions.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { createTokens, hashToken } from '#server/kernel/tokens.ts';
import { makeCasemanager, makeLocation, makeTopic } from '../factories.ts';
import type { Good } from './api.ts';
import type { ChatKeys } from './sockets.ts';

const slotsSchema = z.object({ slots: z.array(z.object({ start: z.string() })) });
const tokenSchema = z.object({ token: z.string() });

/** Who works where, before the server starts: an empty database it would fill with its demo. */
export async function fuzzPlaces({ db, sql }: { db: Database; sql: Sql }) {
  const topic = await makeTopic(db, { id: 'school' });
  const location = await makeLocation(db, { id: 'centrum' });
  const week = { locationId: location };
  const staff = await makeCasemanager(db, [week], { meetingLink: 'https://video.example.nl/x' });
  const settings = JSON.stringify({ chat: { opensOn: '2026-01-01' } });
  await sql`insert into settings (values) values (${settings}::text::jsonb)`;
  return { topic, location, staff };
}

/** What a fuzz needs to be near what is good: a time, an afspraak, a chat of a casemanager who is signed in. */
export async function fuzzGround(
  { db, sql }: { db: Database; sql: Sql },
  { topic, location, staff }: Awaited<ReturnType<typeof fuzzPlaces>>,
  { url, secret }: { url: string; secret: string },
): Promise<{ good: Good; chat: ChatKeys }> {
  const from = addDays(dateInAmsterdam(Date.now()), 7);
  const path = `/api/v1/slots?topic=${topic}&from=${from}&to=${addDays(from, 14)}&modality=op-locatie`;
  const { slots } = slotsSchema.parse(await (await fetch(url + path)).json());
  const starts = slots.map((slot) => slot.start);
  const [start = '', ...later] = starts;
  const person = { name: 'Sam', ageGroup: '18-22', contact: { email: 'sam@example.nl' } };
  const booked = await fetch(`${url}/api/v1/appointments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ topic, location, modality: 'op-locatie', start: later[0], ...person }),
  });
  const { token } = tokenSchema.parse(await booked.json());

  const conversation = randomUUID();
  const chatToken = createTokens(secret).make('chat', conversation, 1);
  const at = new Date().toISOString();
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, casemanager_id, started_at, waiting_since,
      taken_at, visitor_key)
    values (${conversation}, 'chat', 'active', ${hashToken(chatToken)}, 'nl', ${staff}, ${at}, ${at}, ${at}, 'fuzz')`;
  const session = await createSessions(db, systemClock, { secure: false }).begin(staff);
  return {
    good: { topic, location, start, tokens: [token] },
    chat: { conversation, token: chatToken, cookie: `${cookieNames(false).session}=${session}` },
  };
}
