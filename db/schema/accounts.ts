import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';
import { roles } from './words.ts';

/** People of the gemeente who sign in. */
export const staff = pgTable(
  'staff',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull().unique(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** The name of the team: its members see and help with each other's agenda. */
    team: text('team').notNull().default('Casemanagers'),
    /** PHC string of an argon2id hash; null for who cannot sign in yet. */
    passwordHash: text('password_hash'),
    /** Where a video afspraak takes place; without it none is offered. */
    meetingLink: text('meeting_link'),
    dailyMaximum: integer('daily_maximum').notNull().default(6),
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    check('staff_email_lower', sql`${table.email} = lower(${table.email})`),
    check('staff_team', sql`char_length(${table.team}) between 1 and 80`),
    check('staff_role', oneOf(table.role, roles)),
    check('staff_meeting_link', sql`${table.meetingLink} ~ '^https://'`),
    check('staff_daily_maximum', sql`${table.dailyMaximum} between 0 and 48`),
  ],
);

/** Sign-ins. The id is the SHA-256 of the token that the browser holds, so a stolen table opens nothing. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** How often somebody failed to sign in to this account since the sign-in before, and from when on. */
    missedSignIns: integer('missed_sign_ins').notNull().default(0),
    missedSince: instant('missed_since'),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    check('sessions_missed', sql`(${table.missedSignIns} > 0) = (${table.missedSince} is not null)`),
  ],
);

/**
 * Sign-ins that failed: after some of them the next one has to wait. One row per e-mail address that was typed, whether
 * it is an account's or not, and one per browser that is known.
 */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    /** Keyed hash of the address, or of the browser. */
    key: text('key').primaryKey(),
    /** Whose account it is; null for an address that nobody has. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    /** In a row; none when the owner was let in since. */
    failures: integer('failures').notNull(),
    lastFailedAt: instant('last_failed_at').notNull(),
    /** Of these the owner has not been told yet. */
    untold: integer('untold').notNull().default(0),
    untoldSince: instant('untold_since'),
  },
  (table) => [
    index('sign_in_attempts_staff').on(table.staffId),
    check('sign_in_attempts_failures', sql`${table.failures} >= 0`),
    check('sign_in_attempts_untold', sql`(${table.untold} > 0) = (${table.untoldSince} is not null)`),
  ],
);
