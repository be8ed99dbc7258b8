import { mostOfNetwork, networksOf } from './networks.ts';

export interface SeatBounds {
  /** From one address, or the /64 of an IPv6 one; a larger network may have more, see `mostOfNetwork`. */
  each: number;
  /** In this process. */
  all: number;
}

/** A place that stays taken until `free` is called; more than once does no harm. */
export type Seat = { ok: true; free(): void } | NoSeat;
/** Whose places are all taken: those of this network, or all that there are. */
export type NoSeat = { ok: false; full: 'network' | 'process' };

/** Places for connections of one kind that stay open. Nobody takes so many that others find none. */
export interface Seats {
  /** Whether there would be a place for this address now. */
  look(address: string, bounds: SeatBounds): { ok: true } | NoSeat;
  take(address: string, bounds: SeatBounds): Seat;
  taken(): number;
}

/** Counts in the memory of this process, for as long as a connection is open; `enabled` is off for load tests. */
export function createSeats(enabled: boolean): Seats {
  const byNetwork = new Map<string, number>();
  let taken = 0;

  const count = (networks: string[], by: 1 | -1) => {
    taken += by;
    for (const network of networks) {
      const left = (byNetwork.get(network) ?? 0) + by;
      if (left > 0) byNetwork.set(network, left);
      else byNetwork.delete(network);
    }
  };

  const look: Seats['look'] = (address, { each, all }) => {
    if (!enabled) return { ok: true };
    const full = networksOf(address).some(
      (network, order) => (byNetwork.get(network) ?? 0) >= mostOfNetwork(each, order),
    );
    if (full) return { ok: false, full: 'network' };
    return taken >= all ? { ok: false, full: 'process' } : { ok: true };
  };

  return {
    look,
    take(address, bounds) {
      const seen = look(address, bounds);
      if (!seen.ok) return seen;
      const networks = networksOf(address);
      count(networks, 1);
      let isTaken = true;
      const free = () => {
        if (isTaken) count(networks, -1);
        isTaken = false;
      };
      return { ok: true, free };
    },
    taken: () => taken,
  };
}

/** The HTTP status and the wait in seconds for who finds no place: 429 is about them, 503 about us (RFC 6585 4, RFC 9110 15.6.4). */
export function refusalOfSeat({ full }: NoSeat): { status: 429 | 503; retryAfterSeconds: number } {
  return full === 'network' ? { status: 429, retryAfterSeconds: 30 } : { status: 503, retryAfterSeconds: 10 };
}
