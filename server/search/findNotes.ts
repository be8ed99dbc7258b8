import { and, desc, eq, isNull, like, or, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { appointmentNotes, appointments, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { beginsWord, wordsOfText } from './beginsWord.ts';
import { has } from './patterns.ts';
import type { Query } from './readQuery.ts';
import type { FoundNote } from './types.ts';

/** Of a word that stands in every note the newest ones are looked at. */
const mostLookedAt = { one: 500, several: 5000 };

/**
 * Notes of the team with afspraken that it may see, the newest first: each word begins a word of the note, or is part of
 * the name of whose afspraak it is; one at least is in the note.
 */
export async function findNotes(ctx: Ctx, query: Query, most: number): Promise<FoundNote[]> {
  may(ctx, 'appointment.read');
  const words = wordsOfText(query);
  if (words === null) return [];
  const { id, appointmentId, staffId, at, text, textFolded } = appointmentNotes;
  const newest = ctx.db
    .select({ id, appointmentId, staffId, at, text, textFolded })
    .from(appointmentNotes)
    .where(or(...words.enough.map((part) => beginsWord(textFolded, part))))
    .orderBy(desc(at))
    .limit(words.all.length === 1 ? mostLookedAt.one : mostLookedAt.several)
    .as('newest');
  const author = alias(staff, 'author');
  const inNoteOrName = ({ name, parts }: { name: string; parts: string[] }): SQL | undefined =>
    or(
      and(...parts.map((part) => beginsWord(newest.textFolded, part))),
      like(appointments.nameFolded, has(name)),
    );
  const rows = await ctx.db
    .select({
      id: newest.id,
      at: newest.at,
      text: newest.text,
      author: author.firstName,
      appointment: { id: appointments.id, name: appointments.name },
    })
    .from(newest)
    .innerJoin(appointments, eq(appointments.id, newest.appointmentId))
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .innerJoin(author, eq(author.id, newest.staffId))
    .where(
      and(
        scope(ctx, 'appointment.read'),
        isNull(appointments.wipedAt),
        ...(words.all.length === 1 ? [] : query.words.map(inNoteOrName)),
      ),
    )
    .orderBy(desc(newest.at), newest.id)
    .limit(most);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
}
