import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { attackJob, type attacks } from './jobs.ts';
import { work } from './worker.ts';

type Attack = (typeof attacks)[number];

const origin = (port: number) => `http://127.0.0.1:${port}`;
const statuses: Record<string, number> = {};
const count = (status: number | string) => {
  statuses[status] = (statuses[status] ?? 0) + 1;
};

/** One of 20,000 questions that all differ. */
function question(index: number): string {
  const from = addDays(dateInAmsterdam(Date.now()), (index % 60) - 1);
  const to = addDays(from, 1 + (Math.floor(index / 60) % 58));
  const location = `plek-${Math.floor(index / 3480) % 5}`;
  const modality = index >= 17_400 ? 'telefoon' : 'op-locatie';
  return `/api/v1/slots?${new URLSearchParams({ topic: 'school', from, to, location, modality })}`;
}

let sent = 0;
/** From one /48: every address in it is theirs. */
const address = () => `2001:db8:bad:${(sent % 4096).toString(16)}::${(sent & 255).toString(16)}`;

work(attackJob, async ({ port, attack, holds }) => {
  if (sent > 0) return { statuses };
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const ask = (path: string, body?: { type: string; text: string }) =>
    new Promise<void>((done) => {
      sent += 1;
      const headers: Record<string, string> = { 'x-forwarded-for': address(), origin: origin(port) };
      if (body) {
        headers['content-type'] = body.type;
        headers['content-length'] = String(Buffer.byteLength(body.text));
      }
      const method = body ? 'POST' : 'GET';
      request({ host: '127.0.0.1', port, path, method, agent, headers }, (res) => {
        count(res.statusCode ?? 0);
        res.resume().on('end', done);
      })
        .on('error', () => {
          count('cut');
          done();
        })
        .end(body?.text);
    });
  /** So many at a time, until this process is stopped. */
  const over = (width: number, act: (index: number) => Promise<void>, most = Number.POSITIVE_INFINITY) => {
    let next = 0;
    const loop = async () => {
      for (let at = next++; at < most; at = next++) await act(at);
    };
    for (let each = 0; each < width; each++) void loop();
  };
  const fields = 'a=1&'.repeat(16_000);
  const attackBy: Record<Attack, () => void> = {
    form: () => over(4, () => ask('/afspraak', { type: 'application/x-www-form-urlencoded', text: fields })),
    questions: () => over(10, (index) => ask(question(index)), 20_000),
    streams: () =>
      over(500, async () => {
        await new Promise<void>((done) => {
          sent += 1;
          const headers = { 'x-forwarded-for': address() };
          request({ host: '127.0.0.1', port, path: '/live/slots', headers, agent: false }, (res) => {
            count(res.statusCode ?? 0);
            res.resume().on('close', done);
          })
            .on('error', () => done())
            .end();
        });
        await sleep(1000);
      }),
    bodies: () =>
      over(200, async () => {
        sent += 1;
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        socket.write(
          `POST /afspraak HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin(port)}\r\nX-Forwarded-For: ${address()}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n`,
        );
        const drip = setInterval(() => socket.write('a'), 500);
        socket.on('data', (data: Buffer) => count(data.toString('latin1').slice(9, 12)));
        await new Promise((closed) => socket.once('close', closed));
        clearInterval(drip);
      }),
    holds: () =>
      over(
        10,
        (index) =>
          ask('/api/v1/holds', { type: 'application/json', text: holds[index % holds.length] ?? '' }),
        1000,
      ),
  };
  attackBy[attack]();
  await sleep(500);
  return { statuses };
});
