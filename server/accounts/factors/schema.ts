import { z } from 'zod';
import { anyText } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts: `factor.error.<message>`.

/** A text that a browser sent as JSON. */
const json = z.string({ error: 'passkey-failed' }).transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'passkey-failed' });
    return z.NEVER;
  }
});

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What a passkey signed over (WebAuthn 5.8.1), of which the library checks the rest. */
const clientDataSchema = base64url.refine((text) => challengeOf(text) !== null);

function challengeOf(clientDataJSON: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    return z.object({ challenge: base64url }).parse(data).challenge;
  } catch {
    return null;
  }
}

/** The challenge that was signed, in base64url. */
export const challengeIn = ({ response }: PasskeyMade | PasskeyAnswer): string =>
  challengeOf(response.clientDataJSON) ?? '';

const credential = {
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
};

const madeSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: clientDataSchema,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .exactOptional(),
  }),
});
export type PasskeyMade = z.output<typeof madeSchema>;

const answerSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: clientDataSchema,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.exactOptional(),
  }),
});
export type PasskeyAnswer = z.output<typeof answerSchema>;

/** Spaces that people type within a code do not matter. */
const codeSchema = z
  .string({ error: 'code-required' })
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(
    z
      .string()
      .min(1, { error: 'code-required' })
      .regex(/^[\da-z-]{1,50}$/i, { error: 'code-wrong' }),
  );

/** With what somebody proves that it is they who sign in. */
export const givenFactorSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('code'), code: codeSchema, trust: z.literal('yes').exactOptional() }),
  z.object({ does: z.literal('recovery'), recovery: codeSchema }),
  z.object({
    does: z.literal('passkey'),
    passkey: json.pipe(answerSchema),
    trust: z.literal('yes').exactOptional(),
  }),
]);
export type GivenFactor = z.output<typeof givenFactorSchema>;

const nameSchema = anyText({
  most: 60,
  lines: 'one',
  words: { required: 'name-required', tooLong: 'name-too-long', notAllowed: 'name-not-allowed' },
}).refine((name) => name !== '', { error: 'name-required' });

/** A new factor: an app of which the code shows that it was set up, or a passkey that was just made. */
export const newFactorSchema = z.discriminatedUnion('does', [
  z.object({ does: z.literal('totp'), sealed: z.string().max(500), code: codeSchema }),
  z.object({ does: z.literal('passkey'), passkey: json.pipe(madeSchema) }),
]);
export type NewFactorInput = z.output<typeof newFactorSchema>;

export const factorNameSchema = z.object({ name: nameSchema });

/** The password once more, for who changes how they sign in. */
export const confirmPasswordSchema = z.object({
  current: z.string({ error: 'password-required' }).min(1, { error: 'password-required' }),
});
