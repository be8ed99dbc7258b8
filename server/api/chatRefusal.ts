import type { Invalid, TooMany } from '#server/booking/types.ts';
import type { Blocked } from '#server/chat/begin.ts';
import type { Closed } from '#server/chat/startConversation.ts';
import type { Ctx } from '#server/http/context.ts';
import type { Answer } from './answer.ts';
import { showAvailability } from './chatShown.ts';
import { problem } from './problems.ts';
import { answerRefusal } from './refusal.ts';

/** The answer of the API to who cannot start a chat or leave a question. */
export async function answerChatRefusal(
  ctx: Ctx,
  refusal: Closed | Blocked | Invalid | TooMany,
): Promise<Answer> {
  const { language } = ctx;
  if (refusal.error === 'closed') {
    const { availability } = refusal;
    const detail = availability.state === 'nobody' ? 'chat-nobody' : 'chat-closed';
    return problem(language, 'chat-closed', { detail, more: { door: showAvailability(availability) } });
  }
  if (refusal.error === 'blocked') {
    const { settings } = await ctx.roster.current();
    return problem(language, 'chat-blocked', { params: { phone: settings.phone } });
  }
  return answerRefusal(language, refusal);
}
