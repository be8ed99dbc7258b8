import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock.ts';
import { dateInAmsterdam } from '../time.ts';
import { networksOf } from './networks.ts';

/** One kind of write, with how often it may happen per key. */
export interface Limit {
  name: string;
  most: number;
  perSeconds: number;
}

export type LimitResult = { ok: true } | { ok: false; retryAfterSeconds: number };

export interface Limits {
  /** Counts one attempt of this key; says how long to wait when there were too many. */
  consume(limit: Limit, key: string): Promise<LimitResult>;
  /** Gives one attempt back: it turned out not to count. */
  reward(limit: Limit, key: string): Promise<void>;
  /** A keyed hash of the smallest network of an address that nobody can turn back, another one every day. */
  addressKey(address: string): string;
}

/** Limits in the memory of this process; `off` is for load tests. */
export function createLimits(clock: Clock, enabled: boolean): Limits {
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

  return {
    async consume(limit, who) {
      if (!enabled) return { ok: true };
      try {
        await limiterOf(limit).consume(who);
        return { ok: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
      }
    },
    async reward(limit, who) {
      if (enabled) await limiterOf(limit).reward(who);
    },
    addressKey(address) {
      const date = dateInAmsterdam(clock.now());
      if (key.date !== date) key = { date, secret: randomBytes(32) };
      return createHmac('sha256', key.secret).update(networksOf(address)[0]).digest('base64url').slice(0, 22);
    },
  };
}
