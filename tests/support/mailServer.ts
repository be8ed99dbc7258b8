import { once } from 'node:events';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { MailWay } from '#server/notifications/context.ts';
import { mailBy, type Patience, type SmtpHost } from '#server/notifications/mail/smtp.ts';
import type { Certified } from './certificates.ts';

/** A mail that the server took, whole and as a parser reads it. */
export interface TakenMail {
  from: string;
  to: string[];
  raw: string;
  parsed: ParsedMail;
  /** Whether it came over TLS. */
  secure: boolean;
  /** Whether who sent it was told so: not while it is slow, and not when the line broke before. */
  accepted: boolean;
}

/** What a server says at a step instead of going on: an SMTP code with text, or `hang` and `drop` of the line. */
export type Trouble = { code: number; text: string } | 'hang' | 'drop';

/** What a server asks for and offers: nothing, unless it is said. */
export interface MailServerOptions {
  /** With it STARTTLS is offered. */
  certificate?: Certified;
  /** Without them nothing is taken. */
  login?: { user: string; pass: string };
}

const usual = { from: 'afspraken@denhaag.test', bounces: 'terug@denhaag.test', ca: null, dkim: null };

/** A mail server on this machine that keeps what it takes, and makes what trouble a test asks for. */
export async function openMailServer({ certificate, login }: MailServerOptions = {}) {
  const taken: TakenMail[] = [];
  const logins: string[] = [];
  let trouble: {
    connect?: Trouble;
    sender?: Trouble;
    recipient?: Trouble;
    data?: Trouble;
    afterData?: 'drop';
    /** How long each mail takes, ms. */
    slow?: number;
  } = {};
  const fail = (
    wrong: Trouble | undefined,
    session: SMTPServerSession,
    go: (error?: Error | null) => void,
  ): void => {
    if (wrong === 'hang') return;
    if (wrong === undefined) go();
    else if (wrong === 'drop') drop(session);
    else go(Object.assign(new Error(wrong.text), { responseCode: wrong.code }));
  };
  const sockets = new Map<string, { destroy(): unknown }>();
  const drop = (session: SMTPServerSession) => void sockets.get(`${session.remotePort}`)?.destroy();
  const server = new SMTPServer({
    ...(certificate ?? {}),
    authOptional: login === undefined,
    disabledCommands: certificate ? [] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, go) => {
      logins.push(username ?? '');
      if (username === login?.user && password === login?.pass) go(null, { user: username });
      else go(Object.assign(new Error('Authentication failed'), { responseCode: 535 }));
    },
    disableReverseLookup: true,
    onConnect: (session, go) => fail(trouble.connect, session, go),
    onMailFrom: (_address, session, go) => fail(trouble.sender, session, go),
    onRcptTo: (_address, session, go) => fail(trouble.recipient, session, go),
    onData(stream, session, go) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        if (trouble.data !== undefined) return fail(trouble.data, session, go);
        const raw = Buffer.concat(parts);
        const mail: TakenMail = {
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: raw.toString('utf8'),
          parsed: await simpleParser(raw),
          secure: session.secure,
          accepted: false,
        };
        taken.push(mail);
        if (trouble.slow !== undefined) await new Promise((over) => setTimeout(over, trouble.slow));
        if (trouble.afterData === 'drop') return drop(session);
        mail.accepted = sockets.has(`${session.remotePort}`);
        go();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket) => {
    const name = `${socket.remotePort}`;
    sockets.set(name, socket);
    socket.once('close', () => sockets.delete(name));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  const { port } = address;
  const host: SmtpHost = { host: '127.0.0.1', port, secure: false, auth: null };
  return {
    host,
    /** The same server as one that is elsewhere: an address that is not the one of this machine, and leads here. */
    elsewhere: { ...host, host: '0.0.0.0' } satisfies SmtpHost,
    taken,
    /** Who tried to sign in. */
    logins,
    /** Mail as a gemeente sends it by this server. */
    way: (...others: SmtpHost[]): MailWay => mailBy({ ...usual, hosts: [...others, host] }),
    /** The same, by somebody who waits less long. */
    hasty: (patience: Patience): MailWay => mailBy({ ...usual, hosts: [host] }, patience),
    /** From now on; `{}` for none. */
    makes(next: typeof trouble) {
      trouble = next;
    },
    async close() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
export type TestMailServer = Awaited<ReturnType<typeof openMailServer>>;
