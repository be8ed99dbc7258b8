import { NotifyClient } from 'notifications-node-client';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Texter } from '#server/notifications/context.ts';
import type { Sent } from '#server/notifications/mail/mailer.ts';
import type { TextMessage } from '#server/notifications/types.ts';

export interface NotifyConfig {
  /** Where NotifyNL is, without a slash at the end. */
  url: string;
  /** Of one service: its name, its id and its secret. */
  apiKey: string;
  /** A template of text messages of which the body is `((bericht))` and nothing else. */
  template: string;
  /** Who a message comes from, unless it has to be discreet; null for what the service itself says. */
  sender: string | null;
  /** What its receipts come with; null when it sends none. */
  receiptToken: string | null;
}

const answerMs = 10_000;

const sentSchema = z.object({ data: z.object({ id: z.uuid() }) });
const foundSchema = z.object({
  data: z.object({
    notifications: z.array(z.object({ id: z.uuid(), status: z.string(), reference: z.string().nullish() })),
  }),
});
const errorSchema = z.object({
  code: z.string().optional(),
  response: z
    .object({
      status: z.number(),
      headers: z.object({ 'retry-after': z.string().optional() }).optional(),
      // A proxy before it answers with a page.
      data: z
        .object({ errors: z.array(z.object({ message: z.string() })) })
        .optional()
        .catch(undefined),
    })
    .optional(),
});

/** States in which the provider gave a message up, so that it is not under way any more. */
const givenUp = new Set([
  'temporary-failure',
  'permanent-failure',
  'technical-failure',
  'validation-failed',
  'cancelled',
]);

/** Text messages by NotifyNL, which speaks as GOV.UK Notify does: `POST /v2/notifications/sms`, with a JWT of one service. */
export function textsBy(config: NotifyConfig, { log }: { log: Logger }): Texter {
  const { url, apiKey, template, sender, receiptToken } = config;
  const client = new NotifyClient(url, apiKey);
  const { restClient }: { restClient: Parameters<NotifyClient['setClient']>[0] } = client.apiClient;
  // Without redirects: a key of a gemeente goes to the one address that it is for.
  client.setClient(restClient.create({ timeout: answerMs, maxRedirects: 0, maxContentLength: 1_000_000 }));

  /** The provider's id of a message that it has already; null when it has none, or gave it up. */
  const find = async (reference: string): Promise<string | null> => {
    const { data } = foundSchema.parse(await client.getNotifications('sms', undefined, reference));
    const found = data.notifications.find((one) => one.reference === reference && !givenUp.has(one.status));
    return found?.id ?? null;
  };

  const hand = async ({ to, body, reference, discreet, isRepeat }: TextMessage): Promise<Sent> => {
    try {
      // It may have been taken by who then did not answer in time.
      const before = isRepeat ? await find(reference) : null;
      if (before !== null) return { ok: true, providerId: before };
      const options = { personalisation: { bericht: body }, reference };
      const answer = await client.sendSms(
        template,
        to,
        sender === null || discreet ? options : { ...options, smsSenderId: sender },
      );
      return { ok: true, providerId: sentSchema.parse(answer).data.id };
    } catch (error) {
      const read = readError(error);
      const hint = hints[read.reason];
      if (hint !== undefined) log.error(hint);
      return read;
    }
  };

  return {
    receiptToken,
    async send(message, givingUp) {
      const stopped = Promise.withResolvers<Sent>();
      const stop = () => stopped.resolve({ ok: false, error: 'stopped', reason: 'stopped' });
      givingUp.addEventListener('abort', stop);
      try {
        return await Promise.race([hand(message), stopped.promise]);
      } finally {
        givingUp.removeEventListener('abort', stop);
      }
    },
  };
}

/** What somebody has to mend before anything goes out. */
const hints: Partial<Record<string, string>> = {
  'not-allowed':
    'NotifyNL refuses our key: look at NOTIFY_API_KEY, and whether the clock of this server is right',
  template: 'NotifyNL does not know NOTIFY_TEMPLATE, or it asks for more than ((bericht))',
};

/** What an error of the provider or of the line means for what is to be done. The words of it are not kept: they may hold a number. */
export function readError(error: unknown): Extract<Sent, { ok: false }> {
  const parsed = errorSchema.safeParse(error);
  // It answered, but not as it should: whether it took the message is asked the next time.
  if (error instanceof z.ZodError || !parsed.success)
    return { ok: false, error: 'temporary', reason: 'unreadable' };
  const { code, response } = parsed.data;
  if (!response) return { ok: false, error: 'away', reason: code?.toLowerCase() ?? 'unreadable' };
  const { status } = response;
  if (status === 401 || status === 403) return { ok: false, error: 'away', reason: 'not-allowed' };
  const said = response.data?.errors.map(({ message }) => message).join(' ') ?? '';
  if (status === 400 && /phone_number|phone number/i.test(said))
    return { ok: false, error: 'permanent', reason: 'invalid-number' };
  if (status === 400 && /template|personalisation/i.test(said) && !/character/i.test(said))
    return { ok: false, error: 'away', reason: 'template' };
  if (status === 400) return { ok: false, error: 'permanent', reason: 'refused' };
  const seconds = Number(response.headers?.['retry-after'] ?? Number.NaN);
  const wait = Number.isFinite(seconds) && seconds > 0 ? { waitMs: seconds * 1000 } : {};
  return { ok: false, error: 'away', reason: `http-${status}`, ...wait };
}
