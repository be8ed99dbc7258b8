import { z } from 'zod';
import type { Ctx, Services } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { settlePerson } from './settlePerson.ts';

/** A session goes on without the provider for at most so many times the interval at which it is asked. */
const mostIntervals = 2;
/** Sessions that are asked after in one turn of the job, and at the same time. */
const mostInTurn = 500;
const atOnce = 8;

const dueSchema = z.object({
  id: z.string(),
  staffId: z.uuid(),
  subject: z.string(),
  refreshToken: z.string().nullable(),
  checkedAt: z.number(),
});
type Due = z.output<typeof dueSchema>;

/**
 * Asks the provider, of each session that began there, whether that person is still there, every so many minutes. Whoever is not,
 * is out: in open sockets and streams of all processes too. So is whose provider cannot be asked, at the end of the interval when it
 * gives no refresh tokens, and after two intervals when it does not answer.
 */
export async function recheckSso(services: Services): Promise<void> {
  const { sso, sql, clock } = services;
  await endUnvouched(services);
  if (!sso) return;
  const before = new Date(clock.now() - sso.provider.recheckMs).toISOString();
  const rows = await sql`
    select session_id as id, user_id as "staffId", subject, refresh_token as "refreshToken",
      extract(epoch from checked_at)::float8 * 1000 as "checkedAt"
    from sso_sessions join sessions on sessions.id = session_id
      join sso_links on sso_links.staff_id = user_id and issuer = ${sso.provider.issuer}
    where checked_at <= ${before} order by checked_at limit ${mostInTurn}`;
  const due = z.array(dueSchema).parse(rows);
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  while (due.length > 0) await Promise.all(due.splice(0, atOnce).map((one) => recheckOne(ctx, one)));
}

const endedSchema = z.array(z.object({ staffId: z.uuid() }));

/** Ends sessions that began at a provider that is not asked any more: another one, or none, is configured now. */
async function endUnvouched(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const issuer = services.sso?.provider.issuer ?? '';
  const ended = await write(ctx, async (w) =>
    endedSchema.parse(
      await w.tx`
        delete from sessions using sso_sessions
        where session_id = sessions.id
          and not exists (select from sso_links where staff_id = user_id and issuer = ${issuer})
        returning user_id as "staffId"`,
    ),
  );
  for (const { staffId } of ended)
    logSecurity(ctx, {
      action: 'session-ended',
      object: `account:${staffId}`,
      result: 'done',
      reason: 'sso-no-provider',
    });
}

async function recheckOne(ctx: Ctx, { id, staffId, subject, refreshToken, checkedAt }: Due): Promise<void> {
  const { sso, seals, clock } = ctx;
  const opened = refreshToken === null ? null : seals.open('sso-refresh-token', id, refreshToken);
  if (!sso || opened === null) return end('no-refresh-token');
  const asked = await sso.provider.askAgain(opened);
  if (!asked.ok) {
    const isOver = clock.now() - checkedAt >= mostIntervals * sso.provider.recheckMs;
    if (asked.error === 'away' && !isOver) return;
    return end(asked.error === 'denied' ? 'gone' : asked.error);
  }
  const { claims, refreshToken: next } = asked.value;
  if (claims && claims.sub !== subject) return end('invalid');
  await write(ctx, async (w) => {
    // The token that was used may be good for once.
    const sealed = seals.seal('sso-refresh-token', id, next ?? opened);
    await w.tx`
      update sso_sessions set checked_at = ${w.now}, refresh_token = ${sealed} where session_id = ${id}`;
  });
  // Other rights end the session by themselves. Whose link was taken away meanwhile is not linked anew: nobody signed in.
  if (claims) await settlePerson(ctx, claims, sso.provider.issuer, 'linked');

  async function end(reason: string): Promise<void> {
    await write(ctx, async (w) => {
      await w.tx`delete from sessions where id = ${id}`;
    });
    logSecurity(ctx, {
      action: 'session-ended',
      object: `account:${staffId}`,
      result: 'done',
      reason: `sso-${reason}`,
    });
  }
}
