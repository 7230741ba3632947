import { rawText } from '../../domain/raw-text.ts'
import { LineSplitter } from '../docker/line-splitter.ts'

const KEPT_LINES = 20
const LONGEST_LINE = 2048
/** More than the longest message of a server has. */
const HELD_LINES = 600
/** MariaDB's client prints the statement that failed between two of these, and the error after them. */
const STATEMENT = '--------------'

interface Heard {
  redact(line: string): string
  onLine(text: string): void
}

/**
 * What a dump tool or a client says on standard error, in bounded memory. From its first error on, everything is held back until the
 * end: the client stops there, and what it prints around the error may be rows of the dump.
 */
export class ChildWords {
  readonly #heard: Heard
  readonly #lines: LineSplitter
  readonly #said: string[] = []
  readonly #held: string[] = []
  #isHolding = false

  constructor(heard: Heard) {
    this.#heard = heard
    this.#lines = new LineSplitter((line) => this.#take(heard.redact(line)), LONGEST_LINE)
  }

  write(chunk: Buffer): void {
    this.#lines.write(chunk)
  }

  /** The end of what it said, redacted and without rows. */
  end(): string {
    this.#lines.end()
    const error = rawText(withoutStatement(this.#held.join('\n')))
    if (error !== '') for (const line of error.split('\n')) this.#say(line)
    return this.#said.join('\n')
  }

  #take(line: string): void {
    this.#isHolding ||= line === STATEMENT || /^ERROR\b/.test(line)
    if (this.#isHolding) this.#held.push(line)
    else this.#say(rawText(line))
    // The first one tells a statement from an error, and the error is the last thing said.
    if (this.#held.length > HELD_LINES) this.#held.splice(1, 1)
  }

  #say(line: string): void {
    this.#said.push(line)
    if (this.#said.length > KEPT_LINES) this.#said.shift()
    this.#heard.onLine(line)
  }
}

function withoutStatement(held: string): string {
  if (!held.startsWith(STATEMENT)) return held
  const end = held.lastIndexOf(`\n${STATEMENT}\n\nERROR`)
  return end < 0 ? '' : held.slice(held.indexOf('ERROR', end))
}
