/** The title of a page with how many wait for somebody before it: `(2) Chat`. */
export function titleCount(title: string, count: number): string {
  const bare = title.replace(/^\(\d+\) /, '');
  return count > 0 ? `(${count}) ${bare}` : bare;
}
