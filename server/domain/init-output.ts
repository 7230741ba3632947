/** Last words of /root/docker_init.sh when it did everything. */
const COMPLETED = /^\[Completed\]\s*All initialization steps are executed\W*$/i

/** Texts that newer scripts may print although they exit with 0. Harmless lines look alike, so they never decide alone. */
const FAILURES = [
  /Version before \S+ is not allowed to upgrade/,
  /^\[?(ERROR|FAILED|Failed)\]?(?=[\s:]|$)/,
  /^ERROR \d+ \(/,
  /Traceback \(most recent call last\)/,
]

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are steered by them
const STEERING = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g

/** A line as a terminal shows it: without colours, and only what follows the last carriage return. */
export function plainLine(line: string): string {
  const text = line.replace(STEERING, '').trimEnd()
  return text.slice(text.lastIndexOf('\r') + 1).trim()
}

export interface InitOutput {
  /** The first line that reads like a failure. */
  failureText: string | null
  lastLine: string | null
  /** The closing line was there, whatever came after it. */
  completed: boolean
}

/** Reads the script's output line by line and keeps what counts. */
export function initReader(): { take(line: string): void; output(): InitOutput } {
  const output: InitOutput = { failureText: null, lastLine: null, completed: false }
  return {
    take(line) {
      const text = plainLine(line)
      if (text === '') return
      output.lastLine = text
      output.completed ||= COMPLETED.test(text)
      if (output.failureText === null && FAILURES.some((failure) => failure.test(text))) output.failureText = text
    },
    output: () => ({ ...output }),
  }
}

/** What the MetaDB and the container say after the script: the version against the wished one, and whether that was so before. */
export interface InitWorld {
  schema: 'same' | 'other' | 'unreadable' | 'unknown'
  /** The schema had the wished version before the script began, so it proves nothing. */
  wasSame: boolean
  /** /root/init_flag.txt, which newer images leave, has content. */
  hasMarker: boolean
}

/**
 * `done`: proven by exit code and world. `warned`: proven, but a line reads like a failure or the closing line is missing.
 * `failed`: something proves the opposite. `unproven`: nothing does, so a person may decide by what they saw.
 */
export type InitVerdict = 'done' | 'warned' | 'failed' | 'unproven'

export function judgeInit(exitCode: number | null, { failureText, completed }: InitOutput, world: InitWorld): InitVerdict {
  if (world.schema === 'other') return 'failed'
  const isProven = world.schema === 'same' && !world.wasSame
  if (exitCode !== 0) return isProven ? 'unproven' : 'failed'
  const isCalm = failureText === null && completed
  if (isProven) return isCalm ? 'done' : 'warned'
  if (world.schema === 'unreadable') return 'unproven'
  // Without a version that moved, the script's own words and its marker are all there is.
  if (failureText !== null) return 'failed'
  return completed ? 'done' : world.hasMarker ? 'warned' : 'unproven'
}
