import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import type { Limit } from '#server/kernel/limits/limits.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { composeMail } from '#server/notifications/mail/composeMail.ts';
import type { Sent } from '#server/notifications/mail/mailer.ts';
import { previewMessage } from './previewMessage.ts';
import type { PreviewInput } from './types.ts';

/** Whoever tries words out sends a few. */
const tests: Limit = { name: 'test-mail', most: 10, perSeconds: 3600 };
/** So long somebody waits for what a mail server says. */
const patienceMs = 20_000;

export type TestSent =
  | { ok: true; to: string }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number }
  /** Only mail is tried out, and only where there is a mail server. */
  | { ok: false; error: 'no-mail' | 'no-mail-server' }
  | { ok: false; error: 'refused'; to: string; sent: Extract<Sent, { ok: false }> };

/**
 * Sends an example of a message to whoever asks, at the address of their account and no other; what the mail server says is
 * waited for. Without a calendar part, which would put an afspraak that nobody has into their calendar (decision 0077).
 */
export async function sendTest(ctx: Ctx, input: PreviewInput): Promise<TestSent> {
  const { staff: me } = may(ctx, 'message.test');
  const { mail } = ctx;
  if (!mail) return { ok: false, error: 'no-mail-server' };
  const shown = await previewMessage(ctx, input);
  if (shown.kind !== 'mail') return { ok: false, error: 'no-mail' };
  const counted = await ctx.limits.consume(tests, me.id);
  if (!counted.ok) return { ok: false, error: 'too-many', retryAfterSeconds: counted.retryAfterSeconds };
  const { message, language, form } = input;
  await write(ctx, async (w) =>
    w.record({ about: { kind: 'gemeente' }, what: 'message-tested', details: { message, language, form } }),
  );
  const { letter, colours, from, replyTo } = shown;
  const raw = await composeMail({
    from: { name: from, address: mail.from },
    to: me.email,
    replyTo: replyTo ?? mail.from,
    messageId: `${randomUUID()}@${mail.from.slice(mail.from.lastIndexOf('@') + 1)}`,
    thread: null,
    letter: {
      ...letter,
      subject: say(letter.language, 'mail-test-subject', { subject: letter.subject }),
      lines: [say(letter.language, 'test-of-mail'), ...letter.lines],
    },
    colours,
    calendar: null,
    at: ctx.clock.now(),
  });
  // Where it comes from is no address of a message: one that bounces marks nothing.
  const sent = await mail.mailer.send(
    { from: mail.from, to: me.email, raw },
    AbortSignal.any([ctx.sending.givingUp, AbortSignal.timeout(patienceMs)]),
  );
  return sent.ok ? { ok: true, to: me.email } : { ok: false, error: 'refused', to: me.email, sent };
}
