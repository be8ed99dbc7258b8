import postgres from 'postgres';

/** Whether a unique index refused a row (SQLSTATE 23505). */
export const isDouble = (error: unknown): boolean =>
  error instanceof postgres.PostgresError && error.code === '23505';
