// What booking promises, in as few words as there are: a model to compare the API with. It knows times, contacts and keys,
// and nothing of casemanagers, locks or tables.

export interface Rules {
  /** How many afspraken there can be at one time. */
  capacity: number;
  noticeMinutes: number;
  holdMinutes: number;
  openPerContact: number;
  privateLinkDays: number;
  durationMinutes: number;
}

/** What an answer comes to: `ok`, or the last word of the type of its problem. */
export type Outcome = string;

export interface Made {
  /** Epoch ms. */
  start: number;
  contact: string;
  status: 'booked' | 'cancelled';
  bookedAt: number;
  wiped: boolean;
}

export interface Held {
  start: number;
  expiresAt: number;
  released: boolean;
  made: Made | null;
}

interface Key {
  body: string;
  made: Made;
  at: number;
}

/** Wherever an afspraak is made, what is asked; `key` makes it safe to repeat. */
export interface Order {
  contact: string;
  key: string | null;
  /** All that is sent. */
  body: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export class BookingModel {
  now: number;
  readonly made: Made[] = [];
  readonly held: Held[] = [];
  readonly #keys = new Map<string, Key>();
  readonly #rules: Rules;

  constructor(rules: Rules, now: number) {
    this.#rules = rules;
    this.now = now;
  }

  /** How many could still be made at this time; none when it is not offered any more. */
  left(start: number, except: Made | null = null): number {
    const { capacity, noticeMinutes } = this.#rules;
    if (start < this.now + noticeMinutes * minute) return 0;
    const booked = this.made.filter(
      (one) => one !== except && one.status === 'booked' && one.start === start,
    );
    return (
      capacity - booked.length - this.held.filter((hold) => this.#holds(hold) && hold.start === start).length
    );
  }

  hold(start: number): Outcome {
    if (this.left(start) < 1) return 'taken';
    const expiresAt = this.now + this.#rules.holdMinutes * minute;
    this.held.push({ start, expiresAt, released: false, made: null });
    return 'ok';
  }

  release(hold: Held): Outcome {
    if (hold.made?.wiped) return 'not-found';
    if (!hold.made) hold.released = true;
    return 'ok';
  }

  /** Gives the afspraak that the answer is about when it is `ok`. */
  book(order: Order, from: Held | number): { outcome: Outcome; made: Made | null } {
    const known = order.key === null ? undefined : this.#keys.get(order.key);
    if (known && !known.made.wiped && this.now - known.at < day) {
      return known.body === order.body ? { outcome: 'ok', made: known.made } : no('key-reused');
    }
    if (typeof from === 'number') {
      return this.left(from) < 1 ? no('taken') : this.#make(order, from);
    }
    if (from.made) return this.#ofBooked(order, from.made);
    if (!this.#holds(from)) return no('hold-expired');
    const result = this.#make(order, from.start);
    from.made = result.made;
    return result;
  }

  move(made: Made, start: number): Outcome {
    if (this.#isGone(made)) return 'not-found';
    if (made.status === 'cancelled' || this.now >= made.start) return 'too-late';
    if (made.start === start) return 'ok';
    if (this.left(start, made) < 1) return 'taken';
    if (this.#bookedOf(made.contact).some((other) => other !== made && other.start === start))
      return 'same-time';
    made.start = start;
    return 'ok';
  }

  cancel(made: Made): Outcome {
    if (this.#isGone(made)) return 'not-found';
    if (made.status === 'cancelled') return 'ok';
    if (this.now >= made.start) return 'too-late';
    made.status = 'cancelled';
    return 'ok';
  }

  wipe(made: Made): Outcome {
    if (this.#isGone(made)) return 'not-found';
    if (made.status === 'booked' && this.now < this.#endOf(made)) return 'still-to-come';
    made.wiped = true;
    return 'ok';
  }

  read(made: Made): Outcome {
    return this.#isGone(made) ? 'not-found' : 'ok';
  }

  #make({ contact, key, body }: Order, start: number): { outcome: Outcome; made: Made | null } {
    const theirs = this.#bookedOf(contact);
    if (theirs.some((other) => other.start === start)) return no('same-time');
    if (theirs.filter((other) => other.start > this.now).length >= this.#rules.openPerContact)
      return no('too-many');
    const made: Made = { start, contact, status: 'booked', bookedAt: this.now, wiped: false };
    this.made.push(made);
    if (key !== null) this.#keys.set(key, { body, made, at: this.now });
    return { outcome: 'ok', made };
  }

  /** A hold that was booked already leads to its afspraak for an hour, as long as that stands. */
  #ofBooked({ contact }: Order, made: Made): { outcome: Outcome; made: Made | null } {
    if (made.wiped) return no('not-found');
    if (made.status === 'cancelled' || this.now - made.bookedAt >= hour) return no('hold-expired');
    return made.contact === contact ? { outcome: 'ok', made } : no('booked-otherwise');
  }

  #holds({ released, made, expiresAt }: Held): boolean {
    return !released && !made && this.now < expiresAt;
  }

  #bookedOf(contact: string): Made[] {
    return this.made.filter((one) => one.contact === contact && one.status === 'booked' && !one.wiped);
  }

  #endOf({ start }: Made): number {
    return start + this.#rules.durationMinutes * minute;
  }

  #isGone(made: Made): boolean {
    return made.wiped || this.now >= this.#endOf(made) + this.#rules.privateLinkDays * day;
  }
}

const no = (outcome: Outcome) => ({ outcome, made: null });
