import type { Actor } from '../context.ts';
import type { Limits } from './limits.ts';

/** Somebody at an address, of whom nothing else is known. */
export const jongereAt = (limits: Limits, address: string): Extract<Actor, { kind: 'jongere' }> => ({
  kind: 'jongere',
  addressKey: limits.addressKey(address),
  networks: limits.networkKeys(address),
});
