import { z } from 'zod';
import type { NotifyConfig } from '#server/notifications/text/notify.ts';
import { Address, HeaderText, SecretFile } from './configFields.ts';

// The settings of text messages: NotifyNL, or another that speaks as GOV.UK Notify does.

/** A name that somebody chose, the id of the service and its secret, each of 36 signs. */
const ApiKey = z
  .string()
  .regex(
    /-[0-9a-f-]{36}-[0-9a-f-]{36}$/i,
    'must be a key of NotifyNL: a name, the id of the service and a secret',
  );
const CallbackToken = HeaderText.refine((text) => text.length >= 20, 'must be at least 20 signs');

export const textFields = {
  NOTIFY_URL: Address('https://api.notifynl.nl')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  NOTIFY_API_KEY: ApiKey.optional(),
  NOTIFY_API_KEY_FILE: SecretFile.pipe(ApiKey).optional(),
  NOTIFY_TEMPLATE: z.uuid('must be the id of a template').optional(),
  NOTIFY_SENDER: z.uuid('must be the id of a sender').optional(),
  NOTIFY_CALLBACK_TOKEN: CallbackToken.optional(),
  NOTIFY_CALLBACK_TOKEN_FILE: SecretFile.pipe(CallbackToken).optional(),
};
type TextSettings = z.output<z.ZodObject<typeof textFields>>;

const needed = ['NOTIFY_URL', 'NOTIFY_API_KEY', 'NOTIFY_TEMPLATE'] as const;

/** Says which settings miss another one, or stand there twice. */
export function checkTexts(env: TextSettings, problem: (name: string, message: string) => void): void {
  for (const name of ['NOTIFY_API_KEY', 'NOTIFY_CALLBACK_TOKEN'] as const) {
    if (env[name] && env[`${name}_FILE`]) problem(name, `is there twice: as itself and as ${name}_FILE`);
  }
  if (
    !Object.keys(textFields).some((name) => Object.entries(env).some(([key, value]) => key === name && value))
  )
    return;
  const given = { ...env, NOTIFY_API_KEY: env.NOTIFY_API_KEY ?? env.NOTIFY_API_KEY_FILE };
  for (const name of needed) {
    if (!given[name]) problem(name, `is missing: text messages need ${needed.join(', ')}`);
  }
}

/** How text messages go out; null when none do. */
export function textsOf(env: TextSettings): NotifyConfig | null {
  const apiKey = env.NOTIFY_API_KEY ?? env.NOTIFY_API_KEY_FILE;
  const { NOTIFY_URL: url, NOTIFY_TEMPLATE: template } = env;
  if (!url || !apiKey || !template) return null;
  return {
    url,
    apiKey,
    template,
    sender: env.NOTIFY_SENDER ?? null,
    receiptToken: env.NOTIFY_CALLBACK_TOKEN ?? env.NOTIFY_CALLBACK_TOKEN_FILE ?? null,
  };
}
