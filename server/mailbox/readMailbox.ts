import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/notifications/context.ts';

const mailSchema = z.object({ id: z.uuid(), at: z.number(), to: z.string(), subject: z.string() });
const textSchema = z.object({ id: z.uuid(), at: z.number(), to: z.string(), body: z.string() });
export type KeptMail = z.output<typeof mailSchema>;
export type KeptText = z.output<typeof textSchema>;

/** What the demo sent lately, newest first; instants in epoch ms, telephone numbers as E.164. */
export interface Mailbox {
  mails: KeptMail[];
  texts: KeptText[];
}

/** What lies in the mailbox of the demo; null where there is none, since messages really go out. */
export async function readMailbox(ctx: Ctx): Promise<Mailbox | null> {
  may(ctx, 'mailbox.read');
  if (ctx.mailbox === null) return null;
  const { siteUrl } = ctx.mailbox;
  const mails = await ctx.sql`
    select id, extract(epoch from at)::float8 * 1000 as at, recipient as "to", subject
    from demo_messages where channel = 'email' order by demo_messages.at desc, id`;
  const texts = await ctx.sql`
    select id, extract(epoch from at)::float8 * 1000 as at, recipient as "to", convert_from(raw, 'UTF8') as body
    from demo_messages where channel = 'text' order by demo_messages.at desc, id`;
  return {
    mails: z.array(mailSchema).parse(mails),
    texts: z
      .array(textSchema)
      .parse(texts)
      .map((text) => ({ ...text, body: text.body.replaceAll(siteUrl, ctx.publicUrl) })),
  };
}
