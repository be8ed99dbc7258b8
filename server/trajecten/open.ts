import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { teamTasks } from '#db/schema/words.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import { settingOn } from '#server/settings/dated.ts';
import type { TrajectTerms } from '#server/settings/trajectTerms.ts';
import type { Ctx } from './context.ts';
import { findOwner, gemeenteOf } from './findOwner.ts';
import { lapseLooks } from './planLook.ts';
import { addWorkingDays } from './workingDays.ts';

/** Nobody works here who could own it. */
export type NoTeam = { ok: false; error: 'no-team' };

export interface Opening {
  jongere: string;
  /** Where they live, as it is known. */
  residence: string | null;
  /** The gemeente whose list it is; left out, the one that runs this Doorstart. */
  within?: string | undefined;
  task: (typeof teamTasks)[number];
}

export interface OpenTraject {
  traject: string;
  owner: string;
  /** It was not open before. */
  opened: boolean;
}

const openSchema = z.array(z.object({ id: z.uuid(), jongere: z.uuid(), owner: z.uuid() }));

/**
 * The open trajecten of jongeren, by their ids; a new one where there is none, which whoever divides the work of the right team owns
 * until it is assigned within so many working days. Part of a write. Two at once are one: the rows of the jongeren are locked.
 */
export async function openTrajecten(
  w: Write<Ctx>,
  openings: readonly Opening[],
  terms: TrajectTerms,
): Promise<{ ok: true; trajecten: Map<string, OpenTraject> } | NoTeam> {
  const ids = [...new Set(openings.map(({ jongere }) => jongere))];
  await w.tx`select from jongeren where id = any(${ids}::uuid[]) order by id for update`;
  const rows = await w.tx`
    select id, jongere_id as jongere, owner_id as owner from trajecten
    where jongere_id = any(${ids}::uuid[]) and closed_at is null and joined_into_id is null`;
  const trajecten = new Map<string, OpenTraject>();
  for (const { id, jongere, owner } of openSchema.parse([...rows]))
    trajecten.set(jongere, { traject: id, owner, opened: false });
  const owners = new Map<string, string | null>();
  const made: { id: string; jongere: string; owner: string }[] = [];
  for (const { jongere, residence, within, task } of openings) {
    if (trajecten.has(jongere)) continue;
    const whose = `${task} ${residence}`;
    if (!owners.has(whose))
      owners.set(whose, await findOwner(w, task, await gemeenteOf(w, residence, within)));
    const owner = owners.get(whose) ?? null;
    if (owner === null) return { ok: false, error: 'no-team' };
    const id = randomUUID();
    trajecten.set(jongere, { traject: id, owner, opened: true });
    made.push({ id, jongere, owner });
  }
  const today = dateInAmsterdam(Date.parse(w.now));
  const { assignDays } = settingOn(terms, today).value;
  await insertTrajecten(w, made, addWorkingDays(today, assignDays));
  return { ok: true, trajecten };
}

async function insertTrajecten(
  w: Write<Ctx>,
  made: readonly { id: string; jongere: string; owner: string }[],
  nextOn: string,
): Promise<void> {
  if (made.length === 0) return;
  await w.tx`
    insert into trajecten (id, jongere_id, owner_id, next_action, next_on, opened_at)
    select id, jongere, owner, 'assign', ${nextOn}::date, ${w.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(made)}::text::jsonb) as r (id uuid, jongere uuid, owner uuid)`;
  await lapseLooks(
    w,
    made.map(({ jongere }) => jongere),
  );
  w.recordAll(made.map(({ id }) => ({ about: { kind: 'traject', id }, what: 'opened' })));
  w.changed({ trajecten: [...new Set(made.map(({ owner }) => owner))] });
}
