import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from '#db/client.ts';
import { openDoor } from '../support/door.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
after(() => database.drop());

test('a connection that is lost while it begins fails what waited for it, and no promise that nobody has', async (t) => {
  const door = await openDoor(database.url, {
    passes: (bytes) => !bytes.includes('pg_catalog.pg_type'),
  });
  t.after(door.shut);
  const { sql, close } = connect(door.url, { max: 1 });
  t.after(close);
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  t.after(() => process.off('unhandledRejection', note));

  await assert.rejects(sql`select 1`, { code: 'ECONNREFUSED' });
  // A rejection that nobody took is told of a turn later.
  await new Promise(setImmediate);
  assert.deepEqual(unhandled, []);

  await door.reopen(database.url);
  assert.deepEqual([...(await sql`select 1 as one`)], [{ one: 1 }]);
});
