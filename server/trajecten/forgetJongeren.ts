import type { Fragment } from 'postgres';
import { z } from 'zod';
import { wipeBsns } from '#server/jongeren/bsn.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Ctx, Services } from './context.ts';
import { destroyedOn, meldingDestroyedOn } from './destruction.ts';
import { emptyListRows } from './emptyListRows.ts';
import { talksHeld } from './whole.ts';

/** So many at a time: the next turn goes on. */
const mostAtOnce = 200;

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Takes away who somebody was on the day that their page says (`destruction.ts`): names, how they and their parents are reached, what was
 * written. That there were meldingen and trajecten, and what came of them, stays for figures. Words of a melding whose kind is kept for
 * a shorter time go before.
 */
export async function forgetJongeren(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const { settings } = await services.roster.current();
  const kept = settings.trajecten;
  // Where a setup file took the ground away nobody else does it.
  if (kept.bsn === null) await write(ctx, wipeBsns);
  if (kept.meldingMonths.length > 0) await write(ctx, (w) => forgetMeldingen(w, kept));
  await write(ctx, async (w) => {
    const today = dateInAmsterdam(Date.parse(w.now));
    // The first condition is what an index finds, with days to spare for months that are shorter; what is locked is being worked on:
    // it is not over.
    const rows = await w.tx`
      select id from jongeren j
      where wiped_at is null and joined_into_id is null
        and exists (
          select from trajecten t
          where t.jongere_id = j.id and t.closed_at < ${today}::date - make_interval(months => ${kept.retentionMonths}) + interval '5 days')
        and ${destroyedOn(w.ctx, kept, w.ctx.sql`j.id`)} <= ${today}
      order by id limit ${mostAtOnce} for update skip locked`;
    for (const id of await stillOver(w, kept, idsSchema.parse([...rows]))) await wipeJongere(w, id);
  });
}

/** Of those who are locked: of whom no traject was opened again since they were looked for. Whoever does that now is waited for. */
async function stillOver(
  { tx, now, ctx }: Write<Ctx>,
  kept: Settings['trajecten'],
  locked: z.output<typeof idsSchema>,
): Promise<string[]> {
  const ids = locked.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx`select from trajecten where jongere_id = any(${ids}::uuid[]) order by id for update`;
  const rows = await tx`
    select id from jongeren j
    where id = any(${ids}::uuid[]) and ${destroyedOn(ctx, kept, tx`j.id`)} <= ${dateInAmsterdam(Date.parse(now))}
    order by id`;
  return idsSchema.parse([...rows]).map(({ id }) => id);
}

async function forgetMeldingen(w: Write<Ctx>, kept: Settings['trajecten']): Promise<void> {
  const today = dateInAmsterdam(Date.parse(w.now));
  const rows = await w.tx`
    select id from meldingen m
    where m.wiped_at is null and m.kind = any(${kept.meldingMonths.map(({ kind }) => kind)}::text[])
      and ${meldingDestroyedOn(w.ctx, kept)} <= ${today}
    order by id limit ${mostAtOnce} for update of m skip locked`;
  const ids = idsSchema.parse([...rows]).map(({ id }) => id);
  if (ids.length === 0) return;
  await wipeMeldingen(w, w.tx`(select unnest(${ids}::uuid[]))`);
  await emptyListRows(w.tx, w.tx`melding_id = any(${ids}::uuid[])`);
  w.recordAll(ids.map((id) => ({ about: { kind: 'melding', id }, what: 'wiped' })));
}

/** Takes the words out of meldingen; that they were stays. */
async function wipeMeldingen({ tx, now }: Write<Ctx>, ids: Fragment): Promise<void> {
  await tx`delete from melding_additions where melding_id in ${ids}`;
  await tx`
    update meldingen set wiped_at = ${now}, contact_name = null, contact_function = null, contact_email = null,
      contact_phone = null, location = null, reason = null, school_did = null, asks = null, asks_nothing = null,
      own_number = null, request_hash = null
    where id in ${ids} and wiped_at is null`;
}

/** Part of a write that locked the jongere. Those who were joined into this one go with it. */
export async function wipeJongere(w: Write<Ctx>, id: string): Promise<void> {
  const { tx, now } = w;
  const theirs = tx`(select id from jongeren where id = ${id} or joined_into_id = ${id})`;
  const trajecten = tx`(select id from trajecten where jongere_id in ${theirs})`;
  // For figures: that they were invited is a try to reach them, and how many gesprekken were held.
  await tx`
    update trajecten t set
      approached_at = least(approached_at, (
        select min(created_at) from traject_invitations i where i.traject_id = t.id)),
      talks = ${talksHeld(tx)}
    where t.id in ${trajecten}`;
  for (const table of [
    'traject_looks',
    'contact_attempts',
    'traject_notes',
    'traject_links',
    'traject_invitations',
    'handovers',
  ])
    await tx`delete from ${tx(table)} where traject_id in ${trajecten}`;
  await tx`update jongere_requests set said = null, refusal = null where jongere_id in ${theirs}`;
  await wipeMeldingen(w, tx`(select id from meldingen where jongere_id in ${theirs})`);
  for (const table of ['guardians', 'enrolments', 'jongere_corrections'])
    await tx`delete from ${tx(table)} where jongere_id in ${theirs}`;
  await tx`
    update trajecten set wiped_at = ${now}, next_note = null, destination_note = null where jongere_id in ${theirs}`;
  await emptyListRows(tx, tx`jongere_id in ${theirs}`);
  await tx`
    update jongeren set wiped_at = ${now}, first_name = null, infix = null, last_name = null, name_folded = null,
      birth_date = null, address = null, email = null, phone = null, reach_by = null, reach_note = null, interpreter = null,
      sealed_bsn = null, secret_address = false, version = version + 1
    where id in ${theirs}`;
  w.record({ about: { kind: 'jongere', id }, what: 'wiped' });
}
