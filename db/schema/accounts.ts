import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, oneOf, onlyOf } from './columns.ts';
import { organisationKinds, passwordLinkKinds, roles, teamTasks } from './words.ts';

/** The organisation that is there from the first migration on: the gemeente that runs this Doorstart. */
export const firstOrganisation = '00000000-0000-4000-8000-000000000001';
/** Its team that is there from the start, `Casemanagers`, in which a casemanager is of whom no team was said. */
export const firstTeam = '00000000-0000-4000-8000-000000000002';

/** For whom people of staff work. */
export const organisations = pgTable(
  'organisations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull().unique(),
    kind: text('kind', { enum: organisationKinds }).notNull(),
    /** Whom to turn to: a function and never a name, since people come and go. */
    contactFunction: text('contact_function'),
    contactEmail: text('contact_email'),
    contactPhone: text('contact_phone'),
    /** False when it is ended: nobody of it signs in any more. */
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    check('organisations_own', sql`${table.active} or ${table.id} <> '00000000-0000-4000-8000-000000000001'`),
    check('organisations_name', sql`char_length(${table.name}) between 1 and 100`),
    check('organisations_kind', oneOf(table.kind, organisationKinds)),
  ],
);

/** Teams of an organisation: members see and help with each other's agenda. */
export const teams = pgTable(
  'teams',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organisationId: uuid('organisation_id')
      .notNull()
      .default(firstOrganisation)
      .references(() => organisations.id),
    name: text('name').notNull(),
    /** Which meldingen come to it: see server/meldingen/routes.ts. */
    task: text('task', { enum: teamTasks }).notNull().default('doorstroompunt'),
    /** False when it is ended: nobody is put in it any more. */
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    unique('teams_name').on(table.organisationId, table.name),
    // For the key of `staff`, which keeps a person and their team in one organisation.
    unique('teams_organisation').on(table.id, table.organisationId),
    check('teams_task', oneOf(table.task, teamTasks)),
    check('teams_name_length', sql`char_length(${table.name}) between 1 and 80`),
  ],
);

/** People who sign in. */
export const staff = pgTable(
  'staff',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull().unique(),
    firstName: text('first_name').notNull(),
    lastName: text('last_name').notNull(),
    /** In the order of the list of words. */
    roles: text('roles', { enum: roles }).array().notNull(),
    /**
     * One of them, for processes of the release before this one; a trigger keeps it in step with `roles`. It goes with the
     * next release (decision 0046).
     */
    formerRole: text('role').notNull().default(''),
    organisationId: uuid('organisation_id')
      .notNull()
      .default(firstOrganisation)
      .references(() => organisations.id),
    /** Null for somebody without a team, who sees nothing of anybody else. */
    teamId: uuid('team_id'),
    /**
     * The name of the team, for processes of the release before this one; a trigger keeps it in step with `teamId`. It
     * goes with the next release (decision 0035). Null when a row is added: go by `teamId`.
     */
    teamName: text('team').default('Casemanagers'),
    /** PHC string of an argon2id hash; null for who cannot sign in yet. */
    passwordHash: text('password_hash'),
    /** Where a video afspraak takes place; without it none is offered. */
    meetingLink: text('meeting_link'),
    dailyMaximum: integer('daily_maximum').notNull().default(6),
    /** Whether the workplace is shown larger to this person: text of 16 px, rows of 44. */
    roomy: boolean('roomy').notNull().default(false),
    /** With what they want the worklist to open, as `server/trajecten/keptFilter.ts` parses it; null for all of their own. */
    worklistFilter: jsonb('worklist_filter').$type<Record<string, unknown>>(),
    active: boolean('active').notNull().default(true),
    /** Keeps a password beside single sign-on, for when the provider is away: a beheerder who can then still get in. */
    keepsPassword: boolean('keeps_password').notNull().default(false),
    /** Grows with each change of what a beheerder decides: name, address, role, team, and whether it is active. */
    accountVersion: integer('account_version').notNull().default(1),
    /** Grows with each change of the own settings: link and maximum. A trigger counts, as for the other versions. */
    version: integer('version').notNull().default(1),
    /** Grows with each change of the weekly hours, which are one set. */
    hoursVersion: integer('hours_version').notNull().default(1),
  },
  (table) => [
    check('staff_email_lower', sql`${table.email} = lower(${table.email})`),
    foreignKey({
      name: 'staff_team_of_organisation',
      columns: [table.teamId, table.organisationId],
      foreignColumns: [teams.id, teams.organisationId],
    }),
    check('staff_team', sql`char_length(${table.teamName}) between 1 and 80`),
    check('staff_roles', onlyOf(table.roles, roles)),
    check('staff_has_role', sql`cardinality(${table.roles}) > 0`),
    check('staff_meeting_link', sql`${table.meetingLink} ~ '^https://'`),
    check('staff_daily_maximum', sql`${table.dailyMaximum} between 0 and 48`),
  ],
);

/**
 * Links with which somebody sets their password; one for each person, the last that was made. Who uses it deletes it. The
 * database holds the SHA-256 of its token, so a stolen table opens nothing.
 */
export const passwordLinks = pgTable(
  'password_links',
  {
    staffId: uuid('staff_id')
      .primaryKey()
      .references(() => staff.id, { onDelete: 'cascade' }),
    /** With the server's secret the token can be said again, to who asked for the link; by itself it opens nothing. */
    nonce: uuid('nonce').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    kind: text('kind', { enum: passwordLinkKinds }).notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('password_links_expiry').on(table.expiresAt),
    check('password_links_kind', oneOf(table.kind, passwordLinkKinds)),
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
    /** With what it was begun, in words: `Firefox, Windows`. */
    browser: text('browser').notNull().default(''),
    expiresAt: instant('expires_at').notNull(),
    /** How often somebody failed to sign in to this account since the sign-in before, and from when on. */
    missedSignIns: integer('missed_sign_ins').notNull().default(0),
    missedSince: instant('missed_since'),
    /** Until then the password was given again in this session, for what it guards. */
    confirmedUntil: instant('confirmed_until'),
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

/**
 * Who of staff is whom at the provider of single sign-on (OpenID Connect Core 1.0, 2: issuer and subject together). Who stands
 * here has no password and no link to set one, unless they keep it: triggers of the migration hold that.
 */
export const ssoLinks = pgTable(
  'sso_links',
  {
    staffId: uuid('staff_id')
      .primaryKey()
      .references(() => staff.id, { onDelete: 'cascade' }),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [unique('sso_links_subject').on(table.issuer, table.subject)],
);

/** Sign-ins that are under way at the provider. Who comes back deletes the row, so that an answer counts once. */
export const ssoRequests = pgTable(
  'sso_requests',
  {
    /** SHA-256 of the `state`. */
    stateHash: text('state_hash').primaryKey(),
    /** SHA-256 of the word in the cookie of the browser that began it: in another one the answer opens nothing. */
    browserHash: text('browser_hash').notNull(),
    nonce: text('nonce').notNull(),
    /** RFC 7636. */
    codeVerifier: text('code_verifier').notNull(),
    /** The page of staff that was asked for. */
    returnTo: text('return_to').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sso_requests_expiry').on(table.expiresAt)],
);

/** Of the sessions that began by single sign-on: what asks the provider again, and signs out there. Tokens are sealed. */
export const ssoSessions = pgTable(
  'sso_sessions',
  {
    sessionId: text('session_id')
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** The claim `sid`: the session at the provider, which may end it here. */
    providerSession: text('provider_session'),
    idToken: text('id_token').notNull(),
    /** Null when the provider gave none. */
    refreshToken: text('refresh_token'),
    /** When the provider last said that this person is still there. */
    checkedAt: instant('checked_at').notNull(),
  },
  (table) => [
    index('sso_sessions_provider_session').on(table.providerSession),
    index('sso_sessions_checked').on(table.checkedAt),
  ],
);
