import type { Progress } from '../../contract/job.ts'
import type { Said } from '../../contract/said.ts'

/** Lines go to the job's log; progress to the step's row. */
export interface Report {
  line(text: string, stream?: 'panel' | 'stdout' | 'stderr'): void
  progress(progress: Progress): void
  waitingFor(said: Said | null): void
  /** Resolves when every line given so far is kept: before a step notes an end that nobody would look at again. */
  kept(): Promise<void>
}
