import type { World } from '../states.ts';

/** A form that is sent with a method that leaves something to come back to. */
export interface PostedForm {
  /** `file` of src, with `#2` for the second form in it. */
  form: string;
  /** What must be there first; gives what takes it away again. */
  prepare?: (world: World) => Promise<() => Promise<unknown>>;
  /** Opens its page. */
  open: (world: World) => Promise<unknown>;
  /** Fills it in and sends it. */
  send: (world: World) => Promise<unknown>;
  /**
   * What the page shows that comes of it, and that Back must show again. Left out where the form can only be
   * accepted: then Back must come to any page of ours.
   */
  shows?: (world: World) => Promise<unknown>;
  /** With JavaScript a script answers it within the page, so Back leads out of the page and in again. */
  scripted?: true;
}
