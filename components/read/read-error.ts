import type { Problem } from '@/server/contract/result.ts'

/** A read that did not work: with the server's words, or without any where the panel itself could not be reached. */
export class ReadError extends Error {
  readonly problem: Problem | null
  readonly status: number | null

  constructor(problem: Problem | null, status: number | null, cause?: unknown) {
    super(problem?.said.key ?? `no answer from the panel (${status ?? 'network'})`, { cause })
    this.name = 'ReadError'
    this.problem = problem
    this.status = status
  }
}
