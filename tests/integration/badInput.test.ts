import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { systemClock } from '#server/kernel/clock.ts';
import { makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

// What comes in wrong of meldingen, lists and trajecten, by the forms of the pages: each has an answer of its own in words, nothing is
// half written, and no answer is a fault of ours. What the verbs make of it in more cases stands with each of them.

let database: Awaited<ReturnType<typeof testDatabase>>;
let server: ServerProcess;
/** The cookies of people of the demo. */
const cookies = new Map<string, string>();
const ids = new Map<string, string>();
const year = new Date().getFullYear();

before(async () => {
  database = await testDatabase();
  server = await startServerProcess(database.url);
  const services = await makeServices(database, {
    clock: systemClock,
    publicUrl: server.url,
    secret: server.secret,
  });
  for (const name of ['samira', 'daan', 'carlijn', 'petra']) {
    const [row] = await database.sql`select id from staff where email = ${`${name}@example.nl`}`;
    const id = String(row?.id);
    ids.set(name, id);
    cookies.set(name, `${services.sessions.cookieName}=${await services.sessions.begin(id)}`);
  }
});
after(async () => {
  await server.stop();
  await database.drop();
});

interface Said {
  status: number;
  /** Of the page that comes of it. */
  url: URL;
  /** Without its tags. */
  text: string;
}

/** Sends a form and follows where it leads; or asks for a page. */
async function send(who: string, path: string, form?: Record<string, string | Blob>): Promise<Said> {
  const headers = { cookie: cookies.get(who) ?? '', origin: server.url };
  let body: FormData | undefined;
  if (form) {
    body = new FormData();
    for (const [name, value] of Object.entries(form))
      if (value instanceof Blob) body.append(name, value, 'lijst.xlsx');
      else body.append(name, value);
  }
  const response = await fetch(server.url + path, { headers, ...(body && { method: 'POST', body }) });
  const page = await response.text();
  const text = (/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? page)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
  assert.ok(response.status < 500, `${response.status} of ${path}: ${server.said()}`);
  return { status: response.status, url: new URL(response.url), text };
}

const countOf = async (table: 'jongeren' | 'meldingen' | 'trajecten' | 'lists') =>
  (await database.sql`select from ${database.sql(table)}`).length;
const counts = () => Promise.all([countOf('jongeren'), countOf('meldingen'), countOf('trajecten')]);

/** Reads a list of `Het College` in, as Samira. */
async function readIn(content: string | Uint8Array<ArrayBuffer>): Promise<Said> {
  const [school] = await database.sql`select id from organisations where name = 'Het College'`;
  const sent = typeof content === 'string' ? { text: content } : { file: new Blob([content]) };
  const about = { kind: 'no-show', sender: String(school?.id), asOf: 'vandaag' };
  return send('samira', '/medewerker/lijsten/inlezen', { ...about, ...sent });
}
const heads = 'leerlingnummer;voornaam;achternaam;geboortedatum';
const listOf = (...rows: string[]) => readIn([heads, ...rows].join('\n'));

test('a file that is no list says what it is, and nothing of it is kept', async () => {
  const before = await countOf('lists');
  const files: [string | Uint8Array<ArrayBuffer>, RegExp][] = [
    [' ', /Kies een bestand, of plak de lijst/],
    [heads, /Er staan geen rijen in/],
    [
      `${heads}\n${'1;Ada;Kok;1-2-2008\n'.repeat(100_000)}`,
      /te veel rijen\. Knip hem in delen van hoogstens 50\.000/,
    ],
    [new TextEncoder().encode('%PDF-1.7\n'), /Dit is geen lijst maar een pdf/i],
    [new TextEncoder().encode('PK\u0003\u0004'), /Dit is geen lijst maar een zip-bestand/],
    [`${heads}\n1;"Ada;Kok;1-2-2008`, /sluit een aanhalingsteken niet/],
  ];
  for (const [content, says] of files) {
    const said = await readIn(content);
    assert.equal(said.status, 422, says.source);
    assert.match(said.text, says);
  }
  assert.equal(await countOf('lists'), before);
});

test('a shifted column is noticed by what is in it: nobody is written until a person says what is where', async () => {
  const before = await counts();
  const said = await listOf(
    `Ada;Kok;1-2-${year - 17};71`,
    `Bas;Smit;2-2-${year - 17};72`,
    `Cem;Bos;3-2-${year - 17};73`,
  );
  assert.equal(said.status, 200);
  assert.match(said.text, /De kolommen/i);
  const tried = await send('samira', said.url.pathname, { act: 'take-in', version: '1' });
  assert.equal(tried.status, 409, tried.text);
  // One row of which the cells stand one to the left waits alone.
  const one = await listOf(
    `71;Ada;Kokxa;1-2-${year - 17}`,
    `Bas;Kokxb;2-2-${year - 17};`,
    `73;Cem;Kokxc;3-2-${year - 17}`,
  );
  assert.match(one.text, /De cellen staan naast hun kolom/);
  assert.deepEqual(await counts(), before);
});

test('each wrong row says why, and the good ones go in without them', async () => {
  const [people = 0] = await counts();
  const said = await listOf(
    `81;Aafje;Proefa;1-2-${String(year - 17).slice(2)}`,
    `82;Berend;Proefb;${Math.round((Date.UTC(year - 17, 1, 1) - Date.UTC(1899, 11, 30)) / 86_400_000)}`,
    `83;Cato;Proefc;1-2-${year + 1}`,
    `84;Dirk;Proefd;1-2-${year - 40}`,
    `85;Eva;P;1-2-${year - 17}`,
    `86;=SOM(A1);Proeff;1-2-${year - 17}`,
    `87;Gijs;Proefg;1-2-${year - 17}`,
    `87;Hana;Proefh;1-2-${year - 16}`,
    `88;Ilse;Proefi;1-3-${year - 17}`,
    `89;Iris;Proefi;1-3-${year - 17}`,
  );
  assert.equal(said.status, 200);
  for (const says of [
    /ligt in de toekomst/,
    /is iemand te oud/,
    /meer dan één letter/,
    /Dit is geen naam: =SOM/,
    /gaat over dezelfde en zegt iets anders/,
  ])
    assert.match(said.text, says);
  const [list] =
    await database.sql`select version from lists where id = ${said.url.pathname.split('/').at(-1) ?? ''}`;
  const taken = await send('samira', said.url.pathname, { act: 'take-in', version: String(list?.version) });
  assert.equal(taken.status, 200);
  const rows = await database.sql`
    select last_name as name, birth_date::text as born from jongeren where last_name like 'Proef%' order by last_name, first_name`;
  const born = (month: string) => `${year - 17}-${month}-01`;
  assert.deepEqual(
    rows.map(({ name, born: date }) => [name, date]),
    [
      ['Proefa', born('02')],
      ['Proefb', born('02')],
      ['Proefi', born('03')],
      ['Proefi', born('03')],
    ],
    'dates are read as they are typed and as Excel counts them; twins are two',
  );
  assert.equal(await countOf('jongeren'), people + 4);
  const wrong = await send('samira', `${said.url.pathname}/fout`);
  assert.match(wrong.text, /'=SOM/, 'a formula comes back as text');
});

/** The whole of a melding, as its last page sends it. */
const melding = (values: Record<string, string> = {}) => ({
  key: randomUUID(),
  step: 'check',
  action: 'next',
  firstName: 'Jet',
  lastName: 'Meldster',
  birthDate: `24-3-${year - 15}`,
  pupilNumber: `M${randomUUID().slice(0, 6)}`,
  kind: 'overig',
  beganOn: 'gisteren',
  wants: 'yes',
  asks: 'Zoek contact',
  told: 'both',
  contactName: 'Petra Smeets',
  ...values,
});
const report = (values: Record<string, string> = {}) => send('petra', '/school/melden', melding(values));

test('a melding about nobody who can be is said beside its field, and nothing is written', async () => {
  const before = await counts();
  const wrong: [Record<string, string>, RegExp][] = [
    [{ birthDate: `1-2-${year + 1}` }, /geboortedatum/i],
    [{ birthDate: `1-2-${year - 40}` }, /te oud|klopt|geboortedatum/i],
    [{ birthDate: '31-2-2010' }, /geboortedatum/i],
    [{ kind: 'rmc' }, /soort|leeftijd|melding/i],
    [{ beganOn: 'over 3 weken' }, /dag|datum/i],
  ];
  for (const [values, says] of wrong) {
    const said = await report(values);
    assert.equal(said.status, 422, JSON.stringify(values));
    assert.match(said.text, says);
  }
  assert.deepEqual(await counts(), before);
});

test('a school reports for itself, whatever is sent along; who is known goes on in the traject they have', async () => {
  const [own] = await database.sql`select organisation_id as id from staff where email = 'petra@example.nl'`;
  const [other] =
    await database.sql`select id from organisations where kind = 'school' and id <> ${own?.id} limit 1`;
  const pupilNumber = `N${randomUUID().slice(0, 6)}`;
  const first = await report({ pupilNumber, organisation: String(other?.id), sender: String(other?.id) });
  assert.equal(first.status, 200);
  const idOf = ({ url }: Said) => url.pathname.split('/').at(-1) ?? '';
  const found = async (said: Said) =>
    (
      await database.sql`
        select organisation_id as school, jongere_id as jongere, traject_id as traject from meldingen where id = ${idOf(said)}`
    )[0];
  const made = await found(first);
  assert.equal(made?.school, own?.id);
  const before = await countOf('trajecten');
  const again = await found(await report({ pupilNumber, kind: 'luxe' }));
  assert.equal(again?.traject, made?.traject);
  assert.equal(await countOf('trajecten'), before);
  // The number is of somebody else by now: nobody gets what is of another.
  const later = await found(await report({ pupilNumber, firstName: 'Koen', lastName: 'Wisselaar' }));
  assert.notEqual(later?.jongere, made?.jongere);
  const [enrolment] = await database.sql`
    select jongere_id as jongere from enrolments where pupil_number = ${pupilNumber} and ended_on is null`;
  assert.equal(enrolment?.jongere, later?.jongere);
  const key = randomUUID();
  assert.equal((await report({ key, lastName: 'Dubbel' })).status, 200);
  const otherWords = await report({ key, lastName: 'Anders' });
  assert.equal(otherWords.status, 409);
});
