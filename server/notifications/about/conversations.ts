import { readLongQuestions } from '#server/chat/longQuestions.ts';
import { readUnreadAnswers, type UnreadAnswer } from '#server/chat/readUnreadAnswers.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { hourMs } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import { plainMessage } from '#server/notifications/plainMessage.ts';
import { type Due, threadOf } from '#server/notifications/readDue.ts';
import { holdBack, readToldLately } from '#server/notifications/readToldLately.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend, type Message } from '#server/notifications/toOutgoing.ts';
import type { Settings } from '#server/settings/schema.ts';

/** What is told of left questions: to who asked that there is an answer, and to the team that one waits too long. */
export async function decideAboutConversations(w: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const [toStaff, toJongere] = [due.filter(isToStaff), due.filter((one) => !isToStaff(one))];
  return [
    ...(toStaff.length > 0 ? await decideOnWaiting(w, toStaff) : []),
    ...(toJongere.length > 0 ? await decideOnAnswers(w, toJongere) : []),
  ];
}

const isToStaff = ({ staffId }: Due) => staffId !== null;

async function decideOnWaiting({ ctx, tx, now }: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const hours = settings.chat.questionHours;
  const until = new Date(Date.parse(now) - hours * hourMs).toISOString();
  const waiting = new Map((await readLongQuestions(tx, until)).map(({ id, since }) => [id, since]));
  const told = await readToldLately(tx, 'question-waits', now);
  return due.map((one) => {
    const { id, aboutId, version, staffId } = one;
    if (waiting.get(aboutId) !== version) return { decided: { id, drop: 'no-longer' } };
    const held = holdBack(one, told.get(staffId ?? ''));
    if (held) return { decided: held };
    const letter = plainStaffLetter({
      template: 'question-waits',
      values: { hours, count: waiting.size },
      url: `${ctx.publicUrl}/medewerker/chat`,
    });
    const decision = decideToSend(ctx, one, staffMessage(one, settings, letter));
    if (decision.outgoing) told.set(staffId ?? '', Date.parse(now));
    return decision;
  });
}

async function decideOnAnswers({ ctx, tx, now }: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const roster = await ctx.roster.current();
  const answers = new Map(
    (await readUnreadAnswers(tx, Date.parse(now))).map((answer) => [answer.id, answer]),
  );
  const newest = new Map<string, number>();
  for (const one of due) newest.set(threadOf(one), Math.max(newest.get(threadOf(one)) ?? 0, one.version));
  return due.map((one) => {
    const { id, aboutId, version } = one;
    const answer = answers.get(aboutId);
    if (answer === undefined) return { decided: { id, drop: 'no-longer' } };
    if (newest.get(threadOf(one)) !== version) return { decided: { id, drop: 'said' } };
    const level = roster.topics.find((topic) => topic.id === answer.topic)?.messages ?? 'full';
    if (level === 'none') return { decided: { id, drop: 'topic-is-silent' } };
    const discreet = level === 'only-appointment';
    return decideToSend(ctx, one, answerMessage(ctx, roster.settings, answer, discreet));
  });
}

/** That there is an answer; what it says stands behind the link alone. */
function answerMessage(
  ctx: Ctx,
  settings: Settings,
  { id, language, email, phone, seq }: UnreadAnswer,
  discreet: boolean,
): Message {
  const url = `${ctx.publicUrl}${inLanguage(language, `/chat/antwoord/${ctx.tokens.make('chat', id, 1)}`)}`;
  const words = { template: 'question-answered', values: {}, url } as const;
  return plainMessage(words, { email, phone, language, settings, discreet, version: seq, thread: id });
}
