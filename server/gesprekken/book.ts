import { may } from '#server/access/may.ts';
import { type BookResult, book } from '#server/booking/book.ts';
import { type BookForResult, bookFor } from '#server/booking/bookFor.ts';
import type { BookForInput, BookInput } from '#server/booking/schema.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { lockTraject } from '#server/trajecten/find.ts';
import { tellOwner } from './answer.ts';
import type { Ctx } from './context.ts';
import { findInvitation, lockInvitation } from './find.ts';
import { addLink } from './link.ts';

/**
 * Makes an afspraak for a jongere who came by an invitation, and joins it to their traject in the same write. Whose link opens nothing
 * any more by then has the afspraak all the same: who wants to talk is not sent away.
 */
export async function bookGesprek(
  ctx: Ctx,
  token: string,
  input: BookInput,
  key?: string,
): Promise<BookResult> {
  may(ctx, 'gesprek.own');
  const found = await findInvitation(ctx, token);
  if (!found.ok) return book(ctx, input, key);
  return book(ctx, input, key, {
    also: async (w, { id: appointment }) => {
      const locked = await lockInvitation(w, token);
      if (!locked.ok) return null;
      const { id: invitation, traject, owner } = locked.row;
      await w.tx`update traject_invitations set appointment_id = ${appointment} where id = ${invitation}`;
      await addLink(w, traject, { kind: 'appointment', id: appointment });
      tellOwner(w, { invitation, owner: owner.id });
      return null;
    },
  });
}

/**
 * Makes an afspraak for the jongere of a traject, as `bookFor` does for anybody, and joins it to that traject in the same write. A
 * repeat with the same key gives the same afspraak.
 */
export async function bookGesprekFor(
  ctx: Ctx,
  traject: string,
  input: BookForInput,
  { key, insists }: { key: string; insists: boolean },
): Promise<BookForResult | NotFound> {
  may(ctx, 'traject.write');
  return bookFor(ctx, input, keyOfTraject(traject, key), {
    insists,
    also: async (w, { id: appointment }) => {
      const found = await lockTraject(w, 'traject.write', traject);
      if (!found.ok) return found;
      if (!found.row.isOpen) return { ok: false, error: 'not-found' };
      await addLink(w, traject, { kind: 'appointment', id: appointment });
      return null;
    },
  });
}

/** The key of `bookFor`, of the form with which a gesprek is planned. */
export const keyOfTraject = (traject: string, key: string): string => `${traject} ${key}`;
