import { readLongQuestions } from '#server/chat/readLongQuestions.ts';
import { readUnreadAnswers, type UnreadAnswer } from '#server/chat/readUnreadAnswers.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { hourMs } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainLetter, plainStaffLetter, plainText } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import { readToldLately } from '#server/notifications/readToldLately.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { type Message, toOutgoing } from '#server/notifications/toOutgoing.ts';
import type { Settings } from '#server/settings/schema.ts';

/** What is told of left questions: to who asked that there is an answer, and to the team that one waits too long. */
export async function decideAboutConversations(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const at = Date.parse(now);
  const hours = settings.chat.questionHours;
  const answers = new Map((await readUnreadAnswers(tx, at)).map((answer) => [answer.id, answer]));
  const waiting = await readLongQuestions(tx, new Date(at - hours * hourMs).toISOString());
  const waits = new Set(waiting.map(({ id }) => id));
  const told = await readToldLately(tx, 'question-waits', now);
  return due.map((one) => {
    const { id, kind, aboutId, staffId } = one;
    const message = messageOf();
    if ('drop' in message) return { decided: { id, drop: message.drop } };
    const outgoing = toOutgoing(ctx, one, message);
    if ('drop' in outgoing) return { decided: { id, drop: outgoing.drop } };
    if (staffId !== null) told.add(staffId);
    return { decided: { id, kind, told: null }, outgoing };

    function messageOf(): Message | { drop: string } {
      if (staffId === null) {
        const answer = answers.get(aboutId);
        return answer ? answerMessage(ctx, settings, answer) : { drop: 'no-longer' };
      }
      if (!waits.has(aboutId)) return { drop: 'no-longer' };
      if (told.has(staffId)) return { drop: 'said' };
      const letter = plainStaffLetter({
        template: 'question-waits',
        values: { hours, count: waits.size },
        url: `${ctx.publicUrl}/medewerker/chat`,
      });
      return staffMessage(one, settings, letter);
    }
  });
}

/** That there is an answer; what it says stands behind the link alone. */
function answerMessage(
  ctx: Ctx,
  settings: Settings,
  { id, language, email, phone, seq }: UnreadAnswer,
): Message {
  const url = `${ctx.publicUrl}${inLanguage(language, `/chat/antwoord/${ctx.tokens.make('chat', id, 1)}`)}`;
  const words = { template: 'question-answered', values: {}, url } as const;
  return {
    email,
    phone,
    language,
    settings,
    discreet: false,
    letter: () => plainLetter(language, settings, words),
    text: () => plainText(language, words),
    version: seq,
    thread: id,
  };
}
