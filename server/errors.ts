import type { ErrorCode, Problem } from './contract/result.ts'
import type { Said } from './contract/said.ts'
import { capText } from './domain/raw-text.ts'

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

  constructor(code: ErrorCode, said: Said, { cause, raw, ...rest }: Details = {}) {
    const details = raw === undefined ? rest : { ...rest, raw: capText(raw) }
    super(raw === undefined ? said.key : `${said.key}: ${capText(raw)}`, { cause })
    this.name = 'OperatorError'
    this.problem = { code, said, ...details }
  }
}
