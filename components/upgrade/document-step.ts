/** The number of the paragraph in a step's source: `2.1` of `3.4.0 single-node, step 2.1`; null where it names none. */
export function documentStep(source: string): string | null {
  return /\bsteps?\s+(\d[\d.,\sto–-]*)/.exec(source)?.[1]?.trim() ?? null
}
