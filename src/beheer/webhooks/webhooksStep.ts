import { readAll } from '#server/configuration/read.ts';
import type { Ctx } from '#server/http/context.ts';
import { readWebhooks, type Webhook } from '#server/webhooks/readWebhooks.ts';
import { makeWebhook } from '#server/webhooks/saveWebhook.ts';
import { webhookSchema } from '#server/webhooks/schema.ts';
import { fieldErrors, type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, readForm } from '#ui/form.ts';
import { brokenForm, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths } from '../../agenda/paths.ts';
import { texts } from '../../content/texts.ts';
import { type Fields, fieldsOf, queryOf } from './fields.ts';

export interface WebhooksPage {
  /** Those that a webhook can be for. */
  organisations: { id: string; name: string }[];
  standing: Webhook[];
  ended: Webhook[];
  /** Made just now: the only time that its secret is shown. */
  made: { id: string; name: string; secret: string } | null;
  fields: Fields;
  errors: PageErrors;
}

const names = ['organisation', 'name', 'url', 'kinds', 'oin'] as const;
const words = {
  organisation: 'webhooks.error.organisation',
  name: 'webhooks.error.name',
  url: 'webhooks.error.url',
  'address-refused': 'webhooks.error.address-refused',
  kinds: 'webhooks.error.kinds',
  oin: 'webhooks.error.oin',
} as const;
type Word = keyof typeof words;
const isWord = (message: string): message is Word => message in words;

/** The systems that hear what happened. A secret that was made is on the answer itself, and nowhere else. */
export const webhooksStep: TakeStep<WebhooksPage> = async ({ request, url, locals: { ctx, lang } }) => {
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const fields = fieldsOf(values ?? url.searchParams);
  const result = values && (await make(ctx, values));
  if (result?.error === 'unconfirmed')
    return redirectTo(staffPaths.confirm(staffPaths.webhooks(queryOf(fields))));
  const wrong = result?.wrong ?? [];
  const [webhooks, all] = await Promise.all([readWebhooks(ctx), readAll(ctx)]);
  const t = texts(lang);
  const say = (message: string) => t(words[isWord(message) ? message : 'url']);
  const made = result?.made ?? null;
  return showPage(
    {
      organisations: [...all.organisation].flatMap(([id, { name, active }]) =>
        active === false ? [] : [{ id, name }],
      ),
      standing: webhooks.filter(({ endedAt }) => endedAt === null),
      ended: webhooks.filter(({ endedAt }) => endedAt !== null),
      made,
      fields: made ? fieldsOf({}) : fields,
      errors: pageErrors(sayErrors(wrong, { fields: [...names], say })),
    },
    wrong.length > 0 ? 422 : 200,
  );
};

type Made = {
  made?: WebhooksPage['made'];
  wrong?: { field: string; message: string }[];
  error?: 'unconfirmed';
};

async function make(ctx: Ctx, values: FormValues): Promise<Made> {
  const parsed = webhookSchema.safeParse(values);
  if (!parsed.success) return { wrong: fieldErrors(parsed.error) };
  const result = await makeWebhook(ctx, parsed.data);
  if (result.ok) return { made: { id: result.id, name: parsed.data.name, secret: result.secret } };
  if (result.error === 'unconfirmed') return { error: 'unconfirmed' };
  if (result.error === 'address-refused') return { wrong: [{ field: 'url', message: 'address-refused' }] };
  return { wrong: [{ field: 'organisation', message: 'organisation' }] };
}
