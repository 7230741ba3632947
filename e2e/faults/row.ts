import type { SandboxState } from '../sandbox/state.ts'
/** One row of the table: what was broken when, what had to come of it, what came. */
export interface Row {
  kind: 'kill' | 'plan' | 'metadb' | 'disk' | 'docker' | 'console' | 'init' | 'rollback' | 'people' | 'panel'
  fault: string
  moment: string
  expected: string
  result: string
  isGood: boolean
  seconds: number
}

const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function asLine({ kind, fault, moment, result, isGood, seconds }: Row): string {
  return `${isGood ? 'ok  ' : 'FAIL'} ${kind.padEnd(9)}${moment.padEnd(52)} ${fault}: ${result} (${seconds.toFixed(1)} s)`
}

export function asTable(rows: Row[], title: string): string {
  const good = rows.filter(({ isGood }) => isGood).length
  const lines = rows.map(
    ({ kind, fault, moment, expected, result, isGood, seconds }) =>
      `| ${kind} | ${escaped(fault)} | ${escaped(moment)} | ${escaped(expected)} | ${isGood ? '' : '**FAILED** '}${escaped(result)} | ${seconds.toFixed(1)} |`,
  )
  const head = '| kind | fault | moment | expected | result | seconds |\n|---|---|---|---|---|---|'
  return `# ${title}\n\n${rows.length} faults tried, ${good} survived with nothing lost, ${rows.length - good} failed.\n\n${head}\n${lines.join('\n')}\n`
}

export interface FaultRow extends Pick<Row, 'kind' | 'fault' | 'moment' | 'expected'> {
  /** Part of every test run. */
  isInSample: boolean
  /** What came of it in words, and what is wrong with it: empty where all is as expected. */
  run(sandbox: SandboxState): Promise<{ result: string; wrongs: string[] }>
}
