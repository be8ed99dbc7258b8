import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/chat/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { findChats } from './findChats.ts';
import { findNotes } from './findNotes.ts';
import { findOwnOfDay, findPeople } from './findPeople.ts';
import { type Command, readCommand } from './readCommand.ts';
import { type Query, readQuery } from './readQuery.ts';
import type { Found, FoundPerson } from './types.ts';

/** How many of each are wanted. */
export interface SearchSize {
  people: number;
  notes: number;
  chats: number;
}

/**
 * All that whoever is signed in may find for one text: people with an afspraak, notes of the team, chats, and what the text
 * means as a command. Nothing is done by it. Any text is taken; one that nothing can be found by says why. What is searched
 * goes by indexes, and what is looked at has an end.
 */
export async function search(ctx: Ctx, { text, size }: { text: string; size: SearchSize }): Promise<Found> {
  may(ctx, 'appointment.find');
  const today = dateInAmsterdam(ctx.clock.now());
  const commands = readCommand(text, today);
  const [command] = commands;
  const of = command?.kind === 'care' ? command.text : command?.kind === 'book' ? command.name : text;
  const read = readQuery(of, today);
  const query = read.ok ? read.query : null;
  const [found, notes, chats] = await Promise.all([
    people(ctx, command, query, size.people),
    query && command?.kind !== 'care' ? findNotes(ctx, query, size.notes) : [],
    query && command?.kind !== 'care' ? findChats(ctx, query, size.chats) : [],
  ]);
  viewed(ctx, 'appointment.find', { kind: 'search' });
  const problem = read.ok || command ? null : read.error;
  return { query, problem, commands, ...found, notes, chats };
}

async function people(
  ctx: Ctx,
  command: Command | undefined,
  query: Query | null,
  most: number,
): Promise<{ people: FoundPerson[]; more: boolean }> {
  const nobody = { people: [], more: false };
  if (command?.kind === 'absence' || command?.kind === 'week') return nobody;
  if (query) return findPeople(ctx, query, most);
  if (command?.kind !== 'care') return nobody;
  // An act of which nobody was named is for somebody of today.
  const found = await findOwnOfDay(ctx, dateInAmsterdam(ctx.clock.now()));
  return { people: found.slice(0, most), more: found.length > most };
}
