import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { demoLooks } from '#db/demo/trajecten.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import { noteLook } from '#server/trajecten/noteLook.ts';
import { accepted } from './accepted.ts';

const lookSchema = z.array(z.object({ id: z.uuid(), dueOn: z.string() }));

/** The first look after a placing was done, by the owner at a date; the second is due by now, or comes. */
export async function tellLook(
  tx: TransactionSql,
  { traject, number, today }: { traject: string; number: number; today: string },
  as: (date: string) => Ctx,
): Promise<void> {
  const rows = await tx`
    select id, due_on::text as "dueOn" from traject_looks where traject_id = ${traject} order by due_on limit 1`;
  const [first] = lookSchema.parse([...rows]);
  const heard = demoLooks[number % demoLooks.length];
  if (!first || !heard) return;
  // What somebody does about it comes after that, so it was some days ago.
  const isSoon = heard.outcome === 'not-reached' || heard.outcome === 'dropped-out';
  accepted(await noteLook(as(isSoon ? addDays(today, -3) : first.dueOn), first.id, heard));
}
