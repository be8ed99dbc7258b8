import type { companions } from '#db/schema/words.ts';
import type { texts } from '../content/texts.ts';

/** Who comes along with the jongere; `who` is the name of who referred. Null for nobody. */
export const sayCompanion = (
  t: ReturnType<typeof texts>,
  companion: (typeof companions)[number] | null,
  who: string,
): string | null => companion && t(`referred.companion.${companion}`, { who });
