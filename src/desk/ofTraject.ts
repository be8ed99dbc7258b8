import { showPhone } from '#server/booking/contact.ts';
import { readToPlan, type ToPlan } from '#server/gesprekken/readToPlan.ts';
import type { Ctx } from '#server/http/context.ts';
import type { PersonFields } from '../booking/person.ts';

/** For whom of a traject a gesprek is planned; null when it is not to be found, undefined when none was asked for. */
export async function readOfTraject(
  ctx: Ctx,
  id: string | null | undefined,
): Promise<ToPlan | null | undefined> {
  if (id === null || id === undefined) return undefined;
  const found = await readToPlan(ctx, id);
  return found.ok ? found.plan : null;
}

/** What is known of them, in a fresh form. Nothing of it stands in an address. */
export function fieldsOfTraject(plan: ToPlan | null | undefined): PersonFields {
  if (!plan) return {};
  const { name, ageGroup, email, phone, reachBy, messages, language, interpreter } = plan;
  return {
    name: name.slice(0, 80),
    ageGroup,
    email: email ?? undefined,
    phone: phone === null ? undefined : showPhone(phone),
    reachBy: reachBy ?? undefined,
    messages,
    language,
    interpreter: interpreter ?? undefined,
  };
}
