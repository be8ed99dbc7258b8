import { readLongQuestions } from '#server/chat/readLongQuestions.ts';
import { readUnreadAnswers } from '#server/chat/readUnreadAnswers.ts';
import { hourMs } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx, Services } from './context.ts';
import { readColleagues } from './readColleagues.ts';
import { waysOf } from './waysOf.ts';

/**
 * Puts into the outbox what left questions are worth telling: to the team that one waits too long, to who asked that there is an
 * answer which they did not see. Each once; an answer again when the jongere was there in between.
 */
export async function tellOfQuestions(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const { settings } = await services.roster.current();
  await write(ctx, async (w) => {
    const now = Date.parse(w.now);
    const since = new Date(now - settings.chat.questionHours * hourMs).toISOString();
    const questions = await readLongQuestions(w.tx, since);
    const colleagues = questions.length > 0 ? await readColleagues(w.tx) : [];
    const coordinators = colleagues.filter(({ isCoordinator }) => isCoordinator);
    // Who coordinates hears of what nobody has; where nobody does, everybody who could answer.
    const team = coordinators.length > 0 ? coordinators : colleagues;
    for (const { id, casemanager } of questions) {
      for (const staffId of casemanager === null ? team.map((one) => one.id) : [casemanager])
        w.message({
          kind: 'question-waits',
          channel: 'email',
          to: { kind: 'staff', id: staffId },
          about: { kind: 'conversation', id },
          version: 1,
        });
    }
    for (const { id, goneAt, ...contact } of await readUnreadAnswers(w.tx, now))
      for (const channel of waysOf(contact))
        w.message({
          kind: 'question-answered',
          channel,
          to: { kind: 'jongere' },
          about: { kind: 'conversation', id },
          // However much is said while they are away, they hear once that there is something to read.
          version: goneAt,
        });
  });
}
