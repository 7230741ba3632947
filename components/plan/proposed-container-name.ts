/** `oms_` and the version's digits, as the document names it: `oms_340` for 3.4.0. */
export function proposedContainerName(version: string | null): string {
  return version === null ? '' : `oms_${version.replaceAll('.', '')}`
}
