import { showPhone } from '#server/booking/contact.ts';
import { readKnown } from '#server/booking/readKnown.ts';
import type { Ctx } from '#server/http/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { findPeople } from '#server/search/findPeople.ts';
import { readQuery } from '#server/search/readQuery.ts';
import type { FoundPerson } from '#server/search/types.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { keptNeeds } from '../booking/needs.ts';
import type { PersonFields } from '../booking/person.ts';

/** What is known of the jongere that was picked, in place of what was typed to find them. */
export async function withKnown(ctx: Ctx, values: FormValues, fields: PersonFields): Promise<PersonFields> {
  const picked = typed(values, 'take');
  const known = picked === undefined ? null : await readKnown(ctx, picked);
  if (!known) return fields;
  return {
    ...fields,
    name: known.name,
    ageGroup: known.ageGroup ?? fields.ageGroup,
    phone: known.phone === null ? '' : showPhone(known.phone),
    email: known.email ?? '',
    reachBy: known.reachBy ?? '',
    messages: known.messages,
    language: known.language,
    ...keptNeeds(known),
  };
}

const mostPeople = 4;

/** Who it may be by the telephone, or else by the name, that is typed; not who is filled in already. */
export async function peopleLike(ctx: Ctx, fields: PersonFields): Promise<FoundPerson[]> {
  const text = fields.phone?.trim() || fields.name?.trim();
  const read = readQuery(text ?? '', dateInAmsterdam(ctx.clock.now()));
  if (!read.ok || read.query.date !== null) return [];
  const { people } = await findPeople(ctx, read.query, mostPeople);
  return people.filter(({ appointments: [{ name, phone, email }] }) => {
    const isSame = name === fields.name?.trim() && (email ?? '') === (fields.email ?? '');
    return !isSame || (phone === null ? '' : showPhone(phone)) !== (fields.phone ?? '');
  });
}
