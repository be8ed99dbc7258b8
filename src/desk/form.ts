import { randomUUID } from 'node:crypto';
import type { StaffTime } from '#server/booking/findStaffTimes.ts';
import type { Ctx } from '#server/http/context.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { readTime } from '#server/kernel/readTime.ts';
import { dateInAmsterdam, isoInAmsterdam, timeZone } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { type Manner, mannerValue } from '../booking/manner.ts';
import { type PersonFields, typedFields } from '../booking/person.ts';
import { anyManner, type DeskChoices, deskChoices } from './choices.ts';

/** A time that was chosen, with how and where where that is known. */
export interface ChosenTime {
  /** ISO 8601 with offset. */
  start: string;
  manner: Manner | undefined;
}

/** What the form at the desk holds, sent or fresh. */
export interface DeskForm extends DeskChoices {
  /** The first date to show times of, and how it was typed. */
  from: string;
  fromTyped: string;
  /** What was typed is no date. */
  fromWrong: boolean;
  /** Names of the choices that were sent but are no longer to be had; what is likely stands in their place. */
  gone: readonly ('topic' | 'manner' | 'who')[];
  chosen: ChosenTime | undefined;
  fields: PersonFields;
  /** Names this form, so that sending it twice books once. */
  key: string;
  /** Ids of afspraken of the same contact that the page spoke of. */
  seen: readonly string[];
  /** The id of who it is for in a line of today, when it began there. */
  walkIn: string | undefined;
  /** The id of the traject that it becomes a part of, when it began there. */
  traject: string | undefined;
}

/** The button that a script presses when a field changed, to take the fresh parts out of the answer. */
export const refreshValue = 'refresh';

const today = (ctx: Ctx) => dateInAmsterdam(ctx.clock.now());

/** A time as one value of a form: its start, and how and where. */
export function timeValue({ start, modality, location }: Omit<StaffTime, 'end'>): string {
  return `${isoInAmsterdam(start)} ${location === undefined ? modality : `${modality}/${location}`}`;
}

/** The form as it was sent. */
export function sentForm(ctx: Ctx, roster: Roster, values: FormValues): DeskForm {
  const further = typed(values, 'more');
  const fromTyped = (further ?? typed(values, 'from') ?? '').trim();
  const date = fromTyped === '' ? today(ctx) : readDate(fromTyped, today(ctx), { ahead: true });
  const asked = {
    topic: typed(values, 'topic'),
    manner: typed(values, 'manner'),
    who: typed(values, 'who'),
  };
  const choices = deskChoices(ctx, roster, asked);
  const taken = {
    topic: choices.topic?.id,
    manner: choices.manner ? mannerValue(choices.manner) : anyManner,
    who: choices.who,
  };
  return {
    ...choices,
    gone: (['topic', 'manner', 'who'] as const).filter((name) => asked[name] && asked[name] !== taken[name]),
    from: date ?? today(ctx),
    fromTyped,
    fromWrong: date === null,
    chosen: chosenIn(choices.manners, typed(values, 'start')),
    fields: typedFields(values),
    key: /^[\w-]{1,64}$/.exec(typed(values, 'key') ?? '')?.[0] ?? randomUUID(),
    seen: typed(values, 'seen')?.split(' ') ?? [],
    walkIn: typed(values, 'walkIn'),
    traject: typed(values, 'traject'),
  };
}

/** A fresh form, with what led here: a gap in the agenda, a name that was typed, a conversation. */
export function freshForm(ctx: Ctx, roster: Roster, params: URLSearchParams): DeskForm {
  const [asked, topic, who] = ['date', 'topic', 'who'].map((name) => params.get(name));
  const date = asked ? readDate(asked, today(ctx), { ahead: true }) : null;
  const from = date ?? today(ctx);
  const start = startAt(from, params.get('time'));
  return {
    ...deskChoices(ctx, roster, { topic, who, manner: params.get('manner') }),
    from,
    fromTyped: date ?? '',
    fromWrong: false,
    gone: [],
    chosen: start === undefined ? undefined : { start, manner: undefined },
    fields: { name: params.get('name')?.slice(0, 80) },
    key: randomUUID(),
    seen: [],
    walkIn: params.get('walkIn') ?? undefined,
    traject: params.get('traject') ?? undefined,
  };
}

function chosenIn(manners: readonly Manner[], value: string | undefined): ChosenTime | undefined {
  const [start, how] = value?.split(' ') ?? [];
  if (!start) return undefined;
  return { start, manner: manners.find((manner) => mannerValue(manner) === how) };
}

function startAt(date: string, typedTime: string | null): string | undefined {
  const time = typedTime === null ? null : readTime(typedTime);
  if (time === null || time === '24:00') return undefined;
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  return isoInAmsterdam(local.toZonedDateTime(timeZone).epochMilliseconds);
}
