import { readLongQuestions } from '#server/chat/longQuestions.ts';
import { readUnreadAnswers } from '#server/chat/readUnreadAnswers.ts';
import { hourMs } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx, Services } from './context.ts';
import { readColleagues } from './readColleagues.ts';
import { readTold } from './readTold.ts';
import { waysOf } from './waysOf.ts';

/** Who did not read what was answered hears of the next answer after so long (ms). */
const answeredAgainMs = 12 * hourMs;

/**
 * Puts into the outbox what left questions are worth telling: to the team that one waits too long, to who asked that there is an
 * answer which they did not see.
 */
export async function tellOfQuestions(services: Services): Promise<void> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  const { settings } = await services.roster.current();
  await write(ctx, async (w) => {
    await tellTeam(w, settings.chat.questionHours);
    await tellWhoAsked(w);
  });
}

async function tellTeam(w: Write<Ctx>, hours: number): Promise<void> {
  const until = new Date(Date.parse(w.now) - hours * hourMs).toISOString();
  const waiting = await readLongQuestions(w.tx, until);
  if (waiting.length === 0) return;
  const told = await readTold(w, 'question-waits', ofConversations(waiting));
  const colleagues = await readColleagues(w.tx);
  const coordinators = colleagues.filter(({ isCoordinator }) => isCoordinator);
  // Who coordinates hears of what nobody has; where nobody does, everybody who could answer.
  const team = coordinators.length > 0 ? coordinators : colleagues;
  for (const { id, casemanager, since } of waiting.filter((one) => told.get(one.id)?.version !== one.since))
    for (const staffId of casemanager === null ? team.map((one) => one.id) : [casemanager])
      w.message({
        kind: 'question-waits',
        channel: 'email',
        to: { kind: 'staff', id: staffId },
        about: { kind: 'conversation', id },
        version: since,
      });
}

async function tellWhoAsked(w: Write<Ctx>): Promise<void> {
  const answers = await readUnreadAnswers(w.tx, Date.parse(w.now));
  if (answers.length === 0) return;
  const told = await readTold(w, 'question-answered', ofConversations(answers));
  for (const { id, seq, ...contact } of answers) {
    const last = told.get(id);
    if (last && (last.version >= seq || last.at > Date.parse(w.now) - answeredAgainMs)) continue;
    for (const channel of waysOf(contact))
      w.message({
        kind: 'question-answered',
        channel,
        to: { kind: 'jongere' },
        about: { kind: 'conversation', id },
        version: seq,
      });
  }
}

const ofConversations = (about: readonly { id: string }[]) => ({
  of: 'conversation' as const,
  ids: about.map(({ id }) => id),
});
