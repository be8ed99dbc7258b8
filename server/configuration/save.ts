import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { may, stillMay } from '#server/access/may.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { type ConfigurationKind, readConfiguration } from '#server/setup/configuration.ts';
import type { Problem } from '#server/setup/problems.ts';
import { recordChange } from '#server/setup/recordChange.ts';
import type { Ctx } from './context.ts';
import { planChange } from './plan.ts';
import { readGround } from './readGround.ts';
import type { Refusal } from './refusal.ts';
import { type Touch, touchesOf } from './touches.ts';
import { versionOf } from './versionOf.ts';
import { writeOrganisation, writeTeam } from './writeOrganisations.ts';
import { writeClosure, writeLocation, writeTopic } from './writePlaces.ts';
import type { Writer } from './writer.ts';
import { writeSettings } from './writeSettings.ts';

/** What somebody wants to change. */
export interface SaveInput<Kind extends ConfigurationKind = ConfigurationKind> {
  kind: Kind;
  /** Of settings the name of their part. Null for a new one. */
  id: string | null;
  /** As the setup file would say it, not checked yet; null takes it away. */
  given: unknown;
  /** Of the page on which it was changed; 0 for a new one. */
  version: number;
  /** The word of what the change touches, when it was shown and agreed to. */
  agreed?: string | undefined;
}

export type SaveResult =
  /** `change` is the id in the history; null when nothing differs. */
  | { ok: true; id: string; change: number | null }
  | { ok: false; error: 'invalid'; problems: Problem[] }
  | { ok: false; error: 'unknown' }
  | Changed
  /** It touches what has to be agreed to first, by sending the word along. Nothing is written yet. */
  | { ok: false; error: 'touches'; touches: Touch[]; word: string }
  | ({ ok: false; error: 'refused' } & Refusal);

/**
 * The one way in which somebody changes what the gemeente decides. Checked by the schema of the setup file; written when it
 * still is what the page showed and what it touches was agreed to; kept as it was before, so that it can be taken back.
 */
export async function saveConfiguration<Kind extends ConfigurationKind>(
  ctx: Ctx,
  input: SaveInput<Kind>,
): Promise<SaveResult> {
  may(ctx, 'configuration.save');
  return write<SaveResult, Ctx>(ctx, (w) => saveOne(w, input));
}

/** A part of a write: for what else changes something as it stood before. */
export async function saveOne<Kind extends ConfigurationKind>(
  w: Write<Ctx>,
  { kind, id, given, version, agreed, undoes }: SaveInput<Kind> & { undoes?: number },
): Promise<SaveResult | Undone<SaveResult>> {
  await lockRoster(w.tx);
  await stillMay(w, 'configuration.save');
  const all = await readConfiguration(w.ctx.db);
  if (id !== null && given !== null && undoes === undefined && !all[kind].has(id))
    return { ok: false, error: 'unknown' };
  const plan = planChange(all, { kind, id, given });
  if (!plan.ok) return { ...plan, error: 'invalid' };
  const { planned } = plan;
  if (id !== null && (await versionOf(w.ctx.db, kind, id)) !== version)
    return { ok: false, error: 'changed' };
  if (isDeepStrictEqual(planned.before, planned.after)) return { ok: true, id: planned.id, change: null };
  const touches = touchesOf(planned, await readGround(w.ctx));
  const word = wordOf(touches);
  if (touches.length > 0 && agreed !== word) return { ok: false, error: 'touches', touches, word };
  const refusal = await writers[kind](w, planned);
  if (refusal) return w.undo<SaveResult>({ ok: false, error: 'refused', ...refusal });
  const after = (await readConfiguration(w.ctx.db))[kind].get(planned.id) ?? null;
  const { before } = planned;
  const change = await recordChange(w, {
    kind,
    subject: planned.id,
    before,
    after,
    ...(undoes && { undoes }),
  });
  w.record({ about: { kind: 'gemeente' }, what: said[kind], details: { change: String(change) } });
  w.changed({ roster: true });
  return { ok: true, id: planned.id, change };
}

const writers: { readonly [Kind in ConfigurationKind]: Writer<Kind> } = {
  location: writeLocation,
  topic: writeTopic,
  closure: writeClosure,
  team: writeTeam,
  organisation: writeOrganisation,
  settings: writeSettings,
};

const said = {
  location: 'locations-saved',
  topic: 'topics-saved',
  closure: 'closures-saved',
  team: 'teams-saved',
  organisation: 'organisations-saved',
  settings: 'settings-saved',
} as const satisfies Record<ConfigurationKind, string>;

/** Stands for exactly what was shown: whoever agreed to three afspraken is asked again when they are four. */
const wordOf = (touches: readonly Touch[]): string =>
  createHash('sha256').update(JSON.stringify(touches)).digest('base64url').slice(0, 22);
