import { demoAccounts } from '#db/demo/accounts.ts';

export interface DemoAccount {
  email: string;
  password: string;
  name: string;
}

/** With what a visitor of the demo may sign in; nothing outside a demo. */
export function listDemoAccounts(demo: boolean): readonly DemoAccount[] {
  return demo ? demoAccounts : [];
}
