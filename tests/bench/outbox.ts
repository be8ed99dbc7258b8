import assert from 'node:assert/strict';
import { loadavg } from 'node:os';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { book } from '#server/booking/book.ts';
import type { RawMail } from '#server/notifications/mail/mailer.ts';
import { mailBy } from '#server/notifications/mail/smtp.ts';
import { sendDue } from '#server/notifications/sendDue.ts';
import { createSending } from '#server/notifications/sending.ts';
import { throwawayCluster } from '../support/postgres.ts';
import { raceGround, request } from '../support/raceGround.ts';
import { listening } from './processes/jobs.ts';
import { startWorker } from './processes/worker.ts';
import { median, report } from './support.ts';

// Messages a second from the outbox beside nodemailer alone to the same server: once with the very bytes that the outbox made, which
// is the floor, and once composing such mails itself.

const rounds = 5;
const people = 40;
const times = [
  '09:00',
  '09:30',
  '15:00',
  '15:30',
  '16:00',
  '10:00',
  '10:30',
  '11:00',
  '11:30',
  '12:00',
  '12:30',
  '13:00',
  '13:30',
  '14:00',
  '14:30',
];

const cluster = await throwawayCluster();
process.env.TEST_POSTGRES_URL = cluster.url;
const ground = await raceGround(people);
const server = startWorker('mailSink.ts');
const { port } = await server.ask({}, listening);
const hosts = [{ host: '127.0.0.1', port, secure: false, auth: null }];
const way = mailBy({ hosts, from: 'afspraken@example.nl', bounces: null, ca: null, dkim: null });
const sent: RawMail[] = [];
const services = {
  ...ground.ctx,
  sending: createSending(ground.clock),
  mail: {
    ...way,
    mailer: {
      close: way.mailer.close,
      send(mail: RawMail, givingUp: AbortSignal) {
        sent.push(mail);
        return way.mailer.send(mail, givingUp);
      },
    },
  },
};
const alone = createTransport({
  pool: true,
  host: '127.0.0.1',
  port,
  secure: false,
  ignoreTLS: true,
  maxConnections: 5,
});

/** Books all times of all casemanagers, one after the other. */
async function bookAll(): Promise<void> {
  await ground.sql`truncate appointments, history cascade`;
  for (const time of times) {
    for (let person = 0; person < people; person += 1) {
      const result = await book(ground.ctx, request(time));
      assert.ok(result.ok);
    }
  }
}

/** What nodemailer is told to make a mail like this one. */
async function asOptions(raw: Buffer) {
  const { subject, text, html, attachments } = await simpleParser(raw);
  const calendar = {
    contentType: 'text/calendar; charset=utf-8; method=REQUEST',
    content: attachments[0]?.content ?? assert.fail('expected a calendar part'),
    contentTransferEncoding: 'base64' as const,
  };
  assert.ok(html);
  return {
    subject,
    text,
    html,
    alternatives: [calendar],
    attachments: [{ ...calendar, filename: 'afspraak.ics' }],
  };
}

const perSecond = async (send: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await send();
  return sent.length / ((performance.now() - begun) / 1000);
};

const measured = { ours: [] as number[], floor: [] as number[], composing: [] as number[] };
for (let round = -2; round < rounds; round += 1) {
  await bookAll();
  sent.length = 0;
  const ours = await perSecond(() => sendDue(services));
  const floor = await perSecond(() =>
    Promise.all(sent.map(({ from, to, raw }) => alone.sendMail({ envelope: { from, to }, raw }))),
  );
  const options = await asOptions(sent[0]?.raw ?? assert.fail('expected mails'));
  const composing = await perSecond(() =>
    Promise.all(sent.map(({ from, to }) => alone.sendMail({ ...options, from, to }))),
  );
  if (round < 0) continue;
  measured.ours.push(ours);
  measured.floor.push(floor);
  measured.composing.push(composing);
}
const rate = {
  ours: median(measured.ours),
  floor: median(measured.floor),
  composing: median(measured.composing),
};
console.log(
  `load of the machine: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')}`,
);
report(
  [
    { what: 'nodemailer alone, the same bytes (floor)', 'messages/s': rate.floor },
    { what: 'nodemailer alone, composing', 'messages/s': rate.composing },
    { what: 'outbox', 'messages/s': rate.ours },
  ],
  { name: 'outbox', ours: rate.ours, floor: rate.floor, ratio: rate.ours / rate.floor, unit: 'messages/s' },
);
alone.close();
way.mailer.close();
await ground.close();
await cluster.stop();
await server.stop();
