import type { ErrorCode, Problem } from './contract/result.ts'
import type { Said } from './contract/said.ts'

interface Details {
  hint?: Said
  field?: string
  raw?: string
  cause?: unknown
}

/** An error that is meant for the operator: it carries words of the catalogue. Every other error is an incident. */
export class OperatorError extends Error {
  readonly problem: Problem

  constructor(code: ErrorCode, said: Said, { cause, ...details }: Details = {}) {
    super(details.raw === undefined ? said.key : `${said.key}: ${details.raw}`, { cause })
    this.name = 'OperatorError'
    this.problem = { code, said, ...details }
  }
}
