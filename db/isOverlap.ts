import postgres from 'postgres';

/** Whether an exclusion constraint refused a row: what it wanted to take is taken (SQLSTATE 23P01). */
export const isOverlap = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && error.code === '23P01';
