/** A name for the new container after the document's pattern (`oms_331` becomes `oms_340`), free among `taken`. */
export function suggestContainerName(old: string, fromVersion: string, toVersion: string, taken: string[]): string {
  const name = renamed(old, fromVersion, toVersion) ?? `oms_${digits(toVersion)}`
  const used = new Set([...taken, old])
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}_${number}`
    if (!used.has(candidate)) return candidate
  }
}

function renamed(old: string, fromVersion: string, toVersion: string): string | null {
  const pairs: [string, string][] = [
    [fromVersion, toVersion],
    [digits(fromVersion), digits(toVersion)],
  ]
  for (const [from, to] of pairs) {
    const at = old.lastIndexOf(from)
    const isWhole = at >= 0 && !/\d/.test(old[at - 1] ?? '') && !/\d/.test(old[at + from.length] ?? '')
    if (isWhole) return `${old.slice(0, at)}${to}${old.slice(at + from.length)}`
  }
  return null
}

function digits(version: string): string {
  return version.replaceAll('.', '')
}
