import type { Ctx } from '#server/http/context.ts';
import { type Delivery, readWebhook, type Webhook } from '#server/webhooks/readWebhooks.ts';
import {
  endWebhook,
  redeliver,
  renewWebhookSecret,
  resumeWebhook,
  testWebhook,
} from '#server/webhooks/saveWebhook.ts';
import { readForm, typed } from '#ui/form.ts';
import { brokenForm, notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { staffPaths, withQuery } from '../../agenda/paths.ts';

const news = ['tested', 'resumed', 'redelivered', 'ended'] as const;
type News = (typeof news)[number];

export interface WebhookPage {
  webhook: Webhook;
  deliveries: Delivery[];
  /** Renewed just now: the only time that it is shown. */
  secret: string | null;
  /** It is asked whether the webhook is to end. */
  ending: boolean;
  done: News | null;
}

const acts: Readonly<Record<string, { act: (ctx: Ctx, id: string) => Promise<unknown>; done: News }>> = {
  test: { act: testWebhook, done: 'tested' },
  resume: { act: resumeWebhook, done: 'resumed' },
  end: { act: endWebhook, done: 'ended' },
};

/** One webhook: what it heard, and what can be done with it. */
export const webhookStep: TakeStep<WebhookPage> = async ({ request, url, params, locals: { ctx } }) => {
  const { id = '' } = params;
  const values = request.method === 'POST' ? await readForm(request) : undefined;
  if (values === null) return brokenForm;
  const here = staffPaths.webhook(id);
  const does = values && (typed(values, 'does') ?? '');
  const known = acts[does ?? ''];
  if (known) {
    await known.act(ctx, id);
    return redirectTo(withQuery(here, { done: known.done }));
  }
  if (does === 'redeliver') {
    await redeliver(ctx, typed(values ?? {}, 'event') ?? '');
    return redirectTo(withQuery(here, { done: 'redelivered' }));
  }
  const renewed = does === 'renew' ? await renewWebhookSecret(ctx, id) : null;
  if (renewed && !renewed.ok && renewed.error === 'unconfirmed') return redirectTo(staffPaths.confirm(here));
  const found = await readWebhook(ctx, id);
  if (!found.ok) return notFound;
  const asked = url.searchParams.get('done');
  return showPage({
    webhook: found.webhook,
    deliveries: found.deliveries,
    secret: renewed?.ok ? renewed.secret : null,
    ending: url.searchParams.has('end'),
    done: news.find((one) => one === asked) ?? null,
  });
};
