import { isDeepStrictEqual } from 'node:util';
import { configurationChanges } from '#db/schema/index.ts';
import { configurationKinds } from '#db/schema/words.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import type { Configuration, ConfigurationKind } from './configuration.ts';

/** What became of one thing that the gemeente decides; null where it is not there. */
export interface ConfigurationChange {
  kind: ConfigurationKind;
  subject: string;
  before: unknown;
  after: unknown;
  /** The change that this one takes back. */
  undoes?: number;
}

/** Writes down what changed, so that it can be taken back. Answers its id, the new version of the subject. */
export async function recordChange(w: Write<WriteCtx>, change: ConfigurationChange): Promise<number> {
  const { actor, db: tx } = w.ctx;
  const [row] = await tx
    .insert(configurationChanges)
    .values({
      ...change,
      at: new Date(w.now),
      staffId: actor.kind === 'staff' ? actor.staff.id : null,
    })
    .returning({ id: configurationChanges.id });
  if (!row) throw new Error('expected the id of a change');
  return row.id;
}

/** The same for all that differs between two moments of one transaction. */
export async function recordDifferences(
  w: Write<WriteCtx>,
  before: Configuration,
  after: Configuration,
): Promise<void> {
  for (const kind of configurationKinds) {
    const ids = new Set([...before[kind].keys(), ...after[kind].keys()]);
    for (const subject of ids) {
      const [was, is] = [before[kind].get(subject) ?? null, after[kind].get(subject) ?? null];
      if (!isDeepStrictEqual(was, is)) await recordChange(w, { kind, subject, before: was, after: is });
    }
  }
}
