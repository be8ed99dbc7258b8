import { z } from 'zod';
import type { handoverParts } from '#db/schema/words.ts';
import { ageOn } from '#server/jongeren/age.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { handedOverParts, noteParts } from './audience.ts';
import type { Ctx } from './context.ts';
import { readAttempts, readMeldingen, type StoryAttempt, type StoryMelding } from './readStory.ts';
import { wholeTraject } from './whole.ts';

type Parts = readonly (typeof handoverParts)[number][];

/** What a receiver sees before they accept: the parts that the jongere agreed to, and null for the others. */
export interface Shared {
  age: number | null;
  contact: { name: string; phone: string | null; email: string | null; reachNote: string | null } | null;
  schools: string[] | null;
  meldingen: StoryMelding[] | null;
  attempts: StoryAttempt[] | null;
  /** Of verslagen all that was written, or what was agreed alone; the latest versions. */
  verslagen: SharedVerslag[] | null;
}

const aboutSchema = z.object({
  birthDate: z.string().nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  reachNote: z.string().nullable(),
  schools: z.array(z.string()).nullable(),
});

/** Of a traject no more than these parts, as they stand now. A part of a verb that asked the table of rights. */
export async function readShared(ctx: Ctx, traject: string, parts: Parts): Promise<Shared> {
  const has = (part: Parts[number]) => parts.includes(part);
  const [rows, meldingen, attempts, verslagen] = await Promise.all([
    ctx.sql`
      select j.birth_date::text as "birthDate",
        case when ${has('contact')} then concat_ws(' ', j.first_name, j.infix, j.last_name) end as name,
        case when ${has('contact')} then j.phone end as phone,
        case when ${has('contact')} then j.email end as email,
        case when ${has('contact')} then j.reach_note end as "reachNote",
        case when ${has('school')} then coalesce((
          select json_agg(concat_ws(', ', o.name, e.programme) order by e.seen_on desc)
          from enrolments e join organisations o on o.id = e.organisation_id where e.jongere_id = j.id), '[]'::json) end as schools
      from trajecten t join jongeren j on j.id = t.jongere_id where t.id = ${traject}`,
    has('meldingen') ? readMeldingen(ctx, traject) : null,
    has('attempts') ? readAttempts(ctx, traject) : null,
    readVerslagen(ctx, traject, parts),
  ]);
  const { birthDate, name, schools, ...reach } = aboutSchema.parse(rows[0]);
  const age = birthDate === null ? null : ageOn(birthDate, dateInAmsterdam(ctx.clock.now()));
  const contact = name === null ? null : { name, ...reach };
  return { age, contact, schools, meldingen, attempts, verslagen };
}

const verslagSchema = z.object({
  id: z.uuid(),
  at: storedInstant,
  facts: z.string().nullable(),
  reasons: z.string().nullable(),
  agreements: z.string().nullable(),
});
export type SharedVerslag = z.output<typeof verslagSchema>;

async function readVerslagen({ sql }: Ctx, traject: string, agreed: Parts): Promise<SharedVerslag[] | null> {
  const parts = handedOverParts({ kind: 'verslag' }, agreed);
  if (parts.length === 0) return null;
  const [facts, reasons, agreements] = noteParts.map((part) => parts.includes(part));
  const rows = await sql`
    select n.id, n.at, case when ${facts === true} then n.facts end as facts,
      case when ${reasons === true} then n.reasons end as reasons,
      case when ${agreements === true} then n.agreements end as agreements
    from traject_notes n
    where n.traject_id = any(${wholeTraject(sql, traject)}) and n.kind = 'verslag'
      and not exists (select from traject_notes later where later.follows_id = n.id)
    order by n.at, n.id`;
  return z.array(verslagSchema).parse([...rows]);
}
