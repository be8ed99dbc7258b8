import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { MIGRATIONS } from '#db/migrate.ts';

// A database as an older version left it.

const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/** A folder with the migrations before one, as an older version had them. Whoever asks removes it. */
export async function migrationsBefore(tag: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstart-migrations-'));
  await cp(MIGRATIONS, folder, { recursive: true });
  const journalFile = join(folder, 'meta', '_journal.json');
  const journal = Journal.parse(JSON.parse(await readFile(journalFile, 'utf8')));
  const until = journal.entries.findIndex((entry) => entry.tag === tag);
  assert.ok(until > 0, `expected a migration ${tag}`);
  await writeFile(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, until) }));
  return folder;
}

/** A casemanager with the columns that every version has. Gives their id. */
export async function makeOldCasemanager(sql: Sql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into staff (email, first_name, last_name, role)
    values ('noor@example.nl', 'Noor', 'Voorbeeld', 'casemanager') returning id`;
  return row?.id ?? assert.fail('expected somebody');
}

/** A location with the columns that every version has. Gives its id. */
export async function makeOldLocation(sql: Sql): Promise<string> {
  await sql`
    insert into locations (id, name, neighbourhood, address, modalities)
    values ('centrum', 'Centrum', 'Centrum', 'Voorbeeldplein 1, Den Haag', '{op-locatie,telefoon,video}')`;
  return 'centrum';
}

export async function makeOldTopic(sql: Sql): Promise<string> {
  await sql`insert into topics (id, label, label_en, duration_minutes) values ('school', 'School', 'School', 30)`;
  return 'school';
}
