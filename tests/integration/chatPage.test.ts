import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsSchema } from '#server/settings/schema.ts';
import { readPage } from '../../src/inbox/readPage.ts';
import { watchQueries } from '../support/chatServer.ts';
import { staffCtx } from '../support/factories.ts';
import { openChat } from '../support/openChat.ts';

const chat = await openChat();
// What is looked up now and then for other pages is at hand.
await chat.services.roster.current();

const gemeente = settingsSchema.parse({});

test('for a beheerder, who has no chats, the page of the chat reads none', async () => {
  const waiting = await chat.talk();
  const beheerder = staffCtx(chat.services, chat.noor.id, { roles: ['beheerder'] });
  const queries = watchQueries(chat.sql);
  assert.equal(await readPage(beheerder, gemeente, ''), null);
  assert.deepEqual(queries, []);
  const noor = staffCtx(chat.services, chat.noor.id);
  const page = await readPage(noor, gemeente, `?conversation=${waiting.id}`);
  assert.deepEqual(page?.asked, [waiting.id, null]);
  assert.deepEqual(
    page?.inbox.waiting.map(({ id }) => id),
    [waiting.id],
  );
  assert.ok(queries.length > 0);
});
