/** Tables that were written to, came or went between two looks at their last writes, by `database.table`. */
export function writtenSince(then: Readonly<Record<string, number | null>>, now: Readonly<Record<string, number | null>>): string[] {
  const names = new Set([...Object.keys(then), ...Object.keys(now)])
  return [...names].filter((name) => then[name] !== now[name]).sort()
}
