import { z } from 'zod';
import { amenities } from '#db/schema/words.ts';

export const amenitySchema = z.enum(amenities);
export type Amenity = z.infer<typeof amenitySchema>;
