import { z } from 'zod';
import type { Thing } from '#server/access/viewed.ts';
import type { Ctx } from './context.ts';
import { readListRows, readMeldingen } from './readMeldingen.ts';
import { readTrajecten } from './readTrajecten.ts';
import { readWho } from './readWho.ts';
import type { FindHeldInput } from './request.ts';
import type { HeldJongere } from './types.ts';

/** Somebody who was reported, with the ids by which other tables know them. */
export interface KeptJongere {
  held: HeldJongere;
  things: Thing[];
  /** What a casemanager joined to their trajecten. */
  appointments: string[];
  referrals: string[];
}

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Those who were reported and have this contact, or whom a person chose: with all that is kept of each. Of whom was taken for two the
 * parts are one.
 */
export async function findJongeren(ctx: Ctx, whose: FindHeldInput['whose']): Promise<KeptJongere[]> {
  const { sql } = ctx;
  const found =
    whose.kind === 'jongere'
      ? sql`j.id = ${whose.value}`
      : whose.kind === 'email'
        ? sql`j.email = ${whose.value}`
        : sql`j.phone = ${whose.value}`;
  const rows = await sql`
    select distinct coalesce(j.joined_into_id, j.id) as id from jongeren j
    where ${found} and j.wiped_at is null order by 1`;
  return Promise.all(idsSchema.parse([...rows]).map(({ id }) => readJongere(ctx, id)));
}

const linksSchema = z.array(z.object({ appointment: z.uuid().nullable(), referral: z.uuid().nullable() }));

async function readJongere(ctx: Ctx, kept: string): Promise<KeptJongere> {
  const parts = await ctx.sql`select id from jongeren where id = ${kept} or joined_into_id = ${kept}`;
  const ids = idsSchema.parse([...parts]).map(({ id }) => id);
  const [who, meldingen, trajecten, listRows, links] = await Promise.all([
    readWho(ctx, ids),
    readMeldingen(ctx, ids),
    readTrajecten(ctx, ids),
    readListRows(ctx, ids),
    ctx.sql`
      select l.appointment_id as appointment, l.referral_id as referral
      from traject_links l join trajecten t on t.id = l.traject_id where t.jongere_id = any(${ids}::uuid[])`,
  ]);
  const linked = linksSchema.parse([...links]);
  return {
    held: {
      who: who.map(({ id: _, ...one }) => one),
      meldingen: meldingen.map(({ id: _, ...one }) => one),
      trajecten: trajecten.map(({ id: _, ...one }) => one),
      listRows,
    },
    things: [
      ...who.map(({ id }) => ({ kind: 'jongere', id }) as const),
      ...meldingen.map(({ id }) => ({ kind: 'melding', id }) as const),
      ...trajecten.map(({ id }) => ({ kind: 'traject', id }) as const),
    ],
    appointments: linked.flatMap(({ appointment }) => appointment ?? []),
    referrals: linked.flatMap(({ referral }) => referral ?? []),
  };
}
