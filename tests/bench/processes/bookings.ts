import { bookingBody, type Time } from './gemeente.ts';

export interface Bookings {
  /** What came of them so far. */
  count: { booked: number; refused: number };
  /** Leaves these starts alone from now on: somebody watches them. Waits for those under way. */
  avoid(times: readonly Time[]): Promise<void>;
  /** Ends them and waits for those under way. */
  stop(): Promise<void>;
}

/** Books one afspraak. Gives the status. */
export async function book(port: number, time: Time, person: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/appointments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bookingBody(time, person),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Books one time after another at an even pace, whether or not the server keeps up. */
export function startBookings(port: number, times: readonly Time[], perSecond: number): Bookings {
  const count = { booked: 0, refused: 0 };
  const underWay = new Set<Promise<void>>();
  const avoided = new Set<number>();
  const start = performance.now();
  let sent = 0;
  let next = 0;
  const post = async (time: Time) => {
    const status = await book(port, time, `rush${sent}`);
    if (status === 201) count.booked += 1;
    else count.refused += 1;
  };
  const postNext = () => {
    let time = times[next++ % times.length];
    while (time && avoided.has(Date.parse(time.start))) time = times[next++ % times.length];
    if (!time) return;
    const posting = post(time).finally(() => underWay.delete(posting));
    underWay.add(posting);
  };
  // Timers run late on a busy machine: what is due by now goes out.
  const timer = setInterval(() => {
    const due = ((performance.now() - start) / 1000) * perSecond;
    for (; sent < due; sent++) postNext();
  }, 10);
  const settle = async () => {
    await Promise.allSettled(underWay);
  };
  return {
    count,
    avoid(more) {
      for (const time of more) avoided.add(Date.parse(time.start));
      return settle();
    },
    stop() {
      clearInterval(timer);
      return settle();
    },
  };
}
