import type { Readers } from './context.ts'

/**
 * The panel's clock or the engine's, whichever is later. T1 is the engine's word: against a clock that is behind it the gap would look
 * too small, and Stores would not find every change.
 */
export async function latestClock({ docker, clock }: Pick<Readers, 'docker' | 'clock'>): Promise<() => Date> {
  const { time } = await docker.engine()
  const ahead = Math.max(0, time.getTime() - clock.now().getTime())
  return () => new Date(clock.now().getTime() + ahead)
}
