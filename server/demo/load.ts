import { sql } from 'drizzle-orm';
import type { Transaction } from '#db/client.ts';
import { demoAccounts } from '#db/demo/accounts.ts';
import { demoCasemanagers } from '#db/demo/casemanagers.ts';
import { demoSettings } from '#db/demo/settings.ts';
import { demoNeighbour, demoSchools } from '#db/demo/trajecten.ts';
import * as tables from '#db/schema/index.ts';
import type { Services } from '#server/chat/context.ts';
import { noneOfThem } from '#server/figures/categories.ts';
import { loadRoster } from '#server/roster/load.ts';
import { planAgenda } from './agenda.ts';
import { toRows } from './appointments.ts';
import { insertChats } from './chat.ts';
import { insertFigures } from './figures.ts';
import { insertRows } from './insertRows.ts';
import { insertLine } from './line.ts';
import { tellPast } from './past.ts';
import { insertProposals } from './proposals.ts';
import { claimPurpose } from './purpose.ts';
import { createRandom } from './random.ts';
import { insertReferralPost, insertReferrals } from './referrals.ts';
import { insertRoster } from './roster.ts';
import { tellStories } from './stories.ts';

/** Any fixed number: who loads the demo holds the advisory lock of this name. */
const lock = 7_206_943;

/**
 * Fills an empty database with places, people and afspraken for the weeks around now, in one transaction.
 * A database that has locations is left as it is. Several processes may do this at once: one works, the others
 * wait for it. Answers the number of afspraken loaded, or null when there was nothing to do.
 */
export async function loadDemo({
  db,
  clock,
  tokens,
}: Pick<Services, 'db' | 'clock' | 'tokens'>): Promise<number | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lock})`);
    const known = await tx.select({ id: tables.locations.id }).from(tables.locations).limit(1);
    if (known.length > 0) return null;
    const now = clock.now();
    const random = createRandom(70);
    await claimPurpose(tx, 'demo');
    await insertSettings(tx);
    const staffIds = await insertRoster(tx, now);
    const roster = await loadRoster(tx, now);
    const [casemanager = '', colleague = ''] = demoAccounts.map(({ email }) => staffIds.get(email));
    const isNew = new Set(
      demoCasemanagers.flatMap(({ email, isNew }) => (isNew ? [staffIds.get(email) ?? ''] : [])),
    );
    const planned = planAgenda(roster, now, random, { isNew, busyToday: casemanager });
    const agenda = toRows(planned, { now, tokens, random });
    const past = tellPast(agenda.rows, agenda.events, { now, random });
    const told = tellStories(past, { now, casemanager, colleague });
    const { events, notes } = told;
    const rows = await insertReferrals(tx, told.rows, { now, tokens, settings: roster.settings });
    await insertRows(tx, tables.appointments, rows);
    await insertReferralPost(tx, rows, now);
    await insertRows(tx, tables.history, events);
    await insertRows(tx, tables.appointmentNotes, notes);
    const team = [casemanager, colleague].flatMap((id) => roster.casemanagers.filter((one) => one.id === id));
    await insertChats(tx, team, { now, random });
    const [proposing] = team;
    if (proposing) await insertProposals(tx, proposing, { now, tokens, settings: roster.settings });
    await insertLine(tx, {
      location: team[0]?.places[0] ?? roster.locations[0]?.id ?? '',
      topics: roster.topics.map(({ id }) => id),
      now,
    });
    await insertFigures(tx, await configuredIn(tx), now);
    return rows.length;
  });
}

/** What stands there already was somebody's choice. */
async function insertSettings(tx: Transaction): Promise<void> {
  await tx
    .insert(tables.settings)
    .values({ values: demoSettings })
    .onConflictDoUpdate({
      target: tables.settings.id,
      set: { values: sql`excluded.values || ${tables.settings.values}` },
    });
}

async function configuredIn(tx: Transaction) {
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  const found = await tx
    .select({ id: tables.organisations.id, kind: tables.organisations.kind })
    .from(tables.organisations);
  const of = (kind: string) => idsOf(found.filter((one) => one.kind === kind));
  return {
    locations: idsOf(
      await tx.select({ id: tables.locations.id }).from(tables.locations).orderBy(tables.locations.position),
    ),
    topics: idsOf(
      await tx.select({ id: tables.topics.id }).from(tables.topics).orderBy(tables.topics.position),
    ),
    organisations: idsOf(found),
    schools: [...of('school'), ...idsOf(demoSchools), noneOfThem],
    gemeenten: [...of('gemeente'), demoNeighbour.id, noneOfThem],
  };
}
