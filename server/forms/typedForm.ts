import { z } from 'zod';

/** Whose a typed form is: of a session of staff, or of the hold or afspraak of a private address. */
export interface FormOwner {
  /** SHA-256 of the session's token. */
  sessionId: string | null;
  /** Of the hold or afspraak; beside a session what the form is about, so that wiping takes it along. */
  appointmentId: string | null;
  /** The page that the form was sent to, without language and question. */
  path: string;
}

/** How long it can be come back to. */
export const typedFormMs = 3_600_000;

/** What is kept: the fields, without files, and how the form was answered. */
export const typedFormSchema = z.object({
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  answer: z.unknown().optional(),
});

export type TypedForm = z.infer<typeof typedFormSchema>;
