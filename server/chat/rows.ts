import type { Fragment, Sql } from 'postgres';
import { z } from 'zod';
import { messageAuthors, proposalStates, requeueReasons } from '#db/schema/words.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import type { Tokens } from '#server/kernel/tokens.ts';
import { proposalPath } from '#server/referral/paths.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { CloseReason, Message, Side } from './types.ts';

/** A message as it stands in the table, with what its private link needs. */
export interface MessageRow {
  conversation: string;
  seq: number;
  clientId: string;
  author: Side | 'system';
  staffId: string | null;
  kind: Message['kind'];
  body: string;
  data: unknown;
  danger: boolean;
  at: number;
  appointmentId: string | null;
  /** Which private link of the afspraak is valid; null when it was wiped, or there is no afspraak. */
  generation: number | null;
  /** The team id of the casemanager of the afspraak; null when there is none. */
  team: string | null;
}

/** The columns of `MessageRow`, from `chat_messages m` with the joins of `withAppointment`. */
export const messageColumns = (sql: Sql): Fragment => sql`
  m.conversation_id as conversation, m.seq, m.client_id as "clientId", m.author, m.staff_id as "staffId", m.kind, m.body, m.data, m.danger,
  (extract(epoch from m.created_at) * 1000)::float8 as at, m.appointment_id as "appointmentId",
  case when a.wiped_at is null then a.generation end as generation, own.team_id as team`;

export const withAppointment = (sql: Sql): Fragment =>
  sql`left join appointments a on a.id = m.appointment_id left join staff own on own.id = a.casemanager_id`;

const named = z.object({ name: z.string() });
const requeued = named.extend({ why: z.enum(requeueReasons).optional() });
const closed = z.object({
  by: z.enum(messageAuthors),
  reason: z.custom<CloseReason>(),
});
const offered = named.extend({
  topic: z.string(),
  modality: modalitySchema.optional(),
  location: z.string().optional(),
  times: z.array(z.number()).optional(),
});
const booked = named.extend({
  offer: z.number(),
  start: z.number(),
  end: z.number(),
  modality: modalitySchema,
  location: z.string().optional(),
});

const proposed = named.extend({ organisation: z.string(), proposal: z.string() });
const answered = z.object({
  proposal: z.number(),
  organisation: z.string(),
  answer: z.enum(proposalStates).exclude(['proposed', 'lapsed']),
});

/** Who reads a message: the jongere gets the private link of their afspraak, staff get what only staff may know. */
export type Reader = { side: 'jongere'; language: Language; tokens: Tokens } | { side: 'casemanager' };

/** A message as it goes over the wire. */
export function toMessage(row: MessageRow, reader: Reader): Message {
  const { seq, clientId, at, kind, author } = row;
  const numbered = { seq, clientId, at };
  switch (kind) {
    case 'text': {
      if (author === 'system') throw new Error('expected somebody to have written a text');
      const name = author === 'casemanager' ? named.parse(row.data).name : null;
      const { staffId } = row;
      const written = { ...numbered, kind, author, name, body: row.body };
      if (reader.side === 'jongere') return written;
      return {
        ...written,
        ...(staffId === null ? {} : { staffId }),
        ...(row.danger ? { danger: true } : {}),
      };
    }
    case 'joined':
    case 'handed-over':
      return { ...numbered, kind, ...named.parse(row.data) };
    case 'requeued':
      return { ...numbered, kind, ...requeued.parse(row.data) };
    case 'asked':
    case 'reopened':
      return { ...numbered, kind };
    case 'closed':
      return { ...numbered, kind, ...closed.parse(row.data) };
    case 'offer': {
      const { name, topic, modality = null, location = null, times } = offered.parse(row.data);
      const own = reader.side === 'casemanager' && row.staffId !== null ? { staffId: row.staffId } : {};
      return { ...numbered, kind, name, topic, modality, location, ...(times ? { times } : {}), ...own };
    }
    case 'booked': {
      const { location = null, ...data } = booked.parse(row.data);
      const message = { ...numbered, kind, ...data, location };
      const { appointmentId, generation, team } = row;
      const standing = appointmentId !== null && generation !== null;
      if (reader.side === 'casemanager')
        return { ...message, appointmentId: standing ? appointmentId : null, team };
      const token = standing ? reader.tokens.make('appointment', appointmentId, generation) : null;
      return { ...message, managePath: token && inLanguage(reader.language, `/mijn-afspraak/${token}`) };
    }
    case 'proposal': {
      const { name, organisation, proposal } = proposed.parse(row.data);
      const message = { ...numbered, kind, name, organisation };
      if (reader.side === 'casemanager') return message;
      return { ...message, path: proposalPath(reader.tokens.make('proposal', proposal, 1), reader.language) };
    }
    case 'proposal-answered':
      return { ...numbered, kind, ...answered.parse(row.data) };
  }
}
