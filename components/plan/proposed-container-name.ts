/** `oms_` and the version's digits, as the document names it: `oms_340` for 3.4.0, or `oms_340_2` where that is taken. */
export function proposedContainerName(version: string | null, taken: readonly string[]): string {
  if (version === null) return ''
  const name = `oms_${version.replaceAll('.', '')}`
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`
    if (!taken.includes(candidate)) return candidate
  }
}
