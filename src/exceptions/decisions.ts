import type { Decision } from '#server/agenda/settleOutside.ts';
import { messageSchema } from '#server/booking/schema.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { type FormValues, typed } from '#ui/form.ts';

const whats = ['keep', 'hand-over', 'ask'] as const;

/** What was filled in at one afspraak. */
export interface TypedDecision {
  what: string;
  to: string;
  message: string;
}

/** What was filled in for all at once. */
export interface TypedForAll {
  what: string;
  message: string;
}

/** The names of the fields of one decision about all. */
export const forAllFields = { what: 'for-all', message: 'message-all' } as const;

/** The names of the fields of one afspraak. */
export const fieldsOf = (id: string) => ({
  version: `${versionField}-${id}`,
  what: `what-${id}`,
  to: `to-${id}`,
  message: `message-${id}`,
});

/**
 * What was decided about the afspraken of a form, what was typed at each, and what is missing. Those left for later
 * are not among the decisions. `forAll` is what was typed where the same is decided about all, whose choice and word hold for
 * each.
 */
export function readDecisions(values: FormValues) {
  const forAll = typedForAll(values);
  const whatForAll = whats.find((what) => what === forAll?.what);
  const decisions: Decision[] = [];
  const typedAt = new Map<string, TypedDecision>();
  const faults: { id: string; error: 'colleague-required' | 'message' | 'what-required' }[] = [];
  for (const name of Object.keys(values)) {
    if (!name.startsWith(`${versionField}-`)) continue;
    const id = name.slice(versionField.length + 1);
    const field = fieldsOf(id);
    const written = {
      what: typed(values, field.what) ?? '',
      to: typed(values, field.to) ?? '',
      message: (forAll ? forAll.message : typed(values, field.message)) ?? '',
    };
    typedAt.set(id, written);
    const what = forAll ? whatForAll : whats.find((one) => one === written.what);
    // A word without a decision goes nowhere, and would be gone with the page.
    if (!what && !forAll && written.message.trim() !== '') faults.push({ id, error: 'what-required' });
    if (!what) continue;
    const message = messageSchema.safeParse(written.message);
    const to = forAll ? undefined : written.to;
    if (what !== 'keep' && !message.success) faults.push({ id, error: 'message' });
    else if (what === 'hand-over' && to === '') faults.push({ id, error: 'colleague-required' });
    else
      decisions.push({
        id,
        version: readVersion(values[name]),
        what,
        to,
        message: message.data,
      });
  }
  return { decisions, typedAt, faults, forAll };
}

function typedForAll(values: FormValues): TypedForAll | undefined {
  const message = typed(values, forAllFields.message);
  return message === undefined ? undefined : { what: typed(values, forAllFields.what) ?? '', message };
}
