import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { topics } from './places.ts';
import {
  actorKinds,
  ageGroups,
  companions,
  contactOwners,
  contactResults,
  languages,
  reachWays,
  referralAuthors,
  referralCloseReasons,
  referralSources,
} from './words.ts';

/**
 * That somebody brings a jongere to the casemanagers: who, for what, what they said, and what the jongere agreed to. What became
 * of it is never stored: `server/referral/rules.ts` derives it.
 */
export const referrals = pgTable(
  'referrals',
  {
    id: uuid('id').primaryKey(),
    source: text('source', { enum: referralSources }).notNull(),
    /** Whose it is, also when who made it left; null for the form without an account. */
    organisationId: uuid('organisation_id').references(() => organisations.id),
    /** Who of staff made it, of a chat the casemanager; null for the form and for a system. */
    madeBy: uuid('made_by').references(() => staff.id),
    /** Who refers by the form without an account, as they typed it. */
    fromName: text('from_name'),
    fromOrganisation: text('from_organisation'),
    fromEmail: text('from_email'),
    /** E.164. */
    fromPhone: text('from_phone'),

    /** SHA-256 of whose key it is and the key: the same referral that is sent again is made once. */
    keyHash: text('key_hash'),
    /** SHA-256 of the parsed input that came with the key. */
    requestHash: text('request_hash'),

    firstName: text('first_name'),
    /** The name as it is compared, by `foldName` of the server. */
    firstNameFolded: text('first_name_folded'),
    email: text('email'),
    /** E.164. */
    phone: text('phone'),
    contactOf: text('contact_of', { enum: contactOwners }),
    reachBy: text('reach_by', { enum: reachWays }),
    /** How and when the jongere may safely be reached. */
    reachNote: text('reach_note'),
    ageGroup: text('age_group', { enum: ageGroups }),
    language: text('language', { enum: languages }).notNull(),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    /** What the casemanager should know; the jongere reads along. */
    told: text('told'),
    /** Why it cannot wait; null when it can. */
    urgent: text('urgent'),
    companion: text('companion', { enum: companions }),
    /** The language of the interpreter that is needed. */
    interpreter: text('interpreter'),
    stepFree: boolean('step_free').notNull().default(false),

    /** The sentence that the jongere agreed to, as it stood. It names no jongere, so it outlives what it is about. */
    consentText: text('consent_text').notNull(),
    consentVersion: text('consent_version').notNull(),
    consentLanguage: text('consent_language', { enum: languages }).notNull(),
    consentedAt: instant('consented_at').notNull(),

    createdAt: instant('created_at').notNull(),
    /** Grows with each change, so that a form changes only what it showed. */
    version: integer('version').notNull().default(1),
    /** Taken back by who referred. */
    withdrawnAt: instant('withdrawn_at'),
    withdrawnReason: text('withdrawn_reason'),
    /** Since when the jongere no longer lets the organisation see what became of it. */
    sharingEndedAt: instant('sharing_ended_at'),
    closedAt: instant('closed_at'),
    closeReason: text('close_reason', { enum: referralCloseReasons }),
    /** Of a chat: who of the organisation took it up, and whether they reached the jongere. */
    takenBy: uuid('taken_by').references(() => staff.id),
    takenAt: instant('taken_at'),
    contact: text('contact', { enum: contactResults }),
    contactAt: instant('contact_at'),
    wipedAt: instant('wiped_at'),
  },
  (table) => [
    uniqueIndex('referrals_key').on(table.keyHash),
    index('referrals_organisation').on(table.organisationId, table.createdAt),
    index('referrals_alike').on(table.organisationId, table.firstNameFolded),
    // Few are not wiped, whatever there ever was.
    // Who has a traject is looked for by how they are reached.
    index('referrals_phone').on(table.phone).where(sql`${table.phone} is not null`),
    index('referrals_email').on(table.email).where(sql`${table.email} is not null`),
    index('referrals_kept').on(table.createdAt).where(sql`${table.wipedAt} is null`),
    check('referrals_source', oneOf(table.source, referralSources)),
    check('referrals_contact_of', oneOf(table.contactOf, contactOwners)),
    check('referrals_reach_by', oneOf(table.reachBy, reachWays)),
    check('referrals_age_group', oneOf(table.ageGroup, ageGroups)),
    check('referrals_language', oneOf(table.language, languages)),
    check('referrals_companion', oneOf(table.companion, companions)),
    check('referrals_consent_language', oneOf(table.consentLanguage, languages)),
    check('referrals_close_reason', oneOf(table.closeReason, referralCloseReasons)),
    check('referrals_of', sql`(${table.source} = 'form') = (${table.organisationId} is null)`),
    check(
      'referrals_made_by',
      sql`(${table.source} in ('together', 'invitation', 'chat')) = (${table.madeBy} is not null)`,
    ),
    check(
      'referrals_from',
      sql`case when ${table.source} = 'form' and ${table.wipedAt} is null
        then ${table.fromName} is not null and ${table.fromOrganisation} is not null and num_nonnulls(${table.fromEmail}, ${table.fromPhone}) > 0
        else num_nonnulls(${table.fromName}, ${table.fromOrganisation}, ${table.fromEmail}, ${table.fromPhone}) = 0 end`,
    ),
    check('referrals_request', sql`(${table.keyHash} is null) = (${table.requestHash} is null)`),
    check(
      'referrals_person',
      sql`${table.wipedAt} is not null or (num_nonnulls(${table.firstName}, ${table.firstNameFolded}, ${table.contactOf}, ${table.ageGroup}) = 4 and num_nonnulls(${table.email}, ${table.phone}) > 0)`,
    ),
    check('referrals_first_name', sql`char_length(${table.firstName}) between 1 and 80`),
    check('referrals_reach_note', sql`char_length(${table.reachNote}) between 1 and 200`),
    check('referrals_told', sql`char_length(${table.told}) between 1 and 500`),
    check('referrals_urgent', sql`char_length(${table.urgent}) between 1 and 300`),
    check('referrals_interpreter', sql`char_length(${table.interpreter}) between 1 and 40`),
    check('referrals_consent', sql`char_length(${table.consentText}) between 1 and 1000`),
    check('referrals_withdrawn', sql`${table.withdrawnAt} is not null or ${table.withdrawnReason} is null`),
    check('referrals_withdrawn_reason', sql`char_length(${table.withdrawnReason}) between 1 and 500`),
    check('referrals_contact', oneOf(table.contact, contactResults)),
    check(
      'referrals_taken',
      sql`(${table.takenBy} is null) = (${table.takenAt} is null) and (${table.takenAt} is null or ${table.source} = 'chat')`,
    ),
    check(
      'referrals_contact_noted',
      sql`(${table.contact} is null) = (${table.contactAt} is null) and (${table.contact} is null or ${table.takenBy} is not null)`,
    ),
    check('referrals_closed', sql`(${table.closedAt} is null) = (${table.closeReason} is null)`),
    check(
      'referrals_from_length',
      sql`char_length(${table.fromName}) <= 80 and char_length(${table.fromOrganisation}) <= 100`,
    ),
    check(
      'referrals_wiped',
      sql`${table.wipedAt} is null or (not ${table.stepFree} and num_nonnulls(${table.firstName}, ${table.firstNameFolded}, ${table.email}, ${table.phone}, ${table.contactOf}, ${table.reachBy}, ${table.reachNote}, ${table.ageGroup}, ${table.told}, ${table.urgent}, ${table.companion}, ${table.interpreter}, ${table.withdrawnReason}, ${table.keyHash}) = 0)`,
    ),
  ],
);

/** The link by which a jongere books alone with the referral attached. The database holds the SHA-256 of its token. */
export const referralInvitations = pgTable(
  'referral_invitations',
  {
    id: uuid('id').primaryKey(),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** When an afspraak was made with it: that happens once. */
    usedAt: instant('used_at'),
    /** When it was ended without: taken back, replaced, or taken off by the jongere. */
    endedAt: instant('ended_at'),
    remindedAt: instant('reminded_at'),
  },
  (table) => [
    uniqueIndex('referral_invitations_one')
      .on(table.referralId)
      .where(sql`${table.usedAt} is null and ${table.endedAt} is null`),
    index('referral_invitations_referral').on(table.referralId, table.createdAt),
    check('referral_invitations_expiry', sql`${table.createdAt} < ${table.expiresAt}`),
    check('referral_invitations_over', sql`num_nonnulls(${table.usedAt}, ${table.endedAt}) < 2`),
  ],
);

/** What was changed in a referral after it was sent, as it stood before: so what was known at sending can be read back. */
export const referralChanges = pgTable(
  'referral_changes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    by: text('by', { enum: actorKinds }).notNull(),
    staffId: uuid('staff_id').references(() => staff.id),
    /** Why; a jongere need not say. */
    reason: text('reason'),
    /** The fields that changed, with what was in them; parsed by `server/referral`. */
    before: jsonb('before').notNull(),
  },
  (table) => [
    index('referral_changes_referral').on(table.referralId),
    check('referral_changes_by', oneOf(table.by, actorKinds)),
    check('referral_changes_staff', sql`(${table.by} = 'staff') = (${table.staffId} is not null)`),
    check('referral_changes_reason', sql`(${table.by} = 'staff') <= (${table.reason} is not null)`),
    check('referral_changes_reason_length', sql`char_length(${table.reason}) between 1 and 500`),
  ],
);

/** Short messages between a casemanager and who referred; the jongere can read them as well. */
export const referralMessages = pgTable(
  'referral_messages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    referralId: uuid('referral_id')
      .notNull()
      .references(() => referrals.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    author: text('author', { enum: referralAuthors }).notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    body: text('body').notNull(),
  },
  (table) => [
    index('referral_messages_referral').on(table.referralId, table.at),
    check('referral_messages_author', oneOf(table.author, referralAuthors)),
    check('referral_messages_body', sql`char_length(${table.body}) between 1 and 500`),
  ],
);

/** How often a referral found nothing to book, so that a coordinator sees where too little is offered. It is about nobody. */
export const referralShortages = pgTable(
  'referral_shortages',
  {
    /** The date in Amsterdam. */
    day: date('day', { mode: 'string' }).notNull(),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    times: integer('times').notNull().default(1),
    /** Of these it could not wait. */
    urgentTimes: integer('urgent_times').notNull().default(0),
  },
  (table) => [
    primaryKey({ name: 'referral_shortages_pkey', columns: [table.day, table.topicId] }),
    check(
      'referral_shortages_times',
      sql`${table.times} > 0 and ${table.urgentTimes} between 0 and ${table.times}`,
    ),
  ],
);
