import { findAppointment } from '#server/booking/findAppointment.ts';
import { canWipe } from '#server/booking/rules.ts';
import { wipe } from '#server/booking/wipe.ts';
import { notFound, redirectTo, showPage, type TakeStep } from '#ui/step.ts';
import { pathsIn } from './paths.ts';

/** A jongere has wiped who their afspraak was for. The page says by itself whether it is too early. */
export const wipeStep: TakeStep<{ tooEarly: boolean }> = async (asked) => {
  const { ctx } = asked.locals;
  const { token = '' } = asked.params;
  const paths = pathsIn(ctx.language);
  const found = await findAppointment(ctx, token);
  if (!found.ok) return notFound;
  if (asked.request.method !== 'POST')
    return showPage({ tooEarly: !canWipe(found.appointment, ctx.clock.now()) });
  const result = await wipe(ctx, token);
  if (!result.ok && result.error === 'not-found') return notFound;
  return redirectTo(result.ok ? paths.wiped : paths.wipe(token));
};
