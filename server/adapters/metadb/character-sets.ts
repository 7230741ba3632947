/** Character sets in which a text has the bytes that the driver sends. */
export function isUtf8(charset: string): boolean {
  return /^utf8(mb3|mb4)?$/.test(charset)
}

export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole
  return /^[\x00-\x7f]*$/.test(text)
}
