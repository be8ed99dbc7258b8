import { z } from 'zod';
import { meldingKinds } from '#db/schema/words.ts';
import { changeTerms, type TermsResult, takeBackTerms } from '#server/configuration/terms.ts';
import type { Ctx } from '#server/http/context.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import type { Terms } from '#server/settings/trajectTerms.ts';
import { type SaidError, saidErrorsSchema } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import type { texts } from '../../content/texts.ts';

type T = ReturnType<typeof texts>;

/** Days as one may ask for them: working days to assign, else days. */
const most = { assign: 20, contact: 90, intake: 180 } as const;
export const termSteps = ['contact', 'intake'] as const;

export const termField = (step: (typeof termSteps)[number], kind: (typeof meldingKinds)[number]) =>
  `${step}-${kind}` as const;

/** What stands in the fields of terms. */
export const filledTerms = ({ assignDays, kinds }: Terms): Record<string, string> => ({
  assign: String(assignDays),
  ...Object.fromEntries(
    meldingKinds.flatMap((kind) => [
      [termField('contact', kind), String(kinds[kind].contactDays)],
      [termField('intake', kind), String(kinds[kind].intakeDays)],
    ]),
  ),
});

export const refusals = z.object({
  ok: z.literal(false),
  error: z.literal('said'),
  said: saidErrorsSchema,
  /** Somebody else was first: what was typed is not shown again. */
  changed: z.boolean(),
});
type Refusal = z.output<typeof refusals>;
type Done = { ok: true; done: 'changed' | 'taken-back' };

/** Adds a change of the terms, or takes one back that has not begun. `today` is ISO. */
export async function postTerms(
  ctx: Ctx,
  { t, values, today }: { t: T; values: FormValues; today: string },
): Promise<Done | Refusal> {
  const version = readVersion(values[versionField]);
  if (typed(values, 'does') === 'take-back') {
    const from = z.iso.date().safeParse(typed(values, 'from')).data ?? '';
    return answer(t, await takeBackTerms(ctx, from, version), 'taken-back');
  }
  const from = readDate(typed(values, 'from') ?? '', today, { ahead: true });
  const { value, wrong } = readTerms(t, values);
  const unread = from === null ? [{ field: 'from', message: t('terms.error.date') }] : [];
  if (from === null || wrong.length > 0) return said([...unread, ...wrong]);
  return answer(t, await changeTerms(ctx, { from, value }, version), 'changed');
}

function answer(t: T, result: TermsResult, done: Done['done']): Done | Refusal {
  if (result.ok) return { ok: true, done };
  if (result.error === 'changed') return said([{ message: t('terms.error.changed') }], true);
  if (result.error === 'not-ahead' && done === 'taken-back')
    return said([{ message: t('terms.error.begun') }], true);
  if (result.error === 'not-ahead' || result.error === 'same-date')
    return said([{ field: 'from', message: t(`terms.error.${result.error}`) }]);
  if (result.error === 'same' || result.error === 'too-many')
    return said([{ message: t(`terms.error.${result.error}`) }]);
  return said([{ message: t('beheer.refused.terms-used') }]);
}

const said = (errors: SaidError[], changed = false): Refusal => ({
  ok: false,
  error: 'said',
  said: errors,
  changed,
});

/** The terms that a form has, and what is wrong with each field. */
function readTerms(t: T, values: FormValues): { value: Terms; wrong: SaidError[] } {
  const wrong: SaidError[] = [];
  const read = (field: string, limit: number): number => {
    const text = (typed(values, field) ?? '').trim();
    const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    if (days < 1 || days > limit) wrong.push({ field, message: sayWrong(t, field, limit) });
    return days;
  };
  const assignDays = read('assign', most.assign);
  const kindOf = (kind: (typeof meldingKinds)[number]) => ({
    contactDays: read(termField('contact', kind), most.contact),
    intakeDays: read(termField('intake', kind), most.intake),
  });
  const kinds: Terms['kinds'] = {
    v3: kindOf('v3'),
    v4: kindOf('v4'),
    rmc: kindOf('rmc'),
    lrv: kindOf('lrv'),
    luxe: kindOf('luxe'),
    overig: kindOf('overig'),
    uit: kindOf('uit'),
    abs: kindOf('abs'),
    overstap: kindOf('overstap'),
    'no-show': kindOf('no-show'),
    kwetsbaar: kindOf('kwetsbaar'),
    zelf: kindOf('zelf'),
  };
  return { value: { assignDays, kinds }, wrong };
}

function sayWrong(t: T, field: string, count: number): string {
  const kind = meldingKinds.find((one) => field.endsWith(`-${one}`));
  if (kind === undefined) return t('terms.error.assign', { count });
  const step = field.startsWith('contact-') ? 'contact' : 'intake';
  return t(`terms.error.${step}`, { kind: t(`terms.kind.${kind}`), count });
}
