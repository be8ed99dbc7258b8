import assert from 'node:assert/strict';
import { invite } from '#server/gesprekken/invite.ts';
import { readInviting } from '#server/gesprekken/readInvitation.ts';
import type { Ctx, Services } from '#server/http/context.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { emptyTables } from './emptyTables.ts';
import { jongereCtx, makeCasemanager, staffCtx } from './factories.ts';
import { openMailServer } from './mailServer.ts';
import { report, trajectGround } from './trajectGround.ts';

export type GesprekGround = Awaited<ReturnType<typeof gesprekGround>>;

/**
 * A `trajectGround` with Samira, who gives afspraken at `centrum` and owns what is made here, a mail server, and a jongere who holds a
 * link. It is Friday 20 November 2026.
 */
export async function gesprekGround() {
  const ground = await trajectGround();
  const mails = await openMailServer();
  const named = { firstName: 'Samira', email: 'samira@denhaag.test' };
  const samira = await makeCasemanager(ground.db, [{ locationId: 'centrum' }], named);
  const services: Services = {
    ...ground.ctx,
    mail: mails.way(),
    sending: createSending(ground.clock),
  };
  const ctx = staffCtx(services, samira, named);
  const jongere: Ctx = jongereCtx(services);
  let pupils = 0;
  return {
    ...ground,
    mails,
    services,
    samira: { id: samira, ctx },
    jongere,
    async renew(): Promise<void> {
      ground.clock.set('2026-11-20T10:00:00+01:00');
      mails.taken.length = 0;
      await emptyTables(
        ground.sql,
        'appointments',
        'meldingen',
        'trajecten',
        'jongeren',
        'history',
        'outbox',
      );
    },
    /** A traject of Samira about somebody new, who is reached by mail as discreetly as usual unless said. */
    async traject(values: Record<string, string | null | boolean> = {}, birthDate = '2007-03-04') {
      pupils += 1;
      const { traject, jongere: id } = await ground.reported(
        report('rmc', {
          pupilNumber: `${pupils}`,
          firstName: 'Jordi',
          birthDate,
          lastName: `Haamstee${pupils}`,
        }),
      );
      await ground.sql`update trajecten set owner_id = ${samira}, assigned_at = opened_at where id = ${traject}`;
      const reach = { email: `jordi${pupils}@example.com`, ...values };
      await ground.sql`update jongeren set ${ground.sql(reach)} where id = ${id}`;
      return { traject, jongere: id, email: reach.email };
    },
    /** Invites by mail unless said; gives the token of the link. */
    async invited(traject: string, way: 'email' | 'text' | 'letter' = 'email'): Promise<string> {
      const version = await ground.versionOf(traject);
      const made = await invite(ctx, traject, { version, way });
      assert.ok(made.ok, JSON.stringify(made));
      return this.tokenOf(traject);
    },
    /** The token of the link that stands. */
    async tokenOf(traject: string): Promise<string> {
      const found = await readInviting(ctx, traject);
      assert.ok(found.ok);
      return found.inviting.invitation?.url?.split('/').at(-1) ?? '';
    },
    send: () => sendDue(services),
    async close(): Promise<void> {
      services.mail?.mailer.close();
      await mails.close();
      await ground.close();
    },
  };
}
