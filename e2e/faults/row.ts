import type { SandboxState } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'

/** One row of the table: what was broken when, what had to come of it, what came. */
export interface Row {
  kind: 'kill' | 'site' | 'plan' | 'metadb' | 'disk' | 'docker' | 'console' | 'init' | 'rollback' | 'people' | 'panel'
  fault: string
  moment: string
  /** Of the site; empty: a plain one. */
  traits: string
  expected: string
  result: string
  isGood: boolean
  seconds: number
}

export function asLine({ kind, fault, moment, result, isGood, seconds }: Row): string {
  return `${isGood ? 'ok  ' : 'FAIL'} ${kind.padEnd(9)}${moment.padEnd(52)} ${fault}: ${result} (${seconds.toFixed(1)} s)`
}

export interface FaultRow extends Pick<Row, 'kind' | 'fault' | 'moment' | 'expected'> {
  /** Of its own site; those of the run where it names none. */
  traits?: readonly TraitName[]
  /** Part of every test run. */
  isInSample: boolean
  /** What came of it in words, and what is wrong with it: empty where all is as expected. */
  run(sandbox: SandboxState): Promise<{ result: string; wrongs: string[] }>
}
