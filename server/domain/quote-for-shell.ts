const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/

/** One word of a POSIX shell command. */
export function quoteForShell(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
