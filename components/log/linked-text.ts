export interface TextPiece {
  text: string
  /** An address that may be opened, or null: just words. */
  href: string | null
}

/** Controls, and what turns the direction of writing, are no part of an address; nor is the punctuation of Chinese. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{C}\u3000-\u303f\uff00-\uffef]+/giu
/** Belongs to the sentence and not to the address. */
const CLOSING = /[.,;:!?)\]}]+$/
const LONGEST = 2000

/**
 * The text with its http and https addresses found. What is shown is what is opened: an address that names an account in front of its
 * host, as `https://bank.example@evil.example` does, stays words.
 */
export function linkedText(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(CLOSING, '')
    if (address.length > LONGEST || !isPlain(address)) continue
    if (index > from) pieces.push({ text: text.slice(from, index), href: null })
    pieces.push({ text: address, href: address })
    from = index + address.length
  }
  if (from < text.length || pieces.length === 0) pieces.push({ text: text.slice(from), href: null })
  return pieces
}

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, username, password, hostname } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '' && hostname !== ''
}
