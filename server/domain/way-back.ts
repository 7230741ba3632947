import type { WayBack } from '../contract/way-back.ts'

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
