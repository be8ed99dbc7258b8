import { z } from 'zod';
import type { Ctx } from '#server/configuration/context.ts';
import { readAll, readChanges, readOne, type TakenChange } from '#server/configuration/read.ts';
import { reasons } from '#server/configuration/refusal.ts';
import { type SaveResult, saveConfiguration } from '#server/configuration/save.ts';
import type { Touch } from '#server/configuration/touches.ts';
import type { Configuration, ConfigurationKind, ConfigurationValues } from '#server/configuration/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { type PageErrors, pageErrors, type SaidError } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { withQuery } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { type Difference, differencesOf } from './differences.ts';
import { beheerPaths, type ListedKind, newWord } from './paths.ts';
import { sayProblem } from './sayProblem.ts';
import { type Fields, fieldsOf } from './values.ts';

type T = ReturnType<typeof texts>;
type Path = readonly (string | number)[];

/** How one kind is filled in on a page. */
export interface SubjectForm<Kind extends ConfigurationKind> {
  kind: Kind;
  /** What the fields hold of one that is there; of a new one what is usual. */
  fields(value: ConfigurationValues[Kind] | null): Fields;
  /** What was typed, as the setup file would say it. `today` is an ISO date. */
  given(fields: Fields, today: string): unknown;
  /** The field of a problem within the value, and what it is called; none where no field is to blame. */
  field(path: Path, fields: Fields, t: T): { name: string; label: string } | undefined;
}

export interface SubjectPage<Kind extends ConfigurationKind> {
  /** Null for a new one. */
  id: string | null;
  /** As it stands; null for a new one. */
  value: ConfigurationValues[Kind] | null;
  fields: Fields;
  version: number;
  errors: PageErrors;
  /** What else happens, to be agreed to by sending the word along with the same act. */
  agree: { does: Does; touches: Touch[]; word: string } | null;
  /** What another beheerder changed while this was filled in. */
  theirs: Difference[] | null;
  /** The change that was made just now, to take it back; `same` when nothing differs. */
  done: number | 'same' | null;
  history: TakenChange[];
  /** What else there is, to choose from. */
  all: Configuration;
}

const acts = ['save', 'end', 'restore', 'remove'] as const;
type Does = (typeof acts)[number];

const appointment = z.object({
  id: z.string(),
  start: z.number(),
  casemanager: z.object({ id: z.string(), name: z.string() }),
});
const touchSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal(['outside', 'topic']), count: z.int(), first: z.array(appointment) }),
  z.object({ what: z.literal('people'), names: z.array(z.string()) }),
]) satisfies z.ZodType<Touch>;

const no = z.literal(false);
/** What may come of it when it is not saved, as it is kept with what was typed. */
export const refusals = z.discriminatedUnion('error', [
  z.object({
    ok: no,
    error: z.literal('invalid'),
    problems: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
  }),
  z.object({ ok: no, error: z.literal('unknown') }),
  z.object({ ok: no, error: z.literal('changed') }),
  z.object({ ok: no, error: z.literal('touches'), touches: z.array(touchSchema), word: z.string() }),
  z.object({
    ok: no,
    error: z.literal('refused'),
    because: z.enum(reasons),
    names: z.array(z.string()),
  }),
]) satisfies z.ZodType<Extract<SaveResult, { ok: false }>>;
type Refused = z.output<typeof refusals>;

/** The field that sends back the word of what was shown. */
export const agreedField = 'agreed';

/** The page of one of a kind, or of a new one: what is known of it, how it is changed, ended or taken away. */
export const subjectStep =
  <Kind extends ListedKind>(subject: SubjectForm<Kind>): TakeStep<SubjectPage<Kind>> =>
  async (asked) => {
    const { ctx, lang } = asked.locals;
    const { kind } = subject;
    const t = texts(lang);
    const id = asked.params.id === newWord ? null : (asked.params.id ?? '');
    const form = await takeForm(asked);
    if (form.values === null) return brokenForm;
    const result = await form.answer(refusals, (sent) => carryOut(ctx, subject, id, sent));
    if (result?.ok) {
      const isGone = form.values && doesOf(form.values) === 'remove';
      const to = isGone ? beheerPaths.list(kind) : beheerPaths.one(kind, result.id);
      return redirectTo(withQuery(to, { done: result.change?.toString() ?? 'same' }));
    }
    const found = id === null ? null : await readOne(ctx, kind, id);
    if (found === undefined) return notFound;
    if (form.sent) return form.again();

    const refusal = result?.ok === false ? result : undefined;
    const stored = subject.fields(found?.value ?? null);
    const isTyped = form.values !== undefined && doesOf(form.values) === 'save';
    const fields = form.values && isTyped ? fieldsOf(form.values) : stored;
    const seen = form.values ? readVersion(form.values[versionField]) : 0;
    const history = id === null ? [] : (await readChanges(ctx, { kind, subject: id })).changes;
    const all = await readAll(ctx);
    const done = form.values ? null : asked.url.searchParams.get('done');
    return showPage(
      {
        id,
        value: found?.value ?? null,
        fields,
        // Whoever was told what another changed saves over that; whoever is asked to agree does not.
        version: form.values && refusal?.error !== 'changed' ? seen : (found?.version ?? 0),
        errors: pageErrors(errorsOf(t, subject, refusal, fields)),
        agree:
          refusal?.error === 'touches' && form.values
            ? { does: doesOf(form.values), touches: refusal.touches, word: refusal.word }
            : null,
        theirs:
          refusal?.error === 'changed' ? differencesOf(kind, ...since(history, seen, found?.value)) : null,
        done: done === 'same' ? 'same' : Number(done) || null,
        history,
        all,
      },
      refusal ? (refusal.error === 'invalid' ? 422 : 409) : 200,
    );
  };

const doesOf = (values: FormValues): Does => acts.find((act) => act === typed(values, 'does')) ?? 'save';

async function carryOut<Kind extends ListedKind>(
  ctx: Ctx,
  subject: SubjectForm<Kind>,
  id: string | null,
  values: FormValues,
): Promise<SaveResult> {
  const { kind } = subject;
  const does = doesOf(values);
  const version = readVersion(values[versionField]);
  const agreed = typed(values, agreedField);
  const today = dateInAmsterdam(ctx.clock.now());
  const save = (given: unknown) => saveConfiguration(ctx, { kind, id, given, version, agreed });
  if (does === 'save') return save(subject.given(fieldsOf(values), today));
  const found = id === null ? undefined : await readOne(ctx, kind, id);
  if (!found) return { ok: false, error: 'unknown' };
  return save(does === 'remove' ? null : { ...found.value, active: does === 'restore' });
}

/** How it was on the page that was sent, and how it is now. */
function since(
  history: readonly TakenChange[],
  seen: number,
  now: unknown,
): [before: unknown, after: unknown] {
  const first = history.findLast(({ id }) => id > seen);
  return [first?.before ?? null, now ?? null];
}

function errorsOf<Kind extends ConfigurationKind>(
  t: T,
  subject: SubjectForm<Kind>,
  refusal: Refused | undefined,
  fields: Fields,
): SaidError[] {
  if (!refusal || refusal.error === 'touches') return [];
  if (refusal.error === 'refused') return [{ message: sayRefusal(t, refusal) }];
  if (refusal.error !== 'invalid') return [{ message: t(`beheer.error.${refusal.error}`) }];
  return refusal.problems.map(({ path, message }) => {
    const field = subject.field(path, fields, t);
    const said = sayProblem(t, message, field?.label);
    return field ? { field: field.name, message: said } : { message: said };
  });
}

/** Why it cannot be, with who is in the way. */
export const sayRefusal = (
  t: T,
  { because, names }: Pick<Extract<Refused, { error: 'refused' }>, 'because' | 'names'>,
) => [t(`beheer.refused.${because}`), names.join(', ')].filter(Boolean).join(' ');
