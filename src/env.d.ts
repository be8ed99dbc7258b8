import type { RequestLocals } from '../server/context.ts';
import type { Language } from './content/texts.ts';

declare global {
  namespace App {
    /** What the server hands to every page. `lang` is absent as long as there is one language. */
    interface Locals extends RequestLocals {
      lang?: Language;
    }
  }
}
