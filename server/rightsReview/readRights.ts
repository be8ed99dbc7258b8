import { desc, eq } from 'drizzle-orm';
import { rightsReviews, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { exported, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { changesBetween, dueOn, fingerprintOf, hashOf, type RightsChange } from './compare.ts';
import { readRows } from './readRows.ts';
import { type RightsRow, rightsRowsSchema, type Signed } from './types.ts';

export interface Rights {
  rows: RightsRow[];
  /** To send along with a signature. */
  fingerprint: string;
  /** All signatures, the last first. */
  signed: Signed[];
  /** Since the last one; null when there is none. */
  changes: RightsChange[] | null;
  due: Due;
}

/** Whether the list has to be signed, and the day on which it is or was due; null when it never was signed. */
export interface Due {
  isDue: boolean;
  on: string | null;
}

/** Who may do what at this moment, beside what was signed. */
export async function readRights(ctx: Ctx): Promise<Rights> {
  may(ctx, 'rights.read');
  viewed(ctx, 'rights.read', { kind: 'people' });
  const [rows, signed, due] = await Promise.all([readRows(ctx), readSigned(ctx), readDue(ctx)]);
  const [last] = signed;
  const changes = last ? changesBetween(last.rows, rows) : null;
  return { rows, fingerprint: fingerprintOf(rows), signed, changes, due };
}

/** The list of this moment, or one that was signed, for a file; undefined for a signature that is not there. */
export async function exportRights(ctx: Ctx, id: string | null): Promise<RightsRow[] | undefined> {
  may(ctx, 'rights.read');
  const rows = id === null ? await readRows(ctx) : (await readSigned(ctx)).find((one) => one.id === id)?.rows;
  if (rows) exported(ctx, 'rights.read', { kind: 'people' });
  return rows;
}

/** Whether the list has to be signed, for whoever begins at beheer. */
export async function readRightsDue(ctx: Ctx): Promise<Due> {
  may(ctx, 'rights.read');
  return readDue(ctx);
}

async function readDue(ctx: Ctx): Promise<Due> {
  const [last] = await ctx.db
    .select({ at: rightsReviews.signedAt })
    .from(rightsReviews)
    .orderBy(desc(rightsReviews.signedAt))
    .limit(1);
  if (!last) return { isDue: true, on: null };
  const { settings } = await ctx.roster.current();
  const on = dueOn(last.at.getTime(), settings.rightsReviewMonths);
  return { isDue: on <= dateInAmsterdam(ctx.clock.now()), on };
}

async function readSigned({ db }: Ctx): Promise<Signed[]> {
  const rows = await db
    .select({ review: rightsReviews, firstName: staff.firstName, lastName: staff.lastName })
    .from(rightsReviews)
    .innerJoin(staff, eq(staff.id, rightsReviews.signedBy))
    .orderBy(desc(rightsReviews.signedAt), desc(rightsReviews.id));
  return rows.map(({ review, firstName, lastName }) => {
    const content = rightsRowsSchema.parse(review.content);
    return {
      id: review.id,
      quarter: review.quarter,
      signedAt: review.signedAt.getTime(),
      signedBy: `${firstName} ${lastName}`,
      alone: review.alone,
      rows: content,
      hash: hashOf(content),
    };
  });
}
