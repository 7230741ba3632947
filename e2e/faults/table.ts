import type { Row } from './row.ts'

const escaped = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function median(numbers: number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0
}

/** What was broken; of the many deaths only their moments are counted. */
function broken(rows: Row[]): string {
  const faults = [...new Set(rows.map(({ fault }) => fault))]
  if (rows[0]?.kind !== 'kill') return faults.join('; ')
  const steps = new Set(rows.map(({ moment }) => moment.split(':')[0]))
  return `${faults.join('; ')} in ${steps.size} steps: before, in and after every effect`
}

/** One line a kind, for the README: what was tried, how much of it was survived with nothing lost, how long one took. */
function asSummary(rows: Row[]): string {
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const lines = kinds.map((kind) => {
    const list = rows.filter((row) => row.kind === kind)
    const good = list.filter(({ isGood }) => isGood).length
    const seconds = median(list.map((row) => row.seconds)).toFixed(0)
    return `| ${kind} | ${broken(list)} | ${list.length} | ${good} | ${seconds} s |`
  })
  const good = rows.filter(({ isGood }) => isGood).length
  const head = '| kind | what was broken | faults tried | survived, nothing lost | median |\n|---|---|---|---|---|'
  return `${head}\n${lines.join('\n')}\n| all | | ${rows.length} | ${good} | |\n`
}

/** The whole report: the summary, then every fault. */
export function asTable(rows: Row[], title: string): string {
  const good = rows.filter(({ isGood }) => isGood).length
  const lines = rows.map(
    ({ kind, fault, moment, traits, expected, result, isGood, seconds }) =>
      `| ${kind} | ${escaped(fault)} | ${escaped(moment)} | ${traits} | ${escaped(expected)} | ${isGood ? '' : '**FAILED** '}${escaped(result)} | ${seconds.toFixed(1)} |`,
  )
  const head = '| kind | fault | moment | traits | expected | result | seconds |\n|---|---|---|---|---|---|---|'
  return `# ${title}\n\n${rows.length} faults tried, ${good} survived with nothing lost, ${rows.length - good} failed.\n\n${asSummary(rows)}\n${head}\n${lines.join('\n')}\n`
}
