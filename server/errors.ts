import type { ErrorCode, Problem } from './contract/result.ts'
import type { Said } from './contract/said.ts'

interface Details {
  hint?: Said
  field?: string
  raw?: string
  cause?: unknown
}

const MARK = Symbol.for('oms-upgrade-panel.operator-error')

/** An error that is meant for the operator: it carries words of the catalogue. Every other error is an incident. */
export class OperatorError extends Error {
  readonly problem: Problem
  readonly [MARK] = true

  /** By mark and not by class: Next bundles instrumentation, routes and actions apart, each with a copy of this module. */
  static override [Symbol.hasInstance](value: unknown): value is OperatorError {
    return typeof value === 'object' && value !== null && MARK in value
  }

  constructor(code: ErrorCode, said: Said, { cause, ...details }: Details = {}) {
    super(details.raw === undefined ? said.key : `${said.key}: ${details.raw}`, { cause })
    this.name = 'OperatorError'
    this.problem = { code, said, ...details }
  }
}
