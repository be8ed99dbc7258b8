import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Failure, failureOf, faultOfStatus, Stopped } from '../fault.ts';
import type { CalendarWriter, WrittenEntry } from '../source.ts';
import { ownProperty, queryOf, timeOf } from './busyOf.ts';
import { codeOf, type GraphApi } from './graphApi.ts';

/** JSON batching takes so many requests. */
const atOnce = 20;
const seen = '$select=id,subject,start,end,showAs,location';

const time = z.object({ dateTime: z.string() });
const eventSchema = z.object({
  id: z.string(),
  subject: z.string().nullish(),
  start: time,
  end: time,
  showAs: z.string().nullish(),
  location: z.object({ displayName: z.string().nullish() }).nullish(),
});
const foundSchema = z.object({ value: z.array(z.object({ id: z.string() })) });
const batchSchema = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown() })),
});

const known = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const read = schema.safeParse(body);
  if (!read.success) throw new Stopped('no-calendar');
  return read.data;
};

/** Whether a 404 is about the event, and not about its mailbox or calendar. */
const isNoItem = (code: string | null): boolean => code === 'ErrorItemNotFound';

/**
 * What somebody sees of an event. Exchange gives an event a new `changeKey` by itself, so that would be no sign that somebody
 * changed it.
 */
function markOf({ subject, start, end, showAs, location }: z.output<typeof eventSchema>): string {
  const said = [
    subject,
    start.dateTime.slice(0, 19),
    end.dateTime.slice(0, 19),
    showAs,
    location?.displayName,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url');
}

/** An entry as Graph takes it. */
const eventOf = (entry: WrittenEntry) => ({
  subject: entry.title,
  body: { contentType: 'text', content: entry.about },
  start: timeOf(entry.start),
  end: timeOf(entry.end),
  location: { displayName: entry.place },
  showAs: 'busy',
  sensitivity: 'private',
});

/** Writes entries into the calendar of a mailbox by Graph. The id of an event is up to Exchange, so ours carry their UID along. */
export function createGraphWriter(api: GraphApi, mailbox: string, signal: AbortSignal): CalendarWriter {
  const own = `users/${encodeURIComponent(mailbox)}`;
  const eventPath = (id: string) => `${own}/events/${encodeURIComponent(id)}`;
  const attempt = async <T>(act: () => Promise<T>): Promise<T | Failure> => {
    try {
      return await act();
    } catch (error) {
      return failureOf(error, signal);
    }
  };

  /** Where an event of ours stands of which the id never came back. */
  const find = async (uid: string): Promise<string | null> => {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${ownProperty}' and ep/value eq '${uid}')`;
    const query = queryOf({ $filter: filter, $select: 'id' });
    const { status, body } = await api.ask(`${own}/events?${query}`, { signal });
    if (status === 404) throw new Stopped('gone');
    return known(foundSchema, body).value[0]?.id ?? null;
  };

  const create = async (entry: WrittenEntry) => {
    const { status, body } = await api.ask(`${own}/events`, {
      method: 'POST',
      body: {
        ...eventOf(entry),
        singleValueExtendedProperties: [{ id: ownProperty, value: entry.uid }],
        // What carries this may send it twice: then it is made once. What we send again has looked for it first.
        transactionId: randomUUID(),
      },
      signal,
    });
    if (status === 404) throw new Stopped('gone');
    const made = known(eventSchema, body);
    return { ok: true as const, place: made.id, mark: markOf(made) };
  };

  return {
    holds: () => true,
    placeOf: () => null,
    put: (entry, { place }) =>
      attempt(async () => {
        const at = place ?? (await find(entry.uid));
        if (at === null) return create(entry);
        const { status, body } = await api.ask(eventPath(at), {
          method: 'PATCH',
          body: eventOf(entry),
          signal,
        });
        // Somebody deleted it there.
        if (status === 404) return create(entry);
        const changed = known(eventSchema, body);
        return { ok: true as const, place: at, mark: markOf(changed) };
      }),
    remove: (uid, { place }) =>
      attempt(async () => {
        const at = place ?? (await find(uid));
        if (at === null) return { ok: true as const };
        const { status, code } = await api.ask(eventPath(at), { method: 'DELETE', signal });
        // That the mailbox is not there says nothing of what stands in it.
        if (status === 404 && !isNoItem(code)) throw new Stopped('gone');
        return { ok: true as const };
      }),
    look: (places) =>
      attempt(async () => {
        const marks = new Map<string, string | null>();
        for (let from = 0; from < places.length; from += atOnce) {
          const some = places.slice(from, from + atOnce);
          const { body } = await api.ask('$batch', {
            method: 'POST',
            body: {
              requests: some.map((place, index) => ({
                id: String(index),
                method: 'GET',
                url: `/${eventPath(place)}?${seen}`,
                headers: { Prefer: 'outlook.timezone="UTC"' },
              })),
            },
            signal,
          });
          for (const { id, status, body: event } of known(batchSchema, body).responses) {
            if (status === 404 && isNoItem(codeOf(event))) continue;
            if (status !== 200) throw new Stopped(faultOfStatus(status));
            marks.set(some[Number(id)] ?? '', markOf(known(eventSchema, event)));
          }
        }
        return { ok: true as const, marks };
      }),
  };
}
