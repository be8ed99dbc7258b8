import type { RequestLocals } from '#server/kernel/context.ts';

declare global {
  namespace App {
    /** What the server hands to every page. */
    interface Locals extends RequestLocals {}
  }
}
