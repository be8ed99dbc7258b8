import type { Actor } from '../context.ts';
import type { Limits, NetworkKeys } from './limits.ts';

/**
 * Somebody at an address, of whom nothing else is known. Their keys are made when they are asked for: hashing takes a tenth
 * of the time of an answer that is kept (`npm run bench -- slots-http`), which counts nothing.
 */
export function jongereAt(
  limits: Pick<Limits, 'addressKey' | 'networkKeys'>,
  address: string,
): Extract<Actor, { kind: 'jongere' }> {
  let addressKey: string | undefined;
  let networks: NetworkKeys | undefined;
  return {
    kind: 'jongere',
    get addressKey() {
      addressKey ??= limits.addressKey(address);
      return addressKey;
    },
    get networks() {
      networks ??= limits.networkKeys(address);
      return networks;
    },
  };
}
