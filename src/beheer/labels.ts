import type { ConfigurationKind } from '#server/configuration/types.ts';
import type { TextKey, texts } from '../content/texts.ts';

type Labels = Readonly<Record<string, TextKey>>;

/** What the fields of the setup file are called on a page. */
const labels: Readonly<Record<ConfigurationKind, Labels>> = {
  location: {
    name: 'beheer.location.name',
    neighbourhood: 'beheer.location.neighbourhood',
    address: 'beheer.location.address',
    directions: 'beheer.location.directions',
    directionsEn: 'beheer.location.directions-en',
    accessibility: 'beheer.location.accessibility',
    accessibilityEn: 'beheer.location.accessibility-en',
    facilities: 'beheer.location.facilities',
    facilitiesEn: 'beheer.location.facilities-en',
    amenities: 'beheer.location.amenities',
    modalities: 'beheer.location.modalities',
    openingHours: 'beheer.location.opening-hours',
    walkInHours: 'beheer.location.walk-in-hours',
    phone: 'beheer.location.phone',
    closedUntil: 'beheer.location.closed-until',
    position: 'beheer.location.position',
    active: 'beheer.location.active',
  },
  topic: {
    label: 'beheer.topic.label',
    labelEn: 'beheer.topic.label-en',
    hint: 'beheer.topic.hint',
    hintEn: 'beheer.topic.hint-en',
    bring: 'beheer.topic.bring',
    bringEn: 'beheer.topic.bring-en',
    durationMinutes: 'beheer.topic.duration',
    gridMinutes: 'beheer.topic.grid',
    bufferBeforeMinutes: 'beheer.topic.buffer-before',
    bufferAfterMinutes: 'beheer.topic.buffer-after',
    bookableBy: 'beheer.topic.bookable-by',
    messages: 'beheer.topic.messages',
    position: 'beheer.topic.position',
    active: 'beheer.topic.active',
  },
  closure: {
    name: 'beheer.closure.name',
    from: 'beheer.closure.from',
    until: 'beheer.closure.until',
    location: 'beheer.closure.location',
  },
  team: {
    name: 'beheer.team.name',
    organisation: 'beheer.team.organisation',
    task: 'beheer.team.task',
    active: 'beheer.team.active',
  },
  organisation: {
    name: 'beheer.organisation.name',
    kind: 'beheer.organisation.kind',
    contact: 'beheer.organisation.contact',
    'contact.function': 'beheer.organisation.contact-function',
    'contact.email': 'beheer.organisation.contact-email',
    'contact.phone': 'beheer.organisation.contact-phone',
    active: 'beheer.organisation.active',
  },
  settings: { trajectTerms: 'terms.title' },
};

type T = ReturnType<typeof texts>;

/** What a field is called; one without a text by its own name. */
export function labelOf(t: T, kind: ConfigurationKind, field: string): string {
  const key = Object.hasOwn(labels[kind], field) ? labels[kind][field] : undefined;
  return key === undefined ? field : t(key);
}

/** Whether a page has a field of that name. */
export const hasLabel = (kind: ConfigurationKind, field: string): boolean =>
  Object.hasOwn(labels[kind], field);
