import { StringDecoder } from 'node:string_decoder'

const MAX_CHARACTERS = 16 * 1024

/** Cuts bytes into lines; a character split between two chunks stays whole, and a line without an end does not fill the memory. */
export class LineSplitter {
  readonly #onLine: (line: string) => void
  readonly #limit: number
  readonly #decoder = new StringDecoder('utf8')
  #pending = ''
  #dropped = 0

  constructor(onLine: (line: string) => void, limit = MAX_CHARACTERS) {
    this.#onLine = onLine
    this.#limit = limit
  }

  write(chunk: Buffer): void {
    this.#take(this.#decoder.write(chunk))
  }

  /** Gives out what stands after the last line break. */
  end(): void {
    this.#take(this.#decoder.end())
    if (this.#pending !== '' || this.#dropped > 0) this.#flush()
  }

  #take(text: string): void {
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#append(text.slice(start, end))
      this.#flush()
      start = end + 1
    }
    this.#append(text.slice(start))
  }

  #append(part: string): void {
    const room = this.#limit - this.#pending.length
    this.#pending += part.slice(0, room)
    this.#dropped += Math.max(0, part.length - room)
  }

  #flush(): void {
    const line = this.#dropped > 0 ? `${this.#pending} … [${this.#dropped} more characters]` : this.#pending.replace(/\r$/, '')
    this.#pending = ''
    this.#dropped = 0
    this.#onLine(line)
  }
}
