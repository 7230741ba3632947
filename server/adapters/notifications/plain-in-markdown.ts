// These services know no escape character, so marks that could become a link, a picture, a mention or code are shown wide instead.
const WIDE: Record<string, string> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '`': '｀',
  '*': '＊',
  '#': '＃',
  '@': '＠',
  '|': '｜',
  '~': '～',
}

const MAXIMUM_LENGTH = 400

/** A value as one line of the Markdown of DingTalk and WeCom, without any markup of its own. */
export function plainInMarkdown(value: string): string {
  return oneLine(value).replace(/[<>[\]`*#@|~]/g, (mark) => WIDE[mark] ?? mark)
}

/** One line of bounded length, without control characters or marks that turn the direction of text. */
export function oneLine(value: string): string {
  const line = value.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim()
  const letters = [...line]
  return letters.length <= MAXIMUM_LENGTH ? line : `${letters.slice(0, MAXIMUM_LENGTH).join('')}…`
}
