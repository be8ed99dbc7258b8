import { demoAccounts } from '#db/demo/accounts.ts';
import type { Role } from '#server/access/policy.ts';

export interface DemoAccount {
  email: string;
  password: string;
  name: string;
  role: Role;
}

/** With what a visitor of the demo may sign in; nothing outside a demo. */
export function listDemoAccounts(demo: boolean): readonly DemoAccount[] {
  return demo ? demoAccounts : [];
}
