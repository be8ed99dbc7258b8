import type { Ctx } from '#server/http/context.ts';
import { readToBook, type ToBook } from '#server/walkIn/bookWalkIn.ts';
import { anybody } from './choices.ts';

/** Who waits in a line of today and is booked for; null when they are not to be found, undefined when nobody was asked for. */
export async function readInLine(
  ctx: Ctx,
  id: string | null | undefined,
): Promise<ToBook | null | undefined> {
  if (id === null || id === undefined) return undefined;
  const found = await readToBook(ctx, id);
  return found.ok ? found.walkIn : null;
}

/** What fills in a form for who waits: what they came for, there, with whoever can first. A first name stands in no address. */
export function ofLine(params: URLSearchParams, walkIn: ToBook | null | undefined): URLSearchParams {
  const filled = new URLSearchParams(params);
  if (!walkIn) return filled;
  const { firstName, topic, location } = walkIn;
  if (firstName !== null) filled.set('name', firstName);
  filled.set('topic', topic);
  filled.set('who', anybody);
  filled.set('manner', `op-locatie/${location}`);
  return filled;
}
