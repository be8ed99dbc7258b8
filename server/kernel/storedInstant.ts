import { z } from 'zod';

/** An instant in a row of raw SQL: as text, also within JSON. Null is refused, which a Date would be made of too. */
export const storedDate = z.union([z.string(), z.date()]).pipe(z.coerce.date());

/** The same, in epoch ms. */
export const storedInstant = storedDate.transform(Number);
