import { rawText } from '../../domain/raw-text.ts'
import { LineSplitter } from '../docker/line-splitter.ts'

const KEPT_LINES = 20

interface Heard {
  redact(line: string): string
  onLine(text: string): void
}

/**
 * What a dump tool or a client says on standard error, in bounded memory. From its first ERROR on, everything is held back until the
 * end: the client stops there, and what follows may be the rest of a row that the error quotes.
 */
export class ChildWords {
  readonly #heard: Heard
  readonly #lines: LineSplitter
  readonly #said: string[] = []
  readonly #held: string[] = []

  constructor(heard: Heard) {
    this.#heard = heard
    this.#lines = new LineSplitter((line) => this.#take(heard.redact(line)))
  }

  write(chunk: Buffer): void {
    this.#lines.write(chunk)
  }

  /** The end of what it said, redacted and without rows. */
  end(): string {
    this.#lines.end()
    if (this.#held.length > 0) for (const line of rawText(this.#held.join('\n')).split('\n')) this.#say(line)
    return this.#said.join('\n')
  }

  #take(line: string): void {
    if (this.#held.length > 0 || /^ERROR\b/.test(line)) this.#held.push(line)
    else this.#say(rawText(line))
    // The first one says what is wrong.
    if (this.#held.length > KEPT_LINES) this.#held.splice(1, 1)
  }

  #say(line: string): void {
    this.#said.push(line)
    if (this.#said.length > KEPT_LINES) this.#said.shift()
    this.#heard.onLine(line)
  }
}
