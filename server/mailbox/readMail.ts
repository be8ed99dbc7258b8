import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { parseMail } from './parseMail.ts';

/** Lines of the head that say how a mail program sorts and threads it. */
const told = ['message-id', 'references', 'auto-submitted', 'content-language'] as const;

/** A mail as a program of whom it is for reads it. */
export interface OpenedMail {
  /** Name and address, as far as they are there. */
  from: string[];
  to: string;
  subject: string;
  /** Epoch ms. */
  at: number;
  text: string;
  html: string;
  /** Lines of its head, as they stand there. */
  head: readonly { name: string; value: string }[];
  files: readonly { name: string; type: string; content: Buffer }[];
}

const rowSchema = z.object({ at: z.number(), to: z.string(), raw: z.instanceof(Buffer) });

/**
 * One mail in the mailbox of the demo; null where there is none such. Its links lead to the address by which this visitor knows
 * the demo: on a telephone that is another one than on the computer that it runs on.
 */
export async function readMail(ctx: Ctx, id: string): Promise<OpenedMail | null> {
  may(ctx, 'mailbox.read');
  if (ctx.mailbox === null || !z.uuid().safeParse(id).success) return null;
  const [found] = await ctx.sql`
    select extract(epoch from at)::float8 * 1000 as at, recipient as "to", raw
    from demo_messages where id = ${id} and channel = 'email'`;
  if (found === undefined) return null;
  const { at, to, raw } = rowSchema.parse(found);
  const parsed = await parseMail(raw);
  const { siteUrl } = ctx.mailbox;
  const here = (text: string) => text.replaceAll(siteUrl, ctx.publicUrl);
  return {
    from: (parsed.from?.value ?? []).flatMap(({ name, address = '' }) => [name, address]).filter(Boolean),
    to,
    subject: parsed.subject ?? '',
    at,
    text: here(parsed.text ?? ''),
    html: here(parsed.html || ''),
    head: parsed.headerLines
      .filter(({ key }) => told.some((name) => name === key))
      .map(({ line }) => ({
        name: line.slice(0, line.indexOf(':')),
        value: line
          .slice(line.indexOf(':') + 1)
          .replaceAll(/\s+/g, ' ')
          .trim(),
      })),
    files: parsed.attachments.flatMap(({ filename, headers, content }) =>
      filename === undefined ? [] : [{ name: filename, type: typeOf(headers.get('content-type')), content }],
    ),
  };
}

const typeSchema = z.object({ value: z.string(), params: z.record(z.string(), z.string()) });

/** A type with what says how to read it, such as the method of a calendar part. */
function typeOf(header: unknown): string {
  const { value, params } = typeSchema.parse(header);
  const more = Object.entries(params).filter(([name]) => name !== 'name');
  return [value, ...more.map(([name, text]) => `${name}=${text}`)].join('; ');
}
