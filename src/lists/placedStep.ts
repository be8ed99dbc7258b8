import type { FoundList } from '#server/lists/find.ts';
import { confirmPlaced, confirmSchema, type Proposal, readProposals } from '#server/lists/placed.ts';
import { readList } from '#server/lists/readList.ts';
import { fieldErrors, type PageErrors, pageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { takeForm } from '#ui/takeForm.ts';
import { staffPaths } from '../agenda/paths.ts';
import { texts } from '../content/texts.ts';
import { type NotDone, notDone, refuse } from './giveForm.ts';

export interface PlacedPage {
  list: FoundList;
  proposals: readonly Proposal[];
  next: number | null;
  picked: readonly string[];
  /** Whose traject is of the team, so that one can confirm it. */
  choosable: readonly Proposal[];
  /** The same page with all of them chosen, or none. */
  all: string;
  none: string;
  errors: PageErrors;
  /** How many were just confirmed. */
  done: number | null;
}

/** The value of the box of a proposal. */
export const pickOf = ({ number, traject }: Proposal): string => `${number} ${traject?.version ?? ''}`;

const canChoose = ({ traject }: Proposal): boolean => traject === null || traject.isMine;

const picksIn = (values: FormValues): string[] =>
  [values.pick].flat().filter((pick): pick is string => typeof pick === 'string');

/** Who is on a good place by a list, and what is still open of them: a person confirms, one by one or many at once. */
export const placedStep: TakeStep<PlacedPage> = async (asked) => {
  const { locals, url, params } = asked;
  const { ctx, lang } = locals;
  const { id = '' } = params;
  const t = texts(lang);
  const after = Number(/^\d{1,7}$/.exec(url.searchParams.get('after') ?? '')?.[0] ?? 0);
  const found = await readProposals(ctx, id, { after });
  if (!found.ok) return notFound;
  const form = await takeForm(asked);
  if (form.values === null) return brokenForm;
  const names = new Map(found.proposals.map(({ number, person }) => [number, person]));
  const result = await form.answer(notDone, async (values): Promise<{ ok: true; done: number } | NotDone> => {
    const rows = picksIn(values).map((pick) => {
      const [row, version] = pick.split(' ');
      return { row: Number(row), version: version ? Number(version) : null };
    });
    const parsed = confirmSchema.safeParse({ rows });
    if (!parsed.success) {
      const isNone = fieldErrors(parsed.error).some(({ message }) => message === 'nothing-chosen');
      return refuse(422, { message: t(isNone ? 'lists.error.nothing-chosen' : 'lists.error.form-broken') });
    }
    const came = await confirmPlaced(ctx, id, parsed.data);
    if (!came.ok) return refuse(404, { message: t('lists.error.row-gone') });
    const say = (numbers: readonly number[], word: 'changed' | 'busy' | 'not-ours') =>
      numbers.map((number) => ({
        message: t(`lists.placed.${word}`, { name: names.get(number) ?? `${t('lists.row')} ${number}` }),
      }));
    const left = [
      ...say(came.changed, 'changed'),
      ...say(came.busy, 'busy'),
      ...say(came.elsewhere, 'not-ours'),
    ];
    return left.length === 0 ? { ok: true, done: came.done.length } : refuse(409, ...left);
  });
  if (result?.ok) return redirectTo(staffPaths.listPlaced(id, { done: String(result.done) }));
  if (form.sent) return form.again();
  const facts = await readList(ctx, id);
  if (!facts.ok) return notFound;
  const choosable = found.proposals.filter(canChoose);
  const here = { after: after > 0 ? String(after) : undefined };
  const isAll = url.searchParams.get('all') === 'yes';
  const done = /^\d{1,3}$/.exec(url.searchParams.get('done') ?? '')?.[0];
  return showPage(
    {
      list: facts.list,
      proposals: found.proposals,
      next: found.next,
      picked: form.values === undefined && isAll ? choosable.map(pickOf) : picksIn(form.values ?? {}),
      choosable,
      all: staffPaths.listPlaced(id, { ...here, all: 'yes' }),
      none: staffPaths.listPlaced(id, here),
      errors: pageErrors(result?.errors ?? []),
      done: result || done === undefined ? null : Number(done),
    },
    result?.status,
  );
};
