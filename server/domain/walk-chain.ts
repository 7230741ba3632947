import type { BrokenReason } from '../contract/audit.ts'
import { type ChainedEvent, chainHash, genesisHash } from './audit-chain.ts'

export interface ChainRow extends ChainedEvent {
  id: number
  previousHash: string | null
  hash: string | null
}

export interface Walk {
  /** Rows seen; `before` of them are from before the chain. */
  rows: number
  before: number
  lastId: number
  /** What the next row has to carry as its previous hash. */
  hash: string
  broken: { id: number; reason: BrokenReason } | null
}

export const START: Walk = { rows: 0, before: 0, lastId: 0, hash: genesisHash([]), broken: null }

/** One row further. `next` only helps to name what is wrong. */
export function walkChain(walk: Walk, row: ChainRow, next: ChainRow | undefined): Walk {
  const isChained = walk.rows > walk.before
  const moved = { ...walk, rows: walk.rows + 1, lastId: row.id }
  const broken = (reason: BrokenReason): Walk => ({ ...walk, broken: { id: row.id, reason } })
  if (row.previousHash === null || row.hash === null) {
    if (isChained || row.previousHash !== row.hash) return broken('blanked')
    return { ...moved, before: walk.before + 1, hash: chainHash(walk.hash, row) }
  }
  const isGenuine = chainHash(row.previousHash, row) === row.hash
  if (row.previousHash === walk.hash) return isGenuine ? { ...moved, hash: row.hash } : broken('changed')
  if (next?.previousHash === walk.hash) return broken('inserted')
  if (!isGenuine) return broken('changed')
  return broken(isChained || walk.before === 0 ? 'missing' : 'before-changed')
}
