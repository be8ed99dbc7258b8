import { isRecord, isText, listIn, parse } from './outbox.ts';

// What somebody needs to refer without a connection, as a browser keeps it. Pure; runs in a browser.

/** A free time as it was when it was read. */
export interface KnownTime {
  /** As the form sends it. */
  value: string;
  /** Epoch ms. */
  start: number;
  /** Of which day, and how or where: times are shown in groups of these. */
  day: string;
  where: string;
  time: string;
}

export interface KnownConsent {
  text: string;
  version: string;
}

export interface Known {
  /** The id of whose it is. */
  who: string;
  /** When it was read. Epoch ms, of the clock of the browser. */
  readAt: number;
  consent: Readonly<Record<'nl' | 'en', KnownConsent>>;
  /** By the id of the topic. */
  times: Readonly<Record<string, readonly KnownTime[]>>;
}

/** What was kept, or came as JSON; null for nothing, or for what another release wrote. */
export function readKnown(said: unknown): Known | null {
  if (!isRecord(said) || !isText(said.who) || typeof said.readAt !== 'number') return null;
  const { who, readAt, consent, times } = said;
  const nl = isRecord(consent) ? consentIn(consent.nl) : null;
  const en = isRecord(consent) ? consentIn(consent.en) : null;
  if (!nl || !en) return null;
  const ofTopics = Object.entries(isRecord(times) ? times : {});
  return {
    who,
    readAt,
    consent: { nl, en },
    times: Object.fromEntries(ofTopics.map(([topic, all]) => [topic, listIn(all).flatMap(timeIn)])),
  };
}

export const parseKnown = (text: string | null): Known | null => readKnown(parse(text));

const consentIn = (one: unknown): KnownConsent | null =>
  isRecord(one) && isText(one.text) && isText(one.version) ? { text: one.text, version: one.version } : null;

function timeIn(one: unknown): KnownTime[] {
  if (!isRecord(one) || typeof one.start !== 'number') return [];
  const { value, start, day, where, time } = one;
  return isText(value) && isText(day) && isText(where) && isText(time)
    ? [{ value, start, day, where, time }]
    : [];
}

/** The times of a topic that are still to come; by telephone only for who gave a number. */
export const timesOf = (
  known: Known,
  { topic, hasPhone, now }: { topic: string; hasPhone: boolean; now: number },
): KnownTime[] =>
  (known.times[topic] ?? []).filter(
    ({ start, value }) => start > now && (hasPhone || !value.endsWith(' telefoon')),
  );

/** How old something is, as a screen says it: minutes up to an hour, then hours, then days. */
export function ageOf(readAt: number, now: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.floor((now - readAt) / 60_000));
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? { unit: 'hours', count: hours } : { unit: 'days', count: Math.floor(hours / 24) };
}
