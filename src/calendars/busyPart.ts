import type { z } from 'zod';
import type { Invalid } from '#server/booking/types.ts';
import { addLink } from '#server/calendar/busy/addLink.ts';
import { chooseCalendars } from '#server/calendar/busy/chooseCalendars.ts';
import { chooseWriting } from '#server/calendar/busy/chooseWriting.ts';
import { readNow } from '#server/calendar/busy/readNow.ts';
import { type CalendarSource, readSources } from '#server/calendar/busy/readSources.ts';
import { saveSource } from '#server/calendar/busy/saveSource.ts';
import {
  addLinkSchema,
  chooseCalendarsSchema,
  countable,
  type SaveSourceInput,
  saveSourceSchema,
} from '#server/calendar/busy/schema.ts';
import { disconnect } from '#server/calendar/written/disconnect.ts';
import { readWriters, type Writer } from '#server/calendar/written/readWriters.ts';
import type { Ctx } from '#server/http/context.ts';
import { type PageErrors, pageErrors, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedInvalid } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';

/** A calendar elsewhere, with how writing into it goes where that is done. */
export interface ShownSource extends CalendarSource {
  writer: Writer | null;
}

/** What the page says of calendars elsewhere that take time away. */
export interface BusyPart {
  sources: ShownSource[];
  /** The one of which the settings are open; null where one is added. */
  open: ShownSource | null;
  /** What the fields of the form hold. */
  fields: { link: string | undefined; name: string | undefined; counts: string[] };
  /** What of the open one is chosen: keys of calendars. */
  chosen: { busy: string[]; write: string };
  errors: PageErrors;
}

/** What came of a form: a word for what was done, and which calendar to open; null for the form of another part. */
export type BusyResult = { ok: true; done: string | null; open?: string } | Invalid;
export const busyRefused = refusedInvalid;

export async function readBusyPart(
  ctx: Ctx,
  {
    open,
    values,
    result,
  }: { open: string | null; values: FormValues | undefined; result: BusyResult | undefined },
): Promise<BusyPart> {
  const [found, writers] = await Promise.all([readSources(ctx), readWriters(ctx)]);
  const sources = found.map((one) => ({
    ...one,
    writer: writers.find(({ source }) => source === one.id) ?? null,
  }));
  const opened = sources.find(({ id }) => id === open) ?? null;
  const isOurs = values !== undefined && /^(add|save)-calendar$/.test(typed(values, 'act') ?? '');
  const counts = opened
    ? countable.filter((word) => (word === 'tentative' ? opened.countsTentative : opened.countsAllDay))
    : [...countable];
  const fields = isOurs
    ? {
        link: typed(values, 'calendarLink'),
        name: typed(values, 'calendarName'),
        counts: [values.counts].flat().map(String),
      }
    : { link: '', name: opened?.name ?? '', counts };
  const refused = isOurs && result && !result.ok ? result : null;
  return { sources, open: opened, fields, chosen: chosenOf(opened), errors: busyErrors(refused) };
}

function chosenOf(open: ShownSource | null): BusyPart['chosen'] {
  const calendars = open?.calendars ?? [];
  const written = open?.writer?.isOn ? calendars.find(({ isWritten }) => isWritten) : undefined;
  return { busy: calendars.filter(({ isBusy }) => isBusy).map(({ key }) => key), write: written?.key ?? '' };
}

/** Carries out a form of this part. */
export async function carryOutBusy(ctx: Ctx, values: FormValues): Promise<BusyResult> {
  const act = typed(values, 'act');
  const id = typed(values, 'calendar') ?? '';
  const sent = { link: values.calendarLink, name: values.calendarName, counts: values.counts };
  if (act === 'add-calendar') return attempt(addLinkSchema, sent, (input) => add(ctx, input));
  if (act === 'save-calendar')
    return attempt(saveSourceSchema, sent, (input) => save(ctx, id, { input, values }));
  if (act === 'read-calendar') {
    const read = await readNow(ctx, id);
    return done(read.ok && read.kind === 'none' ? 'calendar-just-read' : sayRead(read, 'calendar-read'));
  }
  if (act !== 'remove-calendar') return done(null);
  const removed = await disconnect(ctx, id);
  if (!removed.ok) return done(removed.error === 'under-way' ? 'calendar-under-way' : 'calendar-removed');
  return done(removed.left > 0 ? 'calendar-removed-left' : 'calendar-removed');
}

const done = (word: string | null) => ({ ok: true as const, done: word });

/** Adds a link and reads it at once, so that what is wrong with it is said while its owner is there. */
async function add(ctx: Ctx, input: z.output<typeof addLinkSchema>): Promise<BusyResult> {
  const added = await addLink(ctx, input);
  if (!added.ok) return { ok: false, error: 'invalid', errors: [{ field: 'link', message: added.error }] };
  return done(sayRead(await readNow(ctx, added.id), 'calendar-added'));
}

async function save(
  ctx: Ctx,
  id: string,
  { input, values }: { input: SaveSourceInput; values: FormValues },
): Promise<BusyResult> {
  if (values.hasCalendars !== undefined) {
    const choice = chooseCalendarsSchema.safeParse({ busy: values.busy, write: typed(values, 'write') });
    const chosen = choice.success ? await chooseCalendars(ctx, id, choice.data) : null;
    // Meanwhile they signed in again, and the server has others by now.
    if (chosen === null || (!chosen.ok && chosen.error === 'unknown-calendar'))
      return { ok: false, error: 'invalid', errors: [{ field: 'write', message: 'unknown-calendar' }] };
  }
  // Removed in another window.
  if (!(await saveSource(ctx, id, input)).ok) return done('calendar-removed');
  if (values.hasGraph !== undefined) await chooseWriting(ctx, id, [values.graph].flat().includes('write'));
  await readNow(ctx, id);
  return done('calendar-saved');
}

/** Nobody is told that reading went well when it failed. */
const sayRead = (read: Awaited<ReturnType<typeof readNow>>, word: 'calendar-added' | 'calendar-read') =>
  read.ok && read.kind === 'failed' ? `${word}-failed` : word;

const messages = [
  'link-required',
  'link-invalid',
  'link-credentials',
  'name-too-long',
  'name-not-allowed',
  'known',
  'too-many',
  'not-https',
  'unknown-calendar',
] as const;

function busyErrors(refused: Invalid | null): PageErrors {
  const t = texts();
  const say = (message: string) => {
    const word = messages.find((one) => one === message);
    if (!word) throw new Error(`expected a text for the error "${message}"`);
    return t(`calendars.error.${word}`);
  };
  const names = { link: 'calendarLink', name: 'calendarName' };
  return pageErrors(
    sayErrors(refused?.errors ?? [], { fields: ['calendarLink', 'calendarName', 'write'], names, say }),
  );
}
