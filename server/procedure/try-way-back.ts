import type { DatabaseNames } from '../contract/installation.ts'
import type { SaidKey } from '../contract/said.ts'
import { besideName, newTag } from '../domain/beside-name.ts'
import type { Refusal, TransferTried } from '../domain/way-back-tried.ts'
import { allDatabases } from './all-databases.ts'
import type { MetaDbWriter, SwapTrial } from './ports/metadb.ts'

// Any character set does; the scratch tables hold numbers.
const DEFAULTS = { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' }

/** Why a way back has no swap, by what its try was refused first. */
export const NOT_SWAPPED = {
  created: 'errors.swapNotCreated',
  renamed: 'errors.swapNotRenamed',
  killed: 'errors.swapNotKilled',
} as const satisfies Record<Refusal, SaidKey>

/** A scratch database, and the one that it stands beside. */
interface Scratch {
  name: string
  of: string
}

/** Three of them, each beside another database of OMS: grants are often by the beginning of a name. */
export function scratchDatabases(databases: DatabaseNames, tagOf: () => string = newTag): Scratch[] {
  const [rm = '', cm = rm, heartbeats = cm] = allDatabases(databases)
  return [rm, cm, heartbeats].map((of) => ({ name: besideName(of, tagOf(), 'try'), of }))
}

interface Tried {
  tried: SwapTrial & { transfer?: TransferTried }
  /** Scratch databases of earlier tries. */
  dropped: string[]
  /** Those that are still there; normally none. */
  left: string[]
}

/**
 * Swaps tables between the scratch databases as a rollback would, ends a statement of its own, and sends a sample through a dump and a
 * restore where the caller wants that; before that, what earlier tries left is dropped. The caller notes all names before this begins, and after it those that are left.
 */
export async function tryWayBack(
  metaDb: MetaDbWriter,
  { scratch, earlier, rehearse }: { scratch: Scratch[]; earlier: string[]; rehearse?(name: string): Promise<TransferTried> },
): Promise<Tried> {
  const dropped = await metaDb.existing(earlier)
  for (const name of dropped) await metaDb.dropBeside(name)
  const names = scratch.map(({ name }) => name)
  const swap = await trySwap(metaDb, names)
  const tried = swap.creates && rehearse !== undefined ? { ...swap, transfer: await rehearse(names[0] ?? '') } : swap
  return { tried, dropped, left: await metaDb.existing([...dropped, ...names]) }
}

/** What could be created but not dropped again is not created. */
async function trySwap(metaDb: MetaDbWriter, names: string[]): Promise<SwapTrial> {
  const lacking = await metaDb.missingPrivileges(names)
  const stays = lacking.find(({ privileges }) => privileges.includes('DROP') && !privileges.includes('CREATE'))
  const [live = '', copy = '', kept = ''] = names
  if (stays === undefined) return await metaDb.trySwap([live, copy, kept], DEFAULTS)
  return { creates: false, renames: false, kills: false, refused: [`${stays.database}: CREATE without ${stays.privileges.join(', ')}`] }
}
