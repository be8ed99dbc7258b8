import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { appointments } from './booking.ts';
import { conversations } from './chat.ts';
import { instant, oneOf } from './columns.ts';
import { jongeren } from './jongeren.ts';
import { lists } from './lists.ts';
import { meldingen } from './meldingen.ts';
import { referrals } from './referral.ts';
import { trajecten } from './trajecten.ts';
import { waitingList } from './waitingList.ts';
import { walkIns } from './walkIn.ts';
import { actorKinds, historyWords } from './words.ts';

/**
 * Who changed what and when: one row per change, written in the transaction that makes it, and never changed
 * (a trigger of migration 0001). It names one thing that it is about, or none: then it is about the gemeente. What is
 * about an afspraak or a conversation goes when that goes. Nothing that a person typed is in it.
 */
export const history = pgTable(
  'history',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').references(() => conversations.id, { onDelete: 'cascade' }),
    /** Whose hours, exceptions, settings or replies. */
    casemanagerId: uuid('casemanager_id').references(() => staff.id, { onDelete: 'cascade' }),
    referralId: uuid('referral_id').references(() => referrals.id, { onDelete: 'cascade' }),
    walkInId: uuid('walk_in_id').references(() => walkIns.id, { onDelete: 'cascade' }),
    waitingId: uuid('waiting_id').references(() => waitingList.id, { onDelete: 'cascade' }),
    jongereId: uuid('jongere_id').references(() => jongeren.id, { onDelete: 'cascade' }),
    meldingId: uuid('melding_id').references(() => meldingen.id, { onDelete: 'cascade' }),
    trajectId: uuid('traject_id').references(() => trajecten.id, { onDelete: 'cascade' }),
    listId: uuid('list_id').references(() => lists.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    what: text('what', {
      enum: [
        ...historyWords.appointment,
        ...historyWords.conversation,
        ...historyWords.casemanager,
        ...historyWords.referral,
        ...historyWords['walk-in'],
        ...historyWords['waiting-list'],
        ...historyWords.jongere,
        ...historyWords.melding,
        ...historyWords.traject,
        ...historyWords.list,
        ...historyWords.gemeente,
      ],
    }).notNull(),
    actor: text('actor', { enum: actorKinds }).notNull(),
    /** Who of staff did it. */
    staffId: uuid('staff_id').references(() => staff.id),
    details: jsonb('details').$type<Record<string, string>>().notNull().default({}),
  },
  (table) => [
    index('history_appointment').on(table.appointmentId),
    index('history_conversation').on(table.conversationId).where(sql`${table.conversationId} is not null`),
    index('history_casemanager').on(table.casemanagerId).where(sql`${table.casemanagerId} is not null`),
    index('history_referral').on(table.referralId).where(sql`${table.referralId} is not null`),
    // Rows come in the order of their time: a summary of each part of the table finds the newest.
    index('history_at').using('brin', table.at),
    index('history_walk_in').on(table.walkInId).where(sql`${table.walkInId} is not null`),
    index('history_waiting').on(table.waitingId).where(sql`${table.waitingId} is not null`),
    index('history_jongere').on(table.jongereId).where(sql`${table.jongereId} is not null`),
    index('history_melding').on(table.meldingId).where(sql`${table.meldingId} is not null`),
    index('history_traject').on(table.trajectId).where(sql`${table.trajectId} is not null`),
    index('history_list').on(table.listId).where(sql`${table.listId} is not null`),
    check('history_actor', oneOf(table.actor, actorKinds)),
    check('history_staff', sql`(${table.actor} = 'staff') = (${table.staffId} is not null)`),
    check(
      'history_about',
      sql`case num_nonnulls(${table.appointmentId}, ${table.conversationId}, ${table.casemanagerId}, ${table.referralId}, ${table.walkInId}, ${table.waitingId}, ${table.jongereId}, ${table.meldingId}, ${table.trajectId}, ${table.listId})
        when 0 then ${oneOf(table.what, historyWords.gemeente)}
        when 1 then case
          when ${table.appointmentId} is not null then ${oneOf(table.what, historyWords.appointment)}
          when ${table.conversationId} is not null then ${oneOf(table.what, historyWords.conversation)}
          when ${table.referralId} is not null then ${oneOf(table.what, historyWords.referral)}
          when ${table.walkInId} is not null then ${oneOf(table.what, historyWords['walk-in'])}
          when ${table.waitingId} is not null then ${oneOf(table.what, historyWords['waiting-list'])}
          when ${table.jongereId} is not null then ${oneOf(table.what, historyWords.jongere)}
          when ${table.meldingId} is not null then ${oneOf(table.what, historyWords.melding)}
          when ${table.trajectId} is not null then ${oneOf(table.what, historyWords.traject)}
          when ${table.listId} is not null then ${oneOf(table.what, historyWords.list)}
          else ${oneOf(table.what, historyWords.casemanager)} end
        else false end`,
    ),
  ],
);
