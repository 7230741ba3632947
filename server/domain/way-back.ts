/**
 * nothing: the databases are still the old ones. swap: they are restored beside, proven, and swapped in by rename.
 * drop-and-restore: the guide's own way, where a server or an account cannot do that; the state that is dropped is gone.
 */
export const WAYS_BACK = ['nothing', 'swap', 'drop-and-restore'] as const
export type WayBack = (typeof WAYS_BACK)[number]

interface Facts {
  /** A new container has run, or was made and is gone: it may have changed the databases, whatever they look like now. */
  mayHaveChanged: boolean
  /** What the plan noted, tried on scratch databases where a person agreed to it. */
  canSwap: boolean
  /** A person insisted on the guide's way, because the swap turned out to be impossible. */
  insistsOnDrop: boolean
}

/** Which way back a job has. That things look equal is never a reason to leave the restore out. */
export function wayBack({ mayHaveChanged, canSwap, insistsOnDrop }: Facts): WayBack {
  if (!mayHaveChanged) return 'nothing'
  return canSwap && !insistsOnDrop ? 'swap' : 'drop-and-restore'
}
