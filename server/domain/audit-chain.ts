import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** What one row of the audit trail says; `detailJson` as stored, so that the hash covers the very bytes. */
export interface ChainedEvent {
  at: Date
  actor: string
  actorId: string | null
  role: string | null
  address: string | null
  action: string
  outcome: string
  subject: string
  installationId: string | null
  detailJson: string
}

/** SHA-256, hex, over the hash before it and everything the row says. */
export function chainHash(previousHash: string, event: ChainedEvent): string {
  const { at, actor, actorId, role, address, action, outcome, subject, installationId, detailJson } = event
  const said = { at: at.toISOString(), actor, actorId, role, address, action, outcome, subject, installationId, detailJson }
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(said)}`)
    .digest('hex')
}

/** What the first row of the chain carries as its previous hash: it covers the rows that were written before there was a chain. */
export function genesisHash(before: readonly ChainedEvent[]): string {
  return before.reduce(chainHash, createHash('sha256').update('oms-upgrade-panel audit').digest('hex'))
}
