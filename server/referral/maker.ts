import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { organisations } from '#db/schema/index.ts';
import type { referralSources } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';

/** Who refers by the form without an account. */
export interface From {
  name: string;
  organisation: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
}

/** Who makes a referral, and by which way. */
export interface Maker {
  source: (typeof referralSources)[number];
  /** Null for the form. */
  organisation: string | null;
  /** Id of who of staff does; null for the form and for a system. */
  madeBy: string | null;
  from: From | null;
  /** When the jongere agreed, by the clock of a browser that had no line then; null for now. Epoch ms. */
  agreedAt: number | null;
  /** What makes a repeat of it known. */
  key: string;
}

/** The key of a referral as it is stored: within its organisation, with what it came with. */
export interface StoredKey {
  keyHash: string;
  requestHash: string;
}

export const storedKey = ({ organisation, key }: Maker, input: object): StoredKey => ({
  keyHash: hashToken(`referral ${organisation ?? 'form'} ${key}`),
  requestHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
});

/** The name of an organisation. */
export async function organisationOf({ db }: Pick<Ctx, 'db'>, id: string): Promise<string> {
  const [found] = await db
    .select({ name: organisations.name })
    .from(organisations)
    .where(eq(organisations.id, id));
  if (!found) throw new Error('expected somebody of staff to be of an organisation that exists');
  return found.name;
}
