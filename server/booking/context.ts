import type * as availability from '#server/availability/context.ts';
import type { Asker } from '#server/kernel/context.ts';
import type { KeyedSemaphore } from '#server/kernel/keyedSemaphore.ts';
import type { Room } from './room.ts';

export interface Services extends availability.Services {
  /**
   * Those in this process who want the same time: whoever comes second looks when the first is done, instead of holding a
   * connection and a lock until then. It decides nothing: other processes come in between.
   */
  claims: KeyedSemaphore;
  /** How much can be booked at all, for the share of one network. */
  room: Room;
}

export interface Ctx extends Services, Asker {}
