import { signInByCookie } from './staff.ts';
import type { World } from './states.ts';

/** Signs in the jongerenwerker of the demo. */
export async function asYoussef({ page, site }: Pick<World, 'page' | 'site'>): Promise<void> {
  const [row] = await site.sql`select id from staff where email = 'youssef@example.nl'`;
  await signInByCookie(page.context(), site, { casemanager: { id: String(row?.id) } });
}

/** The path of one of the referrals of the demo by that jongerenwerker, with a link that still opens. */
export async function pathOfReferral({ site }: Pick<World, 'site'>): Promise<string> {
  const [row] = await site.sql`
    select r.id from referrals r join staff s on s.id = r.made_by join referral_invitations i on i.referral_id = r.id
    where s.email = 'youssef@example.nl' and i.used_at is null and i.ended_at is null and i.expires_at > now()
      and r.closed_at is null and r.withdrawn_at is null
    limit 1`;
  if (!row) throw new Error('expected a referral of the demo with a link');
  return `/jongerenwerk/${row.id}`;
}
