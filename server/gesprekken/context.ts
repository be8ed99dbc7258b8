export type { Ctx, Services } from '#server/booking/context.ts';
