import type * as kernel from '#server/kernel/context.ts';
import type * as roster from '#server/roster/context.ts';
import type { Grounds } from './grounds.ts';

export interface Services extends roster.Services {
  /** The colours that ship, on which those of the gemeente are seen. */
  grounds: Grounds;
}

export interface Ctx extends Services, kernel.Asker {}
