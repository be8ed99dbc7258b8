import type { IncomingMessage } from 'node:http';
import type { Language } from '#server/kernel/languages.ts';
import type { Answer } from './answer.ts';
import { problem } from './problems.ts';

/** The key of an organisation, as `Authorization: Bearer` (RFC 6750). */
export const security = [{ organisationKey: [] }];

/** What a request carries as its key; empty when that is none. */
export const bearerOf = ({ headers }: IncomingMessage): string =>
  /^Bearer ([A-Za-z0-9._~+/-]{1,200}=*)$/i.exec(headers.authorization ?? '')?.[1] ?? '';

export const unknownKey = (language: Language): Answer =>
  problem(language, 'key-unknown', { headers: { 'www-authenticate': 'Bearer' } });
