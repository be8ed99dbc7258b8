import { eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { closures, locations, settings, topics } from '#db/schema/index.ts';
import { differences, noChanges, note } from './changes.ts';
import type { Known } from './known.ts';
import type { SetupClosure, SetupDocument, SetupLocation, SetupTopic } from './schema.ts';

/** New ones come after those that are there, in the order of the file. */
const after = (rows: readonly { position: number }[]) =>
  Math.max(-1, ...rows.map(({ position }) => position)) + 1;

export async function writeLocations(tx: Database, given: readonly SetupLocation[], known: Known) {
  const changes = noChanges();
  let position = after(known.locations);
  for (const location of given) {
    const row = known.locations.find(({ id }) => id === location.id);
    const different = row && differences(row, location);
    if (!row) await tx.insert(locations).values({ position: position++, ...location });
    else if (different) await tx.update(locations).set(different).where(eq(locations.id, row.id));
    note(changes, location.id, row, different);
  }
  return changes;
}

export async function writeTopics(tx: Database, given: readonly SetupTopic[], known: Known) {
  const changes = noChanges();
  let position = after(known.topics);
  for (const topic of given) {
    const row = known.topics.find(({ id }) => id === topic.id);
    const different = row && differences(row, topic);
    if (!row) await tx.insert(topics).values({ position: position++, ...topic });
    else if (different) await tx.update(topics).set(different).where(eq(topics.id, row.id));
    note(changes, topic.id, row, different);
  }
  return changes;
}

/** A closure is known by its name, first day and location. */
export async function writeClosures(tx: Database, given: readonly SetupClosure[], known: Known) {
  const changes = noChanges();
  for (const { name, from, until = from, location = null } of given) {
    const row = known.closures.find(
      (one) => one.name === name && one.dateFrom === from && one.locationId === location,
    );
    const different = row && differences(row, { dateUntil: until });
    if (!row)
      await tx.insert(closures).values({ name, dateFrom: from, dateUntil: until, locationId: location });
    else if (different) await tx.update(closures).set(different).where(eq(closures.id, row.id));
    note(changes, `${name} (${from})`, row, different);
  }
  return changes;
}

/** Settings of several parts, of which a file may name one. */
const inParts = ['limits', 'chat', 'security'];

/** Settings that the file does not name keep their value. */
export async function writeSettings(
  tx: Database,
  given: SetupDocument['settings'],
  known: Known,
  now: number,
) {
  const changes = noChanges();
  if (!given) return changes;
  const before = known.settings?.values ?? {};
  const values = { ...before, ...given };
  for (const name of inParts) {
    const [old, parts] = [before[name], given[name]];
    if (isObject(old) && isObject(parts)) values[name] = { ...old, ...parts };
  }
  const different = known.settings && differences(known.settings, { values });
  if (!known.settings) await tx.insert(settings).values({ values, updatedAt: new Date(now) });
  else if (different) {
    const version = known.settings.version + 1;
    await tx.update(settings).set({ values, version, updatedAt: new Date(now) });
  }
  note(changes, Object.keys(given).join(', '), known.settings, different);
  return changes;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
