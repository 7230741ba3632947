const SHOWN = 20
const LONGEST = 400

/** Lines that only one side has, with - and +, in their order. */
export function textDiff(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const common = commonLines(old, now)
  const lines: string[] = []
  let [from, to] = [0, 0]
  for (const [one, other] of [...common, [old.length, now.length]] as const) {
    for (; from < one; from++) lines.push(`- ${old[from]}`)
    for (; to < other; to++) lines.push(`+ ${now[to]}`)
    from++
    to++
  }
  return shortened(lines)
}

/** As many as a person reads; how many more there are is said. */
export function shortened(lines: string[]): string[] {
  const shown = lines.slice(0, SHOWN).map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line))
  return lines.length > SHOWN ? [...shown, `… and ${lines.length - SHOWN} more`] : shown
}

/** Places of a longest common subsequence. */
function commonLines(old: string[], now: string[]): [number, number][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1))
  const length = (one: number, other: number) => lengths[one]?.[other] ?? 0
  for (let one = old.length - 1; one >= 0; one--)
    for (let other = now.length - 1; other >= 0; other--) {
      const row = lengths[one]
      if (row === undefined) continue
      row[other] = old[one] === now[other] ? length(one + 1, other + 1) + 1 : Math.max(length(one + 1, other), length(one, other + 1))
    }
  const places: [number, number][] = []
  for (let [one, other] = [0, 0]; one < old.length && other < now.length; ) {
    if (old[one] === now[other]) places.push([one++, other++])
    else if (length(one + 1, other) >= length(one, other + 1)) one++
    else other++
  }
  return places
}
