/**
 * Params for a message of the catalogue, each of its arguments there: what is missing reads as …, because a text with a gap says more than the
 * key of the text, which is what would be shown otherwise.
 */
export function completeParams(message: string, params: Record<string, string | number> = {}): Record<string, string | number> {
  const missing = argumentNames(message).filter((name) => params[name] === undefined)
  return missing.length === 0 ? params : { ...params, ...Object.fromEntries(missing.map((name) => [name, '…'])) }
}

/** Names of the arguments of an ICU message, those inside plurals and choices included, each once. */
export function argumentNames(message: string): string[] {
  const names = new Set<string>()
  let at = 0

  /** Up to the bracket that closes this text. */
  function text(): void {
    for (; at < message.length && message[at] !== '}'; at += 1) if (message[at] === '{') argument()
  }

  /** From its opening bracket to its closing one. */
  function argument(): void {
    const end = message.slice(at).search(/[,}]/)
    names.add(message.slice(at + 1, at + end).trim())
    at += end
    for (; at < message.length && message[at] !== '}'; at += 1) {
      if (message[at] !== '{') continue
      at += 1
      text()
    }
  }

  text()
  return [...names]
}
