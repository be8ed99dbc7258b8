/** What we use of `spdx-satisfies`, which comes without types. */
declare module 'spdx-satisfies' {
  /** @throws Error when one of them is no SPDX expression */
  export default function satisfies(expression: string, allowed: readonly string[]): boolean;
}
