import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sessions, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { pushKinds, pushLevels, pushOutcomes } from './words.ts';

/** What somebody of staff wants to be told on their devices; who has no row chose nothing yet. */
export const pushChoices = pgTable(
  'push_choices',
  {
    staffId: uuid('staff_id')
      .primaryKey()
      .references(() => staff.id, { onDelete: 'cascade' }),
    level: text('level', { enum: pushLevels }).notNull().default('soon'),
    /** They do not want to be asked any more. */
    offerRefused: boolean('offer_refused').notNull().default(false),
  },
  (table) => [check('push_choices_level', oneOf(table.level, pushLevels))],
);

/** Browsers in which somebody wants to be told (RFC 8030, RFC 8291). */
export const pushDevices = pgTable(
  'push_devices',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    /** Where they are signed in with it; null while they are not, and then nothing is sent. */
    sessionId: text('session_id').references(() => sessions.id, { onDelete: 'set null' }),
    endpoint: text('endpoint').notNull().unique(),
    /** The public key of the browser and its secret, in base64url. */
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    /** In words: `Firefox, Windows`. */
    browser: text('browser').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it was last signed in with, or told something. */
    lastUsedAt: instant('last_used_at').notNull(),
  },
  (table) => [
    index('push_devices_staff').on(table.staffId),
    index('push_devices_session').on(table.sessionId),
    check(
      'push_devices_endpoint',
      sql`${table.endpoint} ~ '^https?://' and char_length(${table.endpoint}) <= 1000`,
    ),
    check('push_devices_keys', sql`char_length(${table.p256dh}) = 87 and char_length(${table.auth}) = 22`),
  ],
);

/** What a device is told, once: its key says what it is about. Nothing personal is in it. */
export const pushNotices = pgTable(
  'push_notices',
  {
    deviceId: uuid('device_id')
      .notNull()
      .references(() => pushDevices.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    kind: text('kind', { enum: pushKinds }).notNull(),
    /** Of an afspraak: its date. */
    day: date('day', { mode: 'string' }),
    madeAt: instant('made_at').notNull(),
    /** After this it is no news any more. */
    expiresAt: instant('expires_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it is sent, or sent again. */
    nextAt: instant('next_at').notNull(),
    doneAt: instant('done_at'),
    outcome: text('outcome', { enum: pushOutcomes }),
  },
  (table) => [
    primaryKey({ columns: [table.deviceId, table.key] }),
    index('push_notices_due').on(table.nextAt).where(sql`${table.doneAt} is null`),
    index('push_notices_made').on(table.madeAt),
    check('push_notices_kind', oneOf(table.kind, pushKinds)),
    check('push_notices_outcome', oneOf(table.outcome, pushOutcomes)),
    check('push_notices_done', sql`(${table.doneAt} is null) = (${table.outcome} is null)`),
    check('push_notices_day', sql`(${table.kind} like 'appointment-%') = (${table.day} is not null)`),
  ],
);
