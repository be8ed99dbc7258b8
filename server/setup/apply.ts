import type { Database } from '#db/client.ts';
import { ssoLinks } from '#db/schema/index.ts';
import { readManagers } from '#server/accounts/lastManager.ts';
import type { Services } from '#server/kernel/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type WriteCtx, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { hashPasswords, type TemporaryPassword, writeAccounts } from './accounts.ts';
import type { Changes } from './changes.ts';
import { checkAccounts, checkStillOpen } from './checkAccounts.ts';
import { checkDocument } from './checkDocument.ts';
import { checkLooks } from './checkLooks.ts';
import { checkOpening } from './checkOpening.ts';
import { checkReferences } from './checkReferences.ts';
import { checkRoles } from './checkRoles.ts';
import { checkTerms } from './checkTerms.ts';
import { readConfiguration } from './configuration.ts';
import { type Known, readKnown } from './known.ts';
import { logoHashes, writeLogo } from './logo.ts';
import { writeOrganisations, writeTeams } from './organisations.ts';
import { writeClosures, writeLocations, writeSettings, writeTopics } from './places.ts';
import type { Problem } from './problems.ts';
import { recordDifferences } from './recordChange.ts';
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
 * A running server notices within two seconds. `issuer` is that of single sign-on, where there is one: who signs in there can.
 */
export async function applySetup(
  services: Pick<Services, 'sql' | 'db' | 'clock'>,
  document: SetupDocument,
  issuer: string | null = null,
): Promise<Applied> {
  // Nobody listens in this process, and the others look by themselves.
  const ctx = { ...services, actor: { kind: 'system' }, door: 'command', bus: { say: () => {} } } as const;
  const today = dateInAmsterdam(services.clock.now());
  const findProblems = async (known: Known, { sql, db }: Pick<WriteCtx, 'sql' | 'db'>) => [
    ...checkDocument(document),
    ...checkReferences(document, known),
    ...checkAccounts(document, known, await readManagers(sql, issuer)),
    ...checkRoles(document, known),
    ...checkLooks(document, await logoHashes(db)),
    ...checkOpens(document, known),
    ...(await checkTerms(db, { before: known.settings?.values ?? {}, given: document.settings, today })),
  ];
  const first = await readKnown(services.db);
  const wrong = await findProblems(first, services);
  if (wrong.length > 0) return { ok: false, problems: wrong };
  const passwords = await hashPasswords(document.accounts, first, await linkedIn(services.db));
  return write<Applied, WriteCtx>(ctx, async (w) => {
    await w.tx`select pg_advisory_xact_lock(${lock})`;
    // Before anything is read, as whoever changes the roster does.
    await lockRoster(w.tx);
    // Who sets a password, or ends or makes a beheerder, waits, so that what is decided by these rows still holds.
    await w.tx`select id from staff order by id for no key update`;
    const known = await readKnown(w.ctx.db);
    const problems = [...(await findProblems(known, w.ctx)), ...(await checkStillOpen(w, document, known))];
    if (problems.length > 0) return { ok: false, problems };

    const { db } = w.ctx;
    const before = await readConfiguration(db);
    const settings = await writeSettings(db, document.settings, known, services.clock.now());
    const locations = await writeLocations(db, document.locations, known);
    const topics = await writeTopics(db, document.topics, known);
    const organisations = await writeOrganisations(db, document.organisations, known);
    const teams = await writeTeams(db, document.teams);
    await writeLogo(w, document);
    const { changes: accounts, temporaryPasswords } = await writeAccounts(
      w,
      document.accounts,
      known,
      passwords,
      await linkedIn(db),
    );
    const weeks = await writeWeeks(w, document.weeks, known);
    const closures = await writeClosures(db, document.closures, known);
    const ofGemeente = [
      ['settings-saved', settings],
      ['locations-saved', locations],
      ['topics-saved', topics],
      ['organisations-saved', organisations],
      ['teams-saved', teams],
      ['closures-saved', closures],
    ] as const;
    for (const [what, { added, changed }] of ofGemeente) {
      if (added.length + changed.length === 0) continue;
      const details = { added: String(added.length), changed: String(changed.length) };
      w.record({ about: { kind: 'gemeente' }, what, details });
    }
    await recordDifferences(w, before, await readConfiguration(db));
    const sections = { settings, locations, topics, organisations, teams, accounts, weeks, closures };
    return { ok: true, sections, temporaryPasswords };
  });
}

/** Who signs in at the provider of single sign-on. */
async function linkedIn(db: Database): Promise<ReadonlySet<string>> {
  const links = await db.select({ staffId: ssoLinks.staffId }).from(ssoLinks);
  return new Set(links.map(({ staffId }) => staffId));
}

/** Whether the file would open the public pages without saying whose they are; those that are open already stay so. */
function checkOpens({ settings }: SetupDocument, known: Known): Problem[] {
  const before = known.settings?.values;
  if (before && checkOpening({ settings: before }).length > 0) return [];
  return checkOpening({ settings: { ...before, ...settings } });
}
