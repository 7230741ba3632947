import { setTimeout as wait } from 'node:timers/promises'
import type { OmsConfig } from './config.ts'
import { type MetaDb, openMetaDb } from './meta-db.ts'

const ATTEMPTS = 30

/** Opens the MetaDB, waiting up to half a minute for a server that is not there yet. What it refuses, it throws at once. */
export async function openWhenThere(config: OmsConfig, say: (text: string) => void): Promise<MetaDb> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await openMetaDb(config)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (code.startsWith('ER_') || attempt === ATTEMPTS) throw error
      say(`[OMS] the MetaDB does not answer (${code}), attempt ${attempt} of ${ATTEMPTS}`)
      await wait(1_000)
    }
  }
}
