import type { RequestLocals } from '#server/http/context.ts';

declare global {
  namespace App {
    /** What the server hands to every page. */
    interface Locals extends RequestLocals {}
  }
}
