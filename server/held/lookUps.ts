import type { Limit } from '#server/kernel/limits/limits.ts';

/** Whoever answers a request looks a few times; who fishes for who comes here looks often. */
export const lookUps: Limit = { name: 'held', most: 30, perSeconds: 3600 };
