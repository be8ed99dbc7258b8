import { z } from 'zod';

/** A number of the gemeente as people write it, `(070) 353 54 54` or `14070`; it is shown as it stands. */
export const phoneSchema = z
  .string()
  .regex(/^[0-9 ()+-]{3,20}$/, { error: 'expected a phone number, like "(070) 353 54 54"' });
