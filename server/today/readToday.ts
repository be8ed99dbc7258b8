import { may, reachFor } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { findOutside } from '#server/agenda/findOutside.ts';
import { readDays } from '#server/agenda/readDays.ts';
import { acrossMidnightMs } from '#server/agenda/readNext.ts';
import type { AgendaAppointment, AgendaDay, AgendaItem } from '#server/agenda/types.ts';
import { whoIsNext } from '#server/agenda/whoIsNext.ts';
import type { Ctx } from '#server/chat/context.ts';
import { readInbox } from '#server/chat/readInbox.ts';
import type { ConversationSummary, Inbox } from '#server/chat/types.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import { countOpenReferrals } from '#server/referral/teamReferrals.ts';
import type { OpenCount } from '#server/referral/types.ts';
import type { Roster } from '#server/roster/types.ts';
import { readStillWaiting } from '#server/walkIn/readStillWaiting.ts';
import type { StillWaiting } from '#server/walkIn/types.ts';
import { type LateStep, readLateSteps } from '#server/yearPlan/readLateSteps.ts';
import { readElsewhereToDo } from './readElsewhereToDo.ts';
import { readNotes } from './readNotes.ts';
import { readTalk } from './readTalk.ts';
import { readTeam } from './readTeam.ts';
import { readTrajectenToDo } from './readTrajectenToDo.ts';
import { readUntold } from './readUntold.ts';
import { toDoOfHours } from './toDoOfHours.ts';
import type { LineToDo, PlanLateToDo, QuestionToDo, ReferralsToDo, ToDo, Today } from './types.ts';
import { byUrgency } from './urgency.ts';

const daysAhead = 7;

/**
 * Today of whoever is signed in: the day, who comes next with what is needed for that talk, what is to do, who waits in
 * the chat, the team, and the next day on which there is something. Of who has no chats nothing of the chat is read, nor
 * of referrals for who takes none up. Twenty queries at most, all but two sent together.
 */
export async function readToday(ctx: Ctx): Promise<Today> {
  const { staff: me } = may(ctx, 'agenda.read');
  const now = ctx.clock.now();
  const date = dateInAmsterdam(now);
  const roster = await ctx.roster.current();
  const self = roster.casemanagers.find(({ id }) => id === me.id);
  const chats = reachFor(ctx.actor, 'chat.inbox') !== undefined;
  const takesUp = reachFor(ctx.actor, 'referral.team.open') !== undefined;
  const atDesk = reachFor(ctx.actor, 'walk-in.read') !== undefined;
  const plans = reachFor(ctx.actor, 'year-plan.read') !== undefined;
  const hasTrajecten = reachFor(ctx.actor, 'traject.read') !== undefined;
  const [agenda, notes, outside, inbox, team, referrals, lines, untold, elsewhere, late, trajecten] =
    await Promise.all([
      readAgenda(ctx, roster, date),
      readNotes(ctx),
      findOutside(ctx, me.id),
      chats ? readInbox(ctx) : null,
      readTeam(ctx, roster, date),
      takesUp ? countOpenReferrals(ctx) : null,
      atDesk ? readStillWaiting(ctx) : [],
      readUntold(ctx),
      readElsewhereToDo(ctx),
      plans ? readLateSteps(ctx) : [],
      hasTrajecten ? readTrajectenToDo(ctx) : [],
    ]);
  const { whose, day, after, next } = agenda;
  viewed(ctx, 'agenda.read', { kind: 'agenda', id: me.id });
  if (next) viewed(ctx, 'appointment.read', { kind: 'appointment', id: next.appointment.id });
  const known: ToDo[] = [
    ...notes,
    ...(inbox?.questions ?? []).map((question) => questionToDo(roster, question)),
    ...toDoOfHours(outside, self?.meetingLink != null),
    ...(referrals ? [referralsToDo(referrals)] : []),
    ...lines.map(lineToDo),
    ...elsewhere,
    ...late.map(planLateToDo),
    ...trajecten,
  ];
  // What there is to do about the talk that comes is asked where that stands; that it was not told stands nowhere else.
  const toDo = byUrgency([...known.filter(({ id }) => id !== next?.appointment.id), ...untold], now);
  return {
    whose,
    hasAgenda: self !== undefined || day.items.length > 0 || after.length > 0,
    hasHours: (self?.rules.length ?? 0) > 0,
    day,
    next,
    toDo,
    chat: inbox && chatOf(inbox),
    team,
    nextDay: after[0] ?? null,
  };
}

/** From yesterday on, because a talk may have begun before midnight. */
async function readAgenda(ctx: Ctx, roster: Roster, date: string) {
  const found = await readDays(ctx, { from: addDays(date, -1), to: addDays(date, daysAhead) });
  if (!found.ok) throw new Error('expected an agenda of whoever is signed in');
  const [before, day, ...ahead] = found.days;
  if (!before || !day) throw new Error(`expected a day for ${date}`);
  const now = ctx.clock.now();
  const near = [before, day, ...ahead.slice(0, 1)].flatMap(({ items }) => items.filter(isAppointment));
  const coming = whoIsNext(near, now);
  const isNear = coming && (coming.date <= date || coming.start - now <= acrossMidnightMs);
  const next = coming && isNear ? await readTalk(ctx, roster, coming) : null;
  return { whose: found.whose, day, after: ahead.filter(hasSomething), next };
}

const isAppointment = (item: AgendaItem): item is AgendaAppointment => item.kind === 'appointment';

const hasSomething = ({ hours, items }: AgendaDay) =>
  hours.length > 0 || items.some((item) => item.kind === 'appointment' && item.status === 'booked');

const referralsToDo = ({ count, oldest }: OpenCount): ReferralsToDo => ({
  kind: 'referrals',
  id: 'referrals',
  count,
  since: oldest,
});

const lineToDo = (line: StillWaiting): LineToDo => ({
  kind: 'line',
  id: `line ${line.place.id} ${line.isEarlier ? 'earlier' : 'today'}`,
  ...line,
});

const planLateToDo = ({ until, ...late }: LateStep): PlanLateToDo => ({
  kind: 'plan-late',
  id: `plan ${late.step}`,
  ...late,
  until: startOfDate(until),
});

function questionToDo(roster: Roster, question: ConversationSummary): QuestionToDo {
  const { id, firstName, preview, danger, startedAt: since } = question;
  const topic = roster.topics.find((one) => one.id === question.topic)?.label.nl ?? null;
  return { kind: 'question', id, firstName, preview, topic, since, danger };
}

const chatOf = ({ waiting, mine, presence, colleagues }: Inbox) => ({ waiting, mine, presence, colleagues });
