import { randomUUID } from 'node:crypto';
import { dateInUrlSchema } from '#server/agenda/schema.ts';
import type { Ctx } from '#server/http/context.ts';
import { readDate, shownDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam, isoInAmsterdam, timeZone } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { mannerValue } from '../booking/manner.ts';
import { type PersonFields, typedFields } from '../booking/person.ts';
import { type DeskChoices, deskChoices } from './choices.ts';

/** What the form at the desk holds, sent or fresh. */
export interface DeskForm extends DeskChoices {
  /** The first date to show times of, and how it was typed. */
  from: string;
  fromTyped: string;
  /** What was typed is no date. */
  fromWrong: boolean;
  /** Names of the choices that were sent but are no longer to be had; what is likely stands in their place. */
  gone: readonly ('onderwerp' | 'manier' | 'wie')[];
  /** The chosen time, ISO 8601 with offset. */
  start: string | undefined;
  fields: PersonFields;
  /** Names this form, so that sending it twice books once. */
  key: string;
  /** Ids of afspraken of the same contact that the page spoke of. */
  seen: readonly string[];
}

/** The button that a script presses when a field changed, to take the fresh times out of the answer. */
export const refreshValue = 'verversen';

const today = (ctx: Ctx) => dateInAmsterdam(ctx.clock.now());

/** The form as it was sent. */
export function sentForm(ctx: Ctx, roster: Roster, values: FormValues): DeskForm {
  const fromTyped = typed(values, 'vanaf')?.trim() ?? '';
  const further = dateInUrlSchema.safeParse(values.verder).data;
  const date = further ?? (fromTyped === '' ? today(ctx) : readDate(fromTyped, today(ctx), { ahead: true }));
  const from = date ?? today(ctx);
  const [topic, manner, who] = ['onderwerp', 'manier', 'wie'].map((name) => typed(values, name));
  const choices = deskChoices(ctx, roster, from, { topic, manner, who });
  const chosen = {
    onderwerp: [topic, choices.topic?.id],
    manier: [manner, choices.manner && mannerValue(choices.manner)],
    wie: [who, choices.who],
  };
  const names = ['onderwerp', 'manier', 'wie'] as const;
  return {
    ...choices,
    gone: names.filter((name) => chosen[name][0] && chosen[name][0] !== chosen[name][1]),
    from,
    fromTyped: further === undefined ? fromTyped : shownDate(further),
    fromWrong: date === null,
    start: typed(values, 'start'),
    fields: typedFields(values),
    key: /^[\w-]{1,64}$/.exec(typed(values, 'sleutel') ?? '')?.[0] ?? randomUUID(),
    seen: typed(values, 'gezien')?.split(' ') ?? [],
  };
}

/** A fresh form, with what a gap in the agenda led here with. */
export function freshForm(ctx: Ctx, roster: Roster, params: URLSearchParams): DeskForm {
  const date = dateInUrlSchema.safeParse(params.get('dag')).data;
  const from = date ?? today(ctx);
  const choices = { topic: params.get('onderwerp'), manner: null, who: params.get('wie') };
  return {
    ...deskChoices(ctx, roster, from, choices),
    from,
    fromTyped: date === undefined ? '' : shownDate(date),
    fromWrong: false,
    gone: [],
    start: startAt(from, params.get('tijd')),
    fields: {},
    key: randomUUID(),
    seen: [],
  };
}

function startAt(date: string, time: string | null): string | undefined {
  if (time === null || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined;
  const local = Temporal.PlainDateTime.from(`${date}T${time}`);
  return isoInAmsterdam(local.toZonedDateTime(timeZone).epochMilliseconds);
}
