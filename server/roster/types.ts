import type { bookers, messageLevels } from '#db/schema/words.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { WeekHours } from '#server/openingHours/schema.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { CasemanagerAvailability, Closure } from '#server/slots/types.ts';
import type { Amenity } from './schema.ts';

export interface Location {
  id: string;
  name: string;
  neighbourhood: string;
  address: string;
  directions: Record<Language, string>;
  /** How one gets in and about in a wheelchair, or hearing or seeing little. */
  accessibility: Record<Language, string>;
  /** What is there, such as wifi. */
  facilities: Record<Language, string>;
  amenities: Amenity[];
  modalities: Modality[];
  openingHours: WeekHours;
  /** When somebody can come in without an afspraak; empty where that is never. */
  walkInHours: WeekHours;
  phone: string | null;
  /** The day on which it opens again; null when it is not closed for a while. */
  closedUntil: string | null;
  active: boolean;
}

export interface Topic {
  id: string;
  label: Record<Language, string>;
  hint: Record<Language, string>;
  bring: Record<Language, string>;
  durationMinutes: number;
  gridMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  bookableBy: (typeof bookers)[number];
  /** How much messages about an afspraak of it say at most. */
  messages: (typeof messageLevels)[number];
  active: boolean;
}

/** A casemanager with the working week that the slot engine needs; busy time is read anew each time. */
export interface Casemanager extends Omit<CasemanagerAvailability, 'busy' | 'booked'> {
  firstName: string;
  lastName: string;
  /** The id of their team: members see and help with each other's agenda. */
  team: string | null;
  meetingLink: string | null;
  /** The locations at which they ever work. */
  places: string[];
}

/** All that is kept by the gemeente and decides what can be booked, as it stood at one version. */
export interface Roster {
  version: number;
  settings: Settings;
  /** In the order in which they are shown; also those no longer offered, to name old afspraken. */
  locations: Location[];
  topics: Topic[];
  casemanagers: Casemanager[];
  closures: (Closure & { name: string })[];
}
