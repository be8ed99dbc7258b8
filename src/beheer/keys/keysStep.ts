import { z } from 'zod';
import { readAll } from '#server/configuration/read.ts';
import { sayMessage } from '#server/kernel/texts/texts.ts';
import {
  endOrganisationKey,
  makeOrganisationKey,
  type OrganisationKey,
  readOrganisationKeys,
} from '#server/referral/organisationKeys.ts';
import { organisationKeySchema } from '#server/referral/schema.ts';
import { fieldErrors, type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../../agenda/paths.ts';

export interface KeysPage {
  /** Those that a key can be made for. */
  organisations: { id: string; name: string }[];
  standing: OrganisationKey[];
  ended: OrganisationKey[];
  /** Made just now: the only time that it is shown. */
  made: { key: string; name: string } | null;
  /** It is asked whether this one is to end. */
  ending: OrganisationKey | null;
  fields: { organisation: string; name: string };
  errors: PageErrors;
  /** One was ended just now. */
  done: boolean;
}

const formSchema = z.object({
  organisation: z.uuid({ error: 'organisation-required' }),
  ...organisationKeySchema.shape,
});

/** The keys with which systems of organisations refer. What was made is on the answer itself, and nowhere else. */
export const keysStep: TakeStep<KeysPage> = async ({ request, url, locals: { ctx } }) => {
  const query = url.searchParams;
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  if (values && typed(values, 'does') === 'end') {
    await endOrganisationKey(ctx, typed(values, 'key') ?? '');
    return redirectTo(staffPaths.keys({ done: 'ended' }));
  }
  const fields = {
    organisation: (values ? typed(values, 'organisation') : query.get('organisation')) ?? '',
    name: (values ? typed(values, 'name') : query.get('name')) ?? '',
  };
  const parsed = values && formSchema.safeParse(fields);
  const wrong = parsed?.error ? fieldErrors(parsed.error) : [];
  let made: KeysPage['made'] = null;
  if (parsed?.success) {
    const { organisation, name } = parsed.data;
    const result = await makeOrganisationKey(ctx, organisation, { name });
    if (!result.ok && result.error === 'unconfirmed')
      return redirectTo(staffPaths.confirm(staffPaths.keys(fields)));
    if (result.ok) made = { key: result.key, name };
    else wrong.push({ field: 'organisation', message: 'organisation-required' });
  }
  const [keys, all] = await Promise.all([readOrganisationKeys(ctx), readAll(ctx)]);
  const standing = keys.filter(({ endedAt }) => endedAt === null);
  const errors = pageErrors(
    sayErrors(wrong, { fields: ['organisation', 'name'], say: (message) => sayMessage('nl', message) }),
  );
  return showPage(
    {
      organisations: [...all.organisation].flatMap(([id, { name, active }]) =>
        active === false ? [] : [{ id, name }],
      ),
      standing,
      ended: keys.filter(({ endedAt }) => endedAt !== null),
      made,
      ending: standing.find(({ id }) => id === query.get('end')) ?? null,
      fields: made ? { organisation: '', name: '' } : fields,
      errors,
      done: query.get('done') === 'ended',
    },
    wrong.length > 0 ? 422 : 200,
  );
};
