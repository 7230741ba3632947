export interface Spread {
  medianMs: number
  p95Ms: number
}

export function spread(times: number[]): Spread {
  const sorted = [...times].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { medianMs: at(0.5), p95Ms: at(0.95) }
}

/** Times of `work` in milliseconds, after a few runs that are not counted. */
export async function timed(work: () => Promise<unknown>, { runs, warmUps }: { runs: number; warmUps: number }): Promise<Spread> {
  const times: number[] = []
  for (let run = -warmUps; run < runs; run += 1) {
    const begun = performance.now()
    await work()
    if (run >= 0) times.push(performance.now() - begun)
  }
  return spread(times)
}
