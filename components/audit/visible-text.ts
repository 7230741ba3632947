/** Control and direction characters as their escapes: what somebody sent must not hide or turn what stands beside it. */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => {
    if (character === '\n') return character
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
