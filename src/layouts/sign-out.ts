import { watchSignOut } from '../inbox/forgetDrafts.ts';

watchSignOut();
