import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock.ts';
import { dateInAmsterdam } from '../time.ts';
import { mostOfNetwork, networksOf } from './networks.ts';

/** One kind of write, with how often it may happen per key. */
export interface Limit {
  name: string;
  most: number;
  perSeconds: number;
}

export type LimitResult = { ok: true } | { ok: false; retryAfterSeconds: number };

export interface Limits {
  /** False in load tests: nothing is counted. */
  enabled: boolean;
  /** Counts one attempt of this key; says how long to wait when there were too many. */
  consume(limit: Limit, key: string): Promise<LimitResult>;
  /** Gives one attempt back: it turned out not to count. */
  reward(limit: Limit, key: string): Promise<void>;
  /** Counts one attempt for each network that it comes from; a larger one may do more, see `mostOfNetwork`. */
  consumeFrom(networks: NetworkKeys, limit: Limit): Promise<LimitResult>;
  rewardFrom(networks: NetworkKeys, limit: Limit): Promise<void>;
  /** For the log: a keyed hash of the smallest network of an address that nobody can turn back, another one every day. */
  addressKey(address: string): string;
  /**
   * Keyed hashes of all networks of an address, from small to large. They too are others every day, but the same in every
   * process: what is counted in the database is counted by these.
   */
  networkKeys(address: string): NetworkKeys;
}

export type NetworkKeys = readonly [smallest: string, ...wider: string[]];

/** Limits in the memory of this process. */
export function createLimits(clock: Clock, secret: string, enabled: boolean): Limits {
  const limiters = new Map<string, RateLimiterMemory>();
  let key = { date: '', secret: randomBytes(32) };

  const limiterOf = ({ name, most, perSeconds }: Limit) => {
    const id = `${name} ${most} ${perSeconds}`;
    let limiter = limiters.get(id);
    if (!limiter) {
      limiter = new RateLimiterMemory({ points: most, duration: perSeconds });
      limiters.set(id, limiter);
    }
    return limiter;
  };

  const hashOf = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

  const consume = async (limit: Limit, who: string): Promise<LimitResult> => {
    if (!enabled) return { ok: true };
    try {
      await limiterOf(limit).consume(who);
      return { ok: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
    }
  };

  const reward = async (limit: Limit, who: string) => {
    if (enabled) await limiterOf(limit).reward(who);
  };

  const ofOrder = (limit: Limit, order: number): Limit => ({
    ...limit,
    most: mostOfNetwork(limit.most, order),
  });

  return {
    enabled,
    consume,
    reward,
    async consumeFrom(networks, limit) {
      for (const [order, network] of networks.entries()) {
        const counted = await consume(ofOrder(limit, order), network);
        if (!counted.ok) return counted;
      }
      return { ok: true };
    },
    async rewardFrom(networks, limit) {
      for (const [order, network] of networks.entries()) await reward(ofOrder(limit, order), network);
    },
    addressKey(address) {
      const date = dateInAmsterdam(clock.now());
      if (key.date !== date) key = { date, secret: randomBytes(32) };
      return hashOf(key.secret, networksOf(address)[0]);
    },
    networkKeys(address) {
      const date = dateInAmsterdam(clock.now());
      const [smallest, ...wider] = networksOf(address);
      const keyOf = (network: string) => hashOf(secret, `network\n${date}\n${network}`);
      return [keyOf(smallest), ...wider.map(keyOf)];
    },
  };
}
