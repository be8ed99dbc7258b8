import { isIP } from 'node:net';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { and, eq } from 'drizzle-orm';
import { signInFactors } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Write } from '#server/kernel/write.ts';
import { makeChallenge, takeChallenge } from './challenges.ts';
import { challengeIn, type PasskeyAnswer, type PasskeyMade } from './schema.ts';

// Passkeys (WebAuthn, Level 3) belong to the host of PUBLIC_URL. Whoever uses one shows by a finger, face or code that it is
// they: user verification is required.

const userVerification = 'required';
/** EdDSA, ES256 and RS256, by their numbers of COSE: what devices make. */
const supportedAlgorithmIDs = [-8, -7, -257];

type SiteCtx = Ctx & { publicUrl: string };

/** Who registers or signs in, and the session or waiting sign-in in which they do. */
export interface PasskeyOwner {
  staffId: string;
  owner: string;
}

const hostOf = ({ publicUrl }: SiteCtx) => new URL(publicUrl).hostname;

/** What both checks hold a passkey to: that it is of this site, and that whoever used it was verified. */
const siteOf = (ctx: SiteCtx) => ({
  expectedOrigin: new URL(ctx.publicUrl).origin,
  expectedRPID: hostOf(ctx),
  requireUserVerification: true,
});

/** Whether browsers make passkeys for this site: only for a host with a name. */
export function takesPasskeys({ publicUrl }: { publicUrl: string }): boolean {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

const passkeysOf = (ctx: Pick<Ctx, 'db'>, staffId: string) =>
  ctx.db
    .select()
    .from(signInFactors)
    .where(and(eq(signInFactors.staffId, staffId), eq(signInFactors.kind, 'passkey')));

type Passkey = Awaited<ReturnType<typeof passkeysOf>>[number];

const descriptorOf = ({ credentialId, transports }: Passkey) => ({
  id: credentialId ?? '',
  ...(transports && transports.length > 0 ? { transports } : {}),
});

/** What a browser is asked to make a passkey of; those that somebody has already are not made again. */
export async function askNewPasskey(
  ctx: SiteCtx,
  { staffId, owner }: PasskeyOwner,
  { email, name, site }: { email: string; name: string; site: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  may(ctx, 'session.begin');
  const known = await passkeysOf(ctx, staffId);
  return generateRegistrationOptions({
    rpName: site,
    rpID: hostOf(ctx),
    userID: new Uint8Array(Buffer.from(staffId.replaceAll('-', ''), 'hex')),
    userName: email,
    userDisplayName: name,
    challenge: await makeChallenge(ctx, { owner, purpose: 'register' }),
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification },
  });
}

/** What a browser is asked to sign; null for who has no passkey. */
export async function askPasskey(
  ctx: SiteCtx,
  { staffId, owner }: PasskeyOwner,
): Promise<PublicKeyCredentialRequestOptionsJSON | null> {
  may(ctx, 'session.begin');
  const known = takesPasskeys(ctx) ? await passkeysOf(ctx, staffId) : [];
  if (known.length === 0) return null;
  return generateAuthenticationOptions({
    rpID: hostOf(ctx),
    challenge: await makeChallenge(ctx, { owner, purpose: 'sign-in' }),
    allowCredentials: known.map(descriptorOf),
    userVerification,
  });
}

export interface NewPasskey {
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string[];
}

/** The passkey that a browser made; null when it is of another site, not verified, or signs no challenge of this owner. */
export async function checkNewPasskey(
  ctx: SiteCtx,
  { owner }: PasskeyOwner,
  made: PasskeyMade,
): Promise<NewPasskey | null> {
  const expectedChallenge = challengeIn(made);
  if (!(await takeChallenge(ctx, expectedChallenge, { owner, purpose: 'register' }))) return null;
  const response: RegistrationResponseJSON = made;
  const verified = await orNull(
    verifyRegistrationResponse({
      ...siteOf(ctx),
      response,
      expectedChallenge,
      supportedAlgorithmIDs,
    }),
  );
  if (!verified?.verified) return null;
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: made.response.transports ?? [],
  };
}

/** A passkey that signed, with what it says of how often it did. */
export interface SignedPasskey {
  id: string;
  counter: number;
}

/** The passkey of this person that signed; null when it is not theirs, of another site, or signs no challenge of this sign-in. */
export async function checkPasskey(
  ctx: SiteCtx,
  { staffId, owner }: PasskeyOwner,
  answer: PasskeyAnswer,
): Promise<SignedPasskey | null> {
  const passkey = (await passkeysOf(ctx, staffId)).find(({ credentialId }) => credentialId === answer.id);
  if (!passkey?.credentialId || !passkey.publicKey) return null;
  const { credentialId, publicKey } = passkey;
  const expectedChallenge = challengeIn(answer);
  if (!(await takeChallenge(ctx, expectedChallenge, { owner, purpose: 'sign-in' }))) return null;
  const response: AuthenticationResponseJSON = answer;
  const verified = await orNull(
    verifyAuthenticationResponse({
      ...siteOf(ctx),
      response,
      expectedChallenge,
      // The count is compared where it is written, in `usePasskey`: there alone two at once are told apart.
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
    }),
  );
  return verified?.verified ? { id: passkey.id, counter: verified.authenticationInfo.newCounter } : null;
}

/**
 * Writes down that a passkey signed. False when it did not count on since the last time: then somebody has a copy of it
 * (WebAuthn 6.1.1). One that always says 0 does not count at all. Part of a write.
 */
export async function usePasskey(w: Write<Ctx>, { id, counter }: SignedPasskey): Promise<boolean> {
  const used = await w.tx`
    update sign_in_factors set counter = ${counter}, last_used_at = ${w.now}
    where id = ${id} and (counter < ${counter} or counter = 0 and ${counter} = 0)
    returning id`;
  return used.length > 0;
}

/** The library throws at whatever is wrong with what a browser sent. */
const orNull = <T>(check: Promise<T>): Promise<T | null> => check.catch(() => null);
