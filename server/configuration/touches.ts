import { closedUntil } from '#server/roster/closedUntil.ts';
import type { Roster } from '#server/roster/types.ts';
import type { ConfigurationKind } from '#server/setup/configuration.ts';
import type { SetupClosure } from '#server/setup/schema.ts';
import { type Booked, outsideHours } from '#server/slots/outsideHours.ts';
import type { Planned } from './plan.ts';

/** What else happens when something is changed, so that whoever changes it knows before it does. */
export type Touch =
  /** Afspraken that fall outside the hours of their casemanager, who then decides about each of them. */
  | { what: 'outside'; count: number; first: TouchedAppointment[] }
  /** Afspraken about a topic that is ended. They stay. */
  | { what: 'topic'; count: number; first: TouchedAppointment[] }
  /** People who cannot sign in any more. */
  | { what: 'people'; names: string[] };

export interface TouchedAppointment {
  id: string;
  /** Epoch ms. */
  start: number;
  casemanager: { id: string; name: string };
}

/** A booked afspraak to come. Instants are epoch ms. */
export interface BookedAhead extends Booked {
  id: string;
  topic: string;
  casemanager: string;
}

/** What a change is laid beside. */
export interface TouchGround {
  roster: Pick<Roster, 'casemanagers' | 'closures'>;
  /** In order of start; those that somebody decided to keep outside hours are not among them. */
  booked: readonly BookedAhead[];
  /** Who can sign in, by the id of their organisation. */
  people: readonly { name: string; organisation: string }[];
  /** Today, on the clock of the gemeente. */
  today: string;
}

type Hours = TouchGround['roster'];
type Touches = {
  readonly [Kind in ConfigurationKind]: (planned: Planned<Kind>, ground: TouchGround) => Touch[];
};

/** Per kind what a change touches; nothing for what only reads otherwise. */
const touches: Touches = {
  location: ({ id, before, after }, ground) => {
    const { casemanagers, closures } = ground.roster;
    const isOpen = after !== null && after.active !== false;
    const works = isOpen ? casemanagers : casemanagers.map((one) => notAt(one, id));
    const was = closedUntil(id, before?.closedUntil, ground.today);
    const closed = [
      ...closures.filter((closure) => !was.some((one) => isSame(one, closure))),
      ...closedUntil(id, after?.closedUntil, ground.today),
    ];
    return outside(ground, { casemanagers: works, closures: closed });
  },
  closure: ({ before, after }, ground) => {
    const { casemanagers, closures } = ground.roster;
    const was = before && closureOf(before);
    const at = was ? closures.findIndex((closure) => isSame(closure, was)) : -1;
    const others = closures.filter((_, index) => index !== at);
    return outside(ground, { casemanagers, closures: after ? [...others, closureOf(after)] : others });
  },
  topic: ({ id, before, after }, { booked, roster }) => {
    const ends = before?.active !== false && after?.active === false;
    return ends
      ? some(
          'topic',
          booked.filter(({ topic }) => topic === id),
          roster,
        )
      : [];
  },
  organisation: ({ id, after }, { people }) => {
    const names = people.filter(({ organisation }) => organisation === id).map(({ name }) => name);
    return after?.active === false && names.length > 0 ? [{ what: 'people', names }] : [];
  },
  team: () => [],
  settings: () => [],
};

/** What else happens with a change: pure. */
export const touchesOf = <Kind extends ConfigurationKind>(
  planned: Planned<Kind>,
  ground: TouchGround,
): Touch[] => touches[planned.kind](planned, ground);

/** The afspraken that fall outside the hours with other hours than those of now, and did not before. */
function outside({ roster, booked }: TouchGround, after: Hours): Touch[] {
  const fallen = roster.casemanagers.flatMap((casemanager) => {
    const own = booked.filter((one) => one.casemanager === casemanager.id);
    if (own.length === 0) return [];
    const idsOf = (hours: Hours) => {
      const works = hours.casemanagers.find(({ id }) => id === casemanager.id);
      return new Set(outsideHours(works, hours.closures, own).map(({ id }) => id));
    };
    const [were, are] = [idsOf(roster), idsOf(after)];
    return own.filter(({ id }) => are.has(id) && !were.has(id));
  });
  return some(
    'outside',
    fallen.toSorted((a, b) => a.start - b.start),
    roster,
  );
}

/** So many are shown; the rest is a number. */
const shown = 5;

function some(what: 'outside' | 'topic', found: readonly BookedAhead[], { casemanagers }: Hours): Touch[] {
  if (found.length === 0) return [];
  const nameOf = (id: string) => {
    const one = casemanagers.find((casemanager) => casemanager.id === id);
    return one ? `${one.firstName} ${one.lastName}` : '';
  };
  const first = found.slice(0, shown).map(({ id, start, casemanager }) => ({
    id,
    start,
    casemanager: { id: casemanager, name: nameOf(casemanager) },
  }));
  return [{ what, count: found.length, first }];
}

type Casemanager = Hours['casemanagers'][number];

/** Somebody without their hours at one place. */
const notAt = (casemanager: Casemanager, location: string): Casemanager => ({
  ...casemanager,
  rules: casemanager.rules.filter((rule) => rule.location !== location),
  exceptions: casemanager.exceptions.filter((one) => one.kind !== 'extra' || one.location !== location),
  places: casemanager.places.filter((place) => place !== location),
});

type Closure = Hours['closures'][number];

const closureOf = ({ name, from, until = from, location }: SetupClosure): Closure => ({
  name,
  dateFrom: from,
  dateUntil: until,
  location: location ?? null,
});

const isSame = (one: Closure, other: Closure) =>
  one.name === other.name &&
  one.dateFrom === other.dateFrom &&
  one.dateUntil === other.dateUntil &&
  one.location === other.location;
