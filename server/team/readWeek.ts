import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { assembleDays } from '#server/agenda/assembleDays.ts';
import type { AgendaDay } from '#server/agenda/types.ts';
import type { Ctx } from '#server/booking/context.ts';
import { seenSince } from '#server/chat/presence.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { type ChatHour, chatHours } from './chatHours.ts';
import { type DayLoad, loadOfDay } from './loadOfDay.ts';

/** The week of one casemanager. */
export interface TeamRow {
  id: string;
  firstName: string;
  lastName: string;
  days: DayLoad[];
  /** Of the whole week: afspraken that stand, the most that they take, and minutes still free. */
  booked: number;
  most: number;
  free: number;
  /** Some day is over, or the week as a whole. */
  over: boolean;
  /** Away today, all day. */
  isAway: boolean;
  /** Whether they take chats now. */
  inChat: boolean;
}

export interface TeamWeek {
  /** Whether whoever asks is in a team at all. */
  hasTeam: boolean;
  /** The dates in sight: the working days, and a day of the weekend that holds something. */
  dates: string[];
  /** By first name. */
  rows: TeamRow[];
  /** Each hour of the chat today; empty when it is closed, or today is not in sight. */
  chat: ChatHour[];
}

/** The week of all casemanagers of the own team from a Monday on: how full their days are. Four queries. */
export async function readWeek(ctx: Ctx, monday: string): Promise<TeamWeek> {
  const { staff: me } = may(ctx, 'team.read');
  const roster = await ctx.roster.current();
  const people = peopleInScope(ctx, 'team.read', roster.casemanagers).toSorted(
    (a, b) => a.firstName.localeCompare(b.firstName, 'nl') || a.id.localeCompare(b.id),
  );
  viewed(ctx, 'team.read', { kind: 'team-agenda' });
  const ids = people.map(({ id }) => id);
  const [agendas, inChat] = await Promise.all([
    assembleDays(ctx, roster, { people: ids, from: monday, to: addDays(monday, 6) }),
    readInChat(ctx, ids),
  ]);
  const daysOf = new Map(agendas.map(({ id, days }) => [id, days]));
  const today = dateInAmsterdam(ctx.clock.now());
  const week = Array.from({ length: 7 }, (_, day) => addDays(monday, day));
  const dates = week.filter(
    (_, index) => index < 5 || agendas.some(({ days }) => holdsSomething(days[index])),
  );
  return {
    hasTeam: me.team !== null,
    dates,
    rows: people.map((person) => {
      const { id, firstName, lastName, dailyMaximum } = person;
      const days = (daysOf.get(id) ?? []).map((day) => loadOfDay(day, dailyMaximum));
      const booked = sum(days, 'booked');
      const most = sum(days, 'most');
      return {
        id,
        firstName,
        lastName,
        booked,
        most,
        days: days.filter(({ date }) => dates.includes(date)),
        free: sum(days, 'free'),
        over: booked > most || days.some(({ over }) => over),
        isAway: days.some(({ date, off }) => date === today && off === 'absent'),
        inChat: inChat.has(id),
      };
    }),
    chat: chatOf(roster, today, agendas),
  };
}

const sum = (days: readonly DayLoad[], what: 'booked' | 'most' | 'free') =>
  days.reduce((total, day) => total + day[what], 0);

const holdsSomething = (day: AgendaDay | undefined) =>
  day !== undefined &&
  (day.hours.length > 0 || day.items.some((item) => item.kind === 'appointment' && item.status === 'booked'));

function chatOf(
  { settings: { chat }, closures }: Roster,
  today: string,
  agendas: readonly { days: AgendaDay[] }[],
): ChatHour[] {
  const isClosed = closures.some(
    ({ location, dateFrom, dateUntil }) => location === null && dateFrom <= today && today <= dateUntil,
  );
  const ofToday = agendas.flatMap(({ days }) => days.filter(({ date }) => date === today));
  if (chat.opensOn === null || today < chat.opensOn || isClosed || ofToday.length === 0) return [];
  return chatHours(chat.hours, today, ofToday);
}

/** Who of these takes chats at this moment. */
async function readInChat({ sql, clock }: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql`
    select staff_id as id from chat_presence
    where staff_id = any(${[...ids]}::uuid[]) and status = 'present' and seen_at > ${seenSince(clock.now())}`;
  return new Set(rowsSchema.parse(rows).map(({ id }) => id));
}

const rowsSchema = z.array(z.object({ id: z.uuid() }));
