import { createHash } from 'node:crypto'
import type { Plan } from '../contract/plan.ts'
import { canonicalJson } from './canonical-json.ts'
import { whereverTheClient } from './client-command.ts'

/** What the steps do: not how long, nor where the program is that dumps. */
export function actsOf({ steps }: Pick<Plan, 'steps'>): object[] {
  return steps.map(({ estimateSeconds: _, estimateSource: __, ...step }) => ({ ...step, commands: step.commands.map(whereverTheClient) }))
}

/**
 * SHA-256, hex. What a person reviewed is exactly what runs; how long it may take, which proofs may be weak, and what
 * else was seen of the MetaDB and of the programs that dump it, is no part of that:
 * databases change all the time. Of the way back the way counts, and not when it was tried or in which words it was refused.
 */
export function planHash({ downtimeSeconds: _, weakProofs: __, metaDb: ___, tools: ____, steps, wayBack, ...plan }: Plan): string {
  return createHash('sha256')
    .update(canonicalJson({ ...plan, steps: actsOf({ steps }), ...(wayBack && { wayBack: wayBack.way }) }))
    .digest('hex')
}
