import { z } from '@hono/zod-openapi';
import type { FieldError } from '#server/kernel/fieldError.ts';

const name = 'Idempotency-Key';

/** The header with which a client may repeat a POST safely: for 24 hours, of a referral as long as it is kept. */
export const idempotencyHeader = z.object({
  [name]: z
    .string()
    .regex(/^[\x20-\x7e]{1,255}$/, { error: 'idempotency-key-invalid' })
    .optional()
    .openapi({
      description:
        'Made by the client, 1 to 255 printable characters. The same key with the same body gives the same answer for 24 hours, or as long as the operation says; with another body 409.',
      example: '0b9d5a4e-6f0f-4a57-9f0a-3c1de6f2a9f4',
    }),
});

/** The key of a request by that schema, and what is wrong with it. */
export function readIdempotencyKey(value: string | string[] | undefined): {
  key: string | undefined;
  errors: FieldError[];
} {
  const parsed = idempotencyHeader.safeParse({ [name]: value });
  if (parsed.success) return { key: parsed.data[name], errors: [] };
  return { key: undefined, errors: [{ field: name, message: 'idempotency-key-invalid' }] };
}
