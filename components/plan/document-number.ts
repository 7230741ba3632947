/** The number of the paragraph in a step's source, `2.1` of `3.4.0 single-node, step 2.1`; null where the step is the panel's own. */
export function documentNumber(source: string): string | null {
  return /\bsteps?\s+(\d+(?:\.\d+)*)/.exec(source)?.[1] ?? null
}
