import { demoAnswers } from '#db/demo/trajecten.ts';
import { invitationWays } from '#db/schema/words.ts';
import { answerInvitation, tellMore } from '#server/gesprekken/answer.ts';
import { invite } from '#server/gesprekken/invite.ts';
import { gesprekToken } from '#server/gesprekken/path.ts';
import { hourMs } from '#server/kernel/time.ts';
import type { Ctx } from '#server/trajecten/context.ts';
import { accepted } from './accepted.ts';

/** Invites the jongere of a traject, at the moment of the context; most answer three hours later, and each otherwise. */
export async function inviteInDemo(
  ctx: Ctx,
  { traject, number, version, now }: { traject: string; number: number; version: number; now: number },
): Promise<void> {
  const way = invitationWays[number % invitationWays.length] ?? 'letter';
  const made = await invite(ctx, traject, { version, way });
  accepted(made);
  const said = demoAnswers[number % demoAnswers.length];
  if (!made.ok || !said) return;
  const token = gesprekToken(ctx, made.invitation);
  const at = Math.min(ctx.clock.now() + 3 * hourMs, now);
  const jongere: Ctx = {
    ...ctx,
    actor: { kind: 'jongere', addressKey: '', networks: [''] },
    clock: { now: () => at },
  };
  accepted(await answerInvitation(jongere, token, { answer: said.answer }));
  if ('where' in said) accepted(await tellMore(jongere, token, said));
}
