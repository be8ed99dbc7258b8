import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';
import { openLynx, openW3m } from '../support/textBrowser.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: ServerProcess;
let home: string;
// Before the database is there: a cluster that it starts for itself must stop after this.
after(async () => {
  await server.stop();
  await rm(home, { recursive: true, force: true });
  await database.drop();
});
database = await testDatabase();
home = await mkdtemp(join(tmpdir(), 'doorstart-text-'));
server = await startServerProcess(database.url);

for (const [name, open] of [
  ['lynx', openLynx],
  ['w3m', openW3m],
] as const) {
  test(`somebody with ${name} does the check`, async (t) => {
    const browser = open(`${server.url}/startkwalificatie`, home);
    t.after(browser.close);
    await browser.fill('Bijvoorbeeld', '1-2-1990');
    await browser.press('Verder', 'Bijvoorbeeld');
    await browser.shows('Welk diploma heb je?');
    await browser.choose('Hbo of universiteit');
    await browser.press('Bekijk', 'Welk diploma heb je?');
    await browser.shows('We hebben je antwoorden niet bewaard.');
  });

  test(`somebody with ${name} books an afspraak`, async (t) => {
    const browser = open(`${server.url}/afspraak`, home);
    t.after(browser.close);
    await browser.choose('Geld en schulden');
    await browser.press('Verder', 'Geld en schulden');
    await browser.shows('Hoe wil je praten?');
    await browser.choose('Videobellen');
    await browser.press('Verder', 'Videobellen');
    await browser.shows('Wanneer kun je?');
    await browser.press('Kies deze tijd', 'Wanneer kun je?');
    await browser.fill('Je voornaam', `Noa van ${name}`);
    await browser.choose('18 tot en met 22');
    await browser.fill('Je e-mailadres', `noa-${name}@example.nl`);
    await browser.press('Verder', 'Wil je alvast iets vertellen?');
    await browser.shows('Klopt alles?');
    await browser.press('Afspraak maken', 'Klopt alles?');
    await browser.shows('Je afspraak staat vast');
    const rows = await database.sql`
      select name from appointments where email = ${`noa-${name}@example.nl`} and status = 'booked'`;
    assert.deepEqual([...rows], [{ name: `Noa van ${name}` }]);
  });
}
