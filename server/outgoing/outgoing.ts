import http from 'node:http';
import https from 'node:https';
import { isPublicAddress, literalOf, lookupPublic, PrivateAddress } from './publicAddress.ts';

/** To where something goes: what devices of staff said themselves, or what a beheerder wrote down. */
export type Target = 'push' | 'webhook';

export interface Post {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array | string;
  /** All of it together: name, connection, answer. */
  withinMs: number;
}

/** What came of it. Bytes of an answer beyond the first few thousand are never read. */
export type Posted =
  | {
      status: number;
      text: string /** How long the other side asks to wait; 0 when it does not say. */;
      waitMs: number;
    }
  | { status: null; why: 'private' | 'timeout' | 'no-connection' };

/** Sends to addresses that people gave. */
export interface Outgoing {
  /** Follows no redirect. Never throws for what the other side does. */
  post(target: Target, url: string, post: Post): Promise<Posted>;
  /** Whether something may ever go to this address; a name is looked up only when something is sent. */
  allows(target: Target, url: string): boolean;
}

/** Which targets may lie in the own network, on plain HTTP too. */
export type PrivateTargets = 'none' | 'webhooks' | 'all';

const mostAnswer = 4096;

export function createOutgoing(privateTargets: PrivateTargets): Outgoing {
  const isOpen = (target: Target) =>
    privateTargets === 'all' || (privateTargets === 'webhooks' && target === 'webhook');
  const allows = (target: Target, text: string): boolean => {
    if (!URL.canParse(text)) return false;
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') return false;
    if (isOpen(target)) return url.protocol === 'https:' || url.protocol === 'http:';
    const literal = literalOf(url);
    return url.protocol === 'https:' && (literal === null || isPublicAddress(literal));
  };
  return {
    allows,
    async post(target, text, post) {
      if (!allows(target, text)) return { status: null, why: 'private' };
      try {
        return await send(new URL(text), post, isOpen(target));
      } catch (error) {
        if (error instanceof PrivateAddress) return { status: null, why: 'private' };
        return { status: null, why: isTimeout(error) ? 'timeout' : 'no-connection' };
      }
    },
  };
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

function send(url: URL, { headers, body, withinMs }: Post, open: boolean): Promise<Posted> {
  const { request } = url.protocol === 'https:' ? https : http;
  const signal = AbortSignal.timeout(withinMs);
  return new Promise((resolve, reject) => {
    /** Once a status came it counts: what breaks off afterwards is no reason to send again. */
    let answered: (() => void) | null = null;
    const sent = request(
      url,
      { method: 'POST', headers, agent: false, signal, ...(open ? {} : { lookup: lookupPublic }) },
      (answer) => {
        const { statusCode = 0 } = answer;
        const waitMs = waitOf(answer.headers['retry-after']);
        const chunks: Buffer[] = [];
        let length = 0;
        const done = () => {
          const text = Buffer.concat(chunks).subarray(0, mostAnswer).toString('utf8');
          resolve({ status: statusCode, text, waitMs });
          sent.destroy();
        };
        answered = done;
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length >= mostAnswer) done();
        });
        answer.on('end', done);
        answer.on('error', done);
      },
    );
    sent.on('error', (error) => (answered ? answered() : reject(error)));
    sent.end(body);
  });
}

/** `Retry-After` in seconds; a date is not read. */
const waitOf = (header: string | undefined): number =>
  header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 0;
