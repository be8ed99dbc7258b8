import { randomBytes } from 'node:crypto';
import type { challengePurposes } from '#db/schema/words.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { pendingMs } from './rules.ts';

/** Whose challenge it is, and for what: it is good for nothing else. */
export interface ChallengeFor {
  /** The id of a session, or of a sign-in that waits. */
  owner: string;
  purpose: (typeof challengePurposes)[number];
}

/** Of one owner at a time: a page that is loaded again and again fills no table. */
const mostOpen = 10;

/** A new challenge for a passkey to sign: 256 random bits. */
export async function makeChallenge(
  ctx: Ctx,
  { owner, purpose }: ChallengeFor,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = new Uint8Array(randomBytes(32));
  const hash = hashToken(Buffer.from(challenge).toString('base64url'));
  const until = new Date(ctx.clock.now() + pendingMs).toISOString();
  await write(ctx, async (w) => {
    await w.tx`
      insert into passkey_challenges (hash, owner, purpose, expires_at)
      values (${hash}, ${owner}, ${purpose}, ${until})`;
    await w.tx`
      delete from passkey_challenges where hash in (
        select hash from passkey_challenges where owner = ${owner} order by expires_at desc, hash offset ${mostOpen})`;
  });
  return challenge;
}

/** Whether a challenge that was signed, in base64url, is one that we asked for; it is so once. */
export async function takeChallenge(
  ctx: Ctx,
  challenge: string,
  { owner, purpose }: ChallengeFor,
): Promise<boolean> {
  const taken = await write(
    ctx,
    (w) => w.tx`
      delete from passkey_challenges
      where hash = ${hashToken(challenge)} and owner = ${owner} and purpose = ${purpose} and expires_at > ${w.now}
      returning hash`,
  );
  return taken.length > 0;
}
