const GROUP = 5

/** What people take for something else when they copy a code from paper. */
const MISREAD: Record<string, string> = { O: '0', I: '1', L: '1' }

/** A typed code as it was made: capitals, in groups, and letters that Crockford's alphabet leaves out read as the digits they look like. */
export function readableCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/[OIL]/g, (letter) => MISREAD[letter] ?? letter)
  return letters.replaceAll(new RegExp(`(.{${GROUP}})(?=.)`, 'g'), '$1-')
}
