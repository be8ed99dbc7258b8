import { hashToken } from '#server/kernel/tokens.ts';
import type { Write } from '#server/kernel/write.ts';
import { tokenOf } from './findPlace.ts';

/** Whoever had the old private link of an afspraak may have had the link of its place in the list too: that is made anew with it. */
export async function renewPlaceLink(w: Write, appointmentId: string): Promise<void> {
  const [place] = await w.tx<{ id: string; generation: number }[]>`
    select id, generation from waiting_list where appointment_id = ${appointmentId} and ended_at is null for update`;
  if (!place) return;
  const { id } = place;
  const generation = place.generation + 1;
  await w.tx`
    update waiting_list set generation = ${generation}, token_hash = ${hashToken(tokenOf(w.ctx, { id, generation }))}, version = version + 1
    where id = ${id}`;
  w.record({ about: { kind: 'waiting-list', id }, what: 'link-renewed' });
}
