import type { Ctx } from '#server/booking/context.ts';
import { releaseHold } from '#server/booking/releaseHold.ts';
import type { Hold } from '#server/booking/types.ts';
import { dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { type OwnWords, pathsIn } from './paths.ts';

/** Lets a hold go for who wants another time or place, or stops; says where to go then. Null for any other button. */
export async function leaveHold(
  ctx: Ctx,
  hold: Hold,
  button: string | undefined,
  own?: OwnWords,
): Promise<string | null> {
  if (button !== 'other-time' && button !== 'other-place' && button !== 'stop') return null;
  await releaseHold(ctx, hold.token);
  if (button === 'other-place') return pathsIn(ctx.language).how(hold.topic.id, undefined, own);
  return button === 'stop' ? pathsIn(ctx.language).stopped : otherTimes(ctx, hold, own);
}

/** The "when" page with the choices of a hold, at its week. */
function otherTimes(ctx: Ctx, { topic, modality, location, start }: Hold, own?: OwnWords): string {
  const place = meetsAtLocation(modality) ? location.id : undefined;
  return pathsIn(ctx.language).when(
    topic.id,
    { modality, location: place },
    mondayOf(dateInAmsterdam(start)),
    own,
  );
}
