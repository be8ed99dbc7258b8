import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { jongeren } from './jongeren.ts';
import { meldingen } from './meldingen.ts';
import { listKinds, listRowStates, rowExplanations } from './words.ts';

/** A list that a school or DUO sent, as it was read in. */
export const lists = pgTable(
  'lists',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: listKinds }).notNull(),
    /** The day that it tells about. */
    asOf: date('as_of', { mode: 'string' }).notNull(),
    senderId: uuid('sender_id')
      .notNull()
      .references(() => organisations.id),
    /** The gemeente that takes it in: its casemanagers see it. */
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file: the same file of one sender, kind and day is one list. */
    fileHash: text('file_hash').notNull(),
    /** What its columns are, and whether a person still has to say so; parsed by `server/lists`. */
    mapping: jsonb('mapping').notNull(),
    readAt: instant('read_at').notNull(),
    readBy: uuid('read_by')
      .notNull()
      .references(() => staff.id),
    version: integer('version').notNull().default(1),
    /** When the last of its rows was written. */
    writtenAt: instant('written_at'),
  },
  (table) => [
    index('lists_organisation').on(table.organisationId, table.readAt),
    unique('lists_file').on(table.senderId, table.kind, table.asOf, table.fileHash, table.organisationId),
    index('lists_read').on(table.readAt),
    check('lists_kind', oneOf(table.kind, listKinds)),
    check('lists_file_name', sql`char_length(${table.fileName}) between 1 and 200`),
  ],
);

/** A row of a list: its cells, what it is beside what is known, and what became of it. */
export const listRows = pgTable(
  'list_rows',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    listId: uuid('list_id')
      .notNull()
      .references(() => lists.id, { onDelete: 'cascade' }),
    /** In the file, the head being 1. */
    number: integer('number').notNull(),
    /** As it was typed, and mended; null once the jongere is forgotten. Parsed by `server/lists`. */
    cells: jsonb('cells'),
    state: text('state', { enum: listRowStates }).notNull(),
    /** What is wrong in which cell, or who it may be. Parsed by `server/lists`. */
    findings: jsonb('findings').notNull().default([]),
    /** SHA-256 of by what it names somebody, so that what became of it holds for the next list; null once it is forgotten. */
    identity: text('identity'),
    /** Who a person said it is. Parsed by `server/lists`. */
    decision: jsonb('decision'),
    jongereId: uuid('jongere_id').references(() => jongeren.id),
    meldingId: uuid('melding_id').references(() => meldingen.id),
    explanation: text('explanation', { enum: rowExplanations }),
    explanationNote: text('explanation_note'),
    explainedBy: uuid('explained_by').references(() => staff.id),
    explainedAt: instant('explained_at'),
  },
  (table) => [
    unique('list_rows_number').on(table.listId, table.number),
    index('list_rows_state').on(table.listId, table.state, table.number),
    index('list_rows_kept').on(table.listId).where(sql`${table.cells} is not null`),
    index('list_rows_identity').on(table.identity).where(sql`${table.jongereId} is not null`),
    index('list_rows_jongere').on(table.jongereId).where(sql`${table.jongereId} is not null`),
    index('list_rows_melding').on(table.meldingId).where(sql`${table.meldingId} is not null`),
    check('list_rows_state', oneOf(table.state, listRowStates)),
    check('list_rows_written', sql`(${table.state} = 'written') = (${table.jongereId} is not null)`),
    check('list_rows_explanation', oneOf(table.explanation, rowExplanations)),
    check(
      'list_rows_explained',
      sql`num_nonnulls(${table.explanation}, ${table.explainedBy}, ${table.explainedAt}) in (0, 3)`,
    ),
    check(
      'list_rows_forgotten',
      sql`${table.cells} is not null or num_nonnulls(${table.identity}, ${table.explanationNote}) = 0`,
    ),
    check('list_rows_note', sql`char_length(${table.explanationNote}) between 1 and 300`),
  ],
);

/** Which column is what in the files of a sender, as it was said last. */
export const listMappings = pgTable(
  'list_mappings',
  {
    senderId: uuid('sender_id')
      .notNull()
      .references(() => organisations.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: listKinds }).notNull(),
    mapping: jsonb('mapping').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by')
      .notNull()
      .references(() => staff.id),
  },
  (table) => [
    unique('list_mappings_sender').on(table.senderId, table.kind),
    check('list_mappings_kind', oneOf(table.kind, listKinds)),
  ],
);
