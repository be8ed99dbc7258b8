import type { Roster } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { MoveInput } from './schema.ts';
import { resolveSlotRequest, type SlotRequest } from './slotRequest.ts';
import type { Appointment, Invalid, OfStaff } from './types.ts';

/**
 * The target of a move: another time, location or modality. `stands` when the afspraak is there already, as after a repeated
 * request.
 */
export function newTimeOf(
  roster: Roster,
  old: OfStaff,
  input: MoveInput,
): { ok: true; request: SlotRequest; stands: boolean } | Invalid {
  const modality = input.modality ?? old.modality;
  const location = input.location ?? (meetsAtLocation(modality) ? old.location.id : undefined);
  const wanted = { start: input.start, topic: old.topic.id, location, modality };
  // Who has an afspraak may move it, whomever its topic is for by now.
  const resolved = resolveSlotRequest(roster, wanted, 'staff');
  if (!resolved.ok) return resolved;
  const { request } = resolved;
  const sameTime = old.start === request.start && old.modality === modality;
  const stands = sameTime && (location === undefined || location === old.location.id);
  if (!stands && modality === 'telefoon' && old.phone === null)
    return { ok: false, error: 'invalid', errors: [{ field: 'modality', message: 'phone-needed-for-call' }] };
  if (modality === 'huisbezoek' && old.visitAddress === null)
    return { ok: false, error: 'invalid', errors: [{ field: 'modality', message: 'visit-needs-address' }] };
  return { ok: true, request, stands };
}

/** The details of a move for the history: both starts, and both casemanagers when it changed hands. */
export function moveDetails(
  old: Pick<Appointment, 'start' | 'casemanager'>,
  request: Pick<SlotRequest, 'start'>,
  casemanagerId: string,
): Record<string, string> {
  const from = new Date(old.start).toISOString();
  const to = new Date(request.start).toISOString();
  const before = old.casemanager.id;
  return casemanagerId === before ? { from, to } : { from, to, fromStaff: before, toStaff: casemanagerId };
}
