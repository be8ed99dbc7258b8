import { dayMs } from '#server/kernel/time.ts';
import { type Write, type WriteCtx, write } from '#server/kernel/write.ts';
import type { MailWay, Texter } from '#server/notifications/context.ts';
import { parseMail } from './parseMail.ts';

/** The newest are kept, and none longer than so. */
const mostKept = 200;
const keptDays = 2;

/** Where mail of a demo comes from: a name that nobody can have (RFC 2606). */
const from = 'doorstart@demo.example';

const taken = { ok: true, providerId: null } as const;

/** Takes mail and text messages in the place of a mail server and a provider, for the mailbox of the demo. */
export function keepMessages(services: Pick<WriteCtx, 'sql' | 'db' | 'clock' | 'bus'>): {
  mail: MailWay;
  texts: Texter;
} {
  const ctx: WriteCtx = { ...services, actor: { kind: 'system' }, door: 'job' };
  return {
    mail: {
      from,
      bounces: null,
      mailer: {
        async send({ to, raw }) {
          const { subject = '' } = await parseMail(raw);
          await keep(ctx, (w) => insertMail(w, { to, subject, raw }));
          return taken;
        },
        close() {},
      },
    },
    texts: {
      async send({ to, body }) {
        await keep(ctx, (w) => insertText(w, { to, body }));
        return taken;
      },
    },
  };
}

const keep = (ctx: WriteCtx, insert: (w: Write<WriteCtx>) => Promise<unknown>): Promise<void> =>
  write(ctx, async (w) => {
    await insert(w);
    const longAgo = new Date(Date.parse(w.now) - keptDays * dayMs).toISOString();
    await w.tx`
      delete from demo_messages
      where at < ${longAgo} or id in (select id from demo_messages order by at desc, id offset ${mostKept})`;
    w.changed({ mailbox: true });
  });

const insertMail = (
  { tx, now }: Write<WriteCtx>,
  { to, subject, raw }: { to: string; subject: string; raw: Buffer },
) => tx`
  insert into demo_messages (at, channel, recipient, subject, raw)
  values (${now}, 'email', ${to}, ${subject}, ${raw})`;

const insertText = ({ tx, now }: Write<WriteCtx>, { to, body }: { to: string; body: string }) => tx`
  insert into demo_messages (at, channel, recipient, raw)
  values (${now}, 'text', ${to}, ${Buffer.from(body, 'utf8')})`;
