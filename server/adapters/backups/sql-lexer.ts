const BACKSLASH = 0x5c
const SINGLE_QUOTE = 0x27
const DOUBLE_QUOTE = 0x22
const BACKTICK = 0x60
const OPEN = 0x28
const CLOSE = 0x29
const SEMICOLON = 0x3b
const STAR = 0x2a
const SLASH = 0x2f
const CAPITAL_V = 0x56
const SMALL_V = 0x76

const IS_PLAIN = plain(SINGLE_QUOTE, DOUBLE_QUOTE, BACKTICK, OPEN, CLOSE, SEMICOLON, CAPITAL_V, SMALL_V)
const IS_PLAIN_IN_TEXT = plain(SINGLE_QUOTE, BACKSLASH)

/**
 * Goes through SQL byte by byte, keeping its place between chunks. In UTF-8 no byte of a longer character looks like one of these.
 * A doubled quote needs no care: it ends one text and begins the next.
 */
export class SqlLexer {
  /** True when the statement or comment ended inside the last chunk. */
  isDone = false
  /** Rows of an INSERT: parentheses that open outside of texts and other parentheses, after VALUES. */
  tuples = 0
  #quote = 0
  #isEscaped = false
  #depth = 0
  #hasValues = false
  #isExecutable = false
  #lastByte = 0

  begin(): void {
    this.isDone = false
    this.tuples = 0
    this.#quote = 0
    this.#isEscaped = false
    this.#depth = 0
    this.#hasValues = false
    this.#lastByte = 0
  }

  /** `isExecutable`: holds SQL (`/*!…`), so texts inside it may hold its end. */
  beginComment(isExecutable: boolean): void {
    this.begin()
    this.#isExecutable = isExecutable
  }

  /** Returns the place behind the `;` that ends the statement, or the end of the buffer. The hot loop of a dump. */
  skipStatement(buffer: Buffer, start: number): number {
    const end = buffer.length
    let at = this.#quote === 0 ? start : this.#skipText(buffer, start)
    let depth = this.#depth
    let tuples = this.tuples
    let hasValues = this.#hasValues
    while (at < end) {
      const byte = buffer[at] ?? 0
      at += 1
      if (IS_PLAIN[byte] === 1) continue
      if (byte === SINGLE_QUOTE) {
        // Most texts are short and plain: they are gone through here, without a call.
        while (at < end && IS_PLAIN_IN_TEXT[buffer[at] ?? 0] === 1) at += 1
        if (at < end && buffer[at] === SINGLE_QUOTE) at += 1
        else {
          this.#quote = SINGLE_QUOTE
          at = this.#skipText(buffer, at)
        }
      } else if (byte === OPEN) {
        if (depth === 0 && hasValues) tuples += 1
        depth += 1
      } else if (byte === CLOSE) depth -= 1
      else if (byte === SEMICOLON) {
        this.isDone = true
        break
      } else if (byte === DOUBLE_QUOTE || byte === BACKTICK) {
        this.#quote = byte
        at = this.#skipText(buffer, at)
      } else if (depth === 0) hasValues = true
    }
    this.#depth = depth
    this.tuples = tuples
    this.#hasValues = hasValues
    return at
  }

  /** Returns the place behind the end of the comment, or the end of the buffer. */
  skipExecutableComment(buffer: Buffer, start: number): number {
    let at = start
    while (at < buffer.length) {
      if (this.#quote !== 0) {
        at = this.#skipText(buffer, at)
        continue
      }
      const byte = buffer[at] ?? 0
      at += 1
      if (byte === SLASH && this.#lastByte === STAR) {
        this.isDone = true
        return at
      }
      if (this.#isExecutable && (byte === SINGLE_QUOTE || byte === DOUBLE_QUOTE || byte === BACKTICK)) this.#quote = byte
      this.#lastByte = byte
    }
    return at
  }

  /** Goes to the place behind the closing quote. */
  #skipText(buffer: Buffer, start: number): number {
    const quote = this.#quote
    const end = buffer.length
    let at = start
    if (this.#isEscaped && at < end) {
      at += 1
      this.#isEscaped = false
    }
    while (at < end) {
      const byte = buffer[at]
      at += 1
      if (byte === quote) {
        this.#quote = 0
        return at
      }
      if (byte === BACKSLASH && quote !== BACKTICK) {
        if (at < end) at += 1
        else this.#isEscaped = true
      }
    }
    return at
  }
}

/** 1 for each byte that means nothing, 0 for these. */
function plain(...special: number[]): Uint8Array {
  return new Uint8Array(256).fill(1).map((_, byte) => (special.includes(byte) ? 0 : 1))
}
