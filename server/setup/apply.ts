import { sql } from 'drizzle-orm';
import type { Services } from '#server/kernel/context.ts';
import { prepareAccounts, type TemporaryPassword, writeAccounts } from './accounts.ts';
import type { Changes } from './changes.ts';
import { checkDocument } from './checkDocument.ts';
import { checkReferences } from './checkReferences.ts';
import { readKnown } from './known.ts';
import { writeClosures, writeLocations, writeSettings, writeTopics } from './places.ts';
import type { Problem } from './problems.ts';
import type { SetupDocument } from './schema.ts';
import { writeWeeks } from './weeks.ts';

/** Any fixed number: who sets up holds the advisory lock of this name. */
const lock = 7_206_944;

export type Applied =
  | {
      ok: true;
      /** Per section of the file. */
      sections: Record<string, Changes>;
      temporaryPasswords: TemporaryPassword[];
    }
  | { ok: false; problems: Problem[] };

/**
 * Brings a setup document in: what it names is added or updated, what it does not name stays, nobody is removed.
 * All in one transaction that other runs wait for; with any problem nothing is written.
 * A running server notices within two seconds.
 */
export async function applySetup(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  document: SetupDocument,
): Promise<Applied> {
  return db.transaction(async (tx): Promise<Applied> => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`);
    const known = await readKnown(tx);
    const problems = [...checkDocument(document), ...checkReferences(document, known)];
    if (problems.length > 0) return { ok: false, problems };

    const prepared = await prepareAccounts(document.accounts, known);
    const settings = await writeSettings(tx, document.settings, known, clock.now());
    const locations = await writeLocations(tx, document.locations, known);
    const topics = await writeTopics(tx, document.topics, known);
    const { changes: accounts, temporaryPasswords } = await writeAccounts(tx, prepared);
    const weeks = await writeWeeks(tx, document.weeks, known);
    const closures = await writeClosures(tx, document.closures, known);
    const sections = { settings, locations, topics, accounts, weeks, closures };
    return { ok: true, sections, temporaryPasswords };
  });
}
