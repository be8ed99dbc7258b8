import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sessions, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { challengePurposes, factorKinds } from './words.ts';

const ofStaff = () =>
  uuid('staff_id')
    .notNull()
    .references(() => staff.id, { onDelete: 'cascade' });

/** What somebody proves beside their password that it is they who sign in: passkeys, and apps that give codes. */
export const signInFactors = pgTable(
  'sign_in_factors',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: ofStaff(),
    kind: text('kind', { enum: factorKinds }).notNull(),
    /** What its owner calls it. */
    name: text('name').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    /** Of an app: the secret, sealed under a key of the server. */
    sealedSecret: text('sealed_secret'),
    /** Of an app: the step of 30 seconds of the last code that was taken. It and earlier ones open nothing any more. */
    lastStep: integer('last_step'),
    /** Of a passkey: its id and public key, in base64url. */
    credentialId: text('credential_id').unique(),
    publicKey: text('public_key'),
    /** Of a passkey: how often it signed, as it says itself; 0 for one that does not count. */
    counter: bigint('counter', { mode: 'number' }),
    /** Of a passkey: how a browser reaches it. */
    transports: text('transports').array(),
  },
  (table) => [
    index('sign_in_factors_staff').on(table.staffId),
    check('sign_in_factors_kind', oneOf(table.kind, factorKinds)),
    check('sign_in_factors_name', sql`char_length(${table.name}) between 1 and 60`),
    check(
      'sign_in_factors_parts',
      sql`case ${table.kind}
        when 'totp' then num_nonnulls(${table.sealedSecret}, ${table.lastStep}) = 2
          and num_nonnulls(${table.credentialId}, ${table.publicKey}, ${table.counter}, ${table.transports}) = 0
        else num_nonnulls(${table.credentialId}, ${table.publicKey}, ${table.counter}, ${table.transports}) = 4
          and num_nonnulls(${table.sealedSecret}, ${table.lastStep}) = 0 end`,
    ),
  ],
);

/** Codes for who has lost their factors, each good for once: who uses one deletes it. Keyed hashes. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    hash: text('hash').primaryKey(),
    staffId: ofStaff(),
  },
  (table) => [index('recovery_codes_staff').on(table.staffId)],
);

/** Recovery codes as they are shown, sealed: to the session in which they were made, until it says that they are kept. */
export const recoverySheets = pgTable('recovery_sheets', {
  staffId: uuid('staff_id')
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  sessionId: text('session_id')
    .notNull()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  sealedCodes: text('sealed_codes').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/**
 * Who knew a password, and has still to prove that it is they. It opens nothing but the pages that ask for that. The id is
 * the SHA-256 of the token that the browser holds.
 */
export const pendingSignIns = pgTable(
  'pending_sign_ins',
  {
    id: text('id').primaryKey(),
    staffId: ofStaff(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('pending_sign_ins_staff').on(table.staffId),
    index('pending_sign_ins_expiry').on(table.expiresAt),
  ],
);

/** What a passkey has to sign, once: whoever takes the answer deletes it. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    /** SHA-256 of the challenge. */
    hash: text('hash').primaryKey(),
    /** The id of the session or of the pending sign-in that it was made for. */
    owner: text('owner').notNull(),
    purpose: text('purpose', { enum: challengePurposes }).notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('passkey_challenges_expiry').on(table.expiresAt),
    check('passkey_challenges_purpose', oneOf(table.purpose, challengePurposes)),
  ],
);

/** Browsers in which somebody need not prove again for a while that it is they. The id is the SHA-256 of the browser's token. */
export const trustedDevices = pgTable(
  'trusted_devices',
  {
    id: text('id').primaryKey(),
    staffId: ofStaff(),
    /** In words: `Firefox, Windows`. */
    browser: text('browser').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
  },
  (table) => [index('trusted_devices_staff').on(table.staffId)],
);

/** Who asked for a new password; a beheerder makes the link. */
export const passwordRequests = pgTable('password_requests', {
  staffId: uuid('staff_id')
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  askedAt: instant('asked_at').notNull(),
});
