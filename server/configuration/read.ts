import { and, desc, eq, lt } from 'drizzle-orm';
import { configurationChanges, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import {
  type Configuration,
  type ConfigurationKind,
  type ConfigurationValues,
  readConfiguration,
} from '#server/setup/configuration.ts';
import type { Ctx } from './context.ts';
import { versionOf } from './versionOf.ts';

/** All that the gemeente decided, as it stands. */
export async function readAll(ctx: Ctx): Promise<Configuration> {
  may(ctx, 'configuration.read');
  return readConfiguration(ctx.db);
}

/** One of a kind, with the version to send along with a change; undefined for an id that nothing has. */
export async function readOne<Kind extends ConfigurationKind>(
  ctx: Ctx,
  kind: Kind,
  id: string,
): Promise<{ value: ConfigurationValues[Kind]; version: number } | undefined> {
  may(ctx, 'configuration.read');
  // The version first: with a change in between it is too low, and whoever saves is told.
  const version = await versionOf(ctx.db, kind, id);
  const map: ReadonlyMap<string, ConfigurationValues[Kind]> = (await readConfiguration(ctx.db))[kind];
  const value = map.get(id);
  return value && { value, version };
}

/** A change as the history tells it. `at` is epoch ms. */
export interface TakenChange {
  id: number;
  kind: ConfigurationKind;
  subject: string;
  before: unknown;
  after: unknown;
  at: number;
  /** Who of staff did it; null for a setup file. */
  by: string | null;
  /** The change that this one took back. */
  undoes: number | null;
}

interface Asked {
  kind?: ConfigurationKind;
  subject?: string;
  until?: number | undefined;
}

/** So many of a history stand on a page. */
const most = 50;

/** What was changed, the latest first: of one, of a kind, or of all; `until` is the id of the first that is too new, as `older` says
 * it. */
export async function readChanges(
  ctx: Ctx,
  { kind, subject, until }: Asked = {},
): Promise<{ changes: TakenChange[]; older: number | null }> {
  may(ctx, 'configuration.read');
  const rows = await select(ctx)
    .where(
      and(
        kind && eq(configurationChanges.kind, kind),
        subject === undefined ? undefined : eq(configurationChanges.subject, subject),
        until === undefined ? undefined : lt(configurationChanges.id, until),
      ),
    )
    .orderBy(desc(configurationChanges.id))
    .limit(most + 1);
  const changes = rows.slice(0, most).map(changeOf);
  return { changes, older: rows.length > most ? (changes.at(-1)?.id ?? null) : null };
}

/** One of them, and whether nothing changed the same thing after it: only then it can be taken back. */
export async function readChange(
  ctx: Ctx,
  id: number,
): Promise<{ change: TakenChange; isLast: boolean } | undefined> {
  may(ctx, 'configuration.read');
  const [row] = await select(ctx).where(eq(configurationChanges.id, id));
  if (!row) return undefined;
  const change = changeOf(row);
  return { change, isLast: (await versionOf(ctx.db, change.kind, change.subject)) === id };
}

const select = (ctx: Ctx) =>
  ctx.db
    .select({ change: configurationChanges, firstName: staff.firstName, lastName: staff.lastName })
    .from(configurationChanges)
    .leftJoin(staff, eq(staff.id, configurationChanges.staffId));

function changeOf({ change, firstName, lastName }: Awaited<ReturnType<typeof select>>[number]): TakenChange {
  const { staffId: _, at, ...rest } = change;
  const by = firstName === null ? null : `${firstName} ${lastName ?? ''}`.trim();
  return { ...rest, at: at.getTime(), by };
}
