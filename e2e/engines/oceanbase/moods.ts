import type { Refusal } from './wire.ts'

const UNHEARD_OF_MS = 500
/** Of so many statements one meets a tenant that is short of memory. */
const ONE_OF = 40
const EVERY_KIND = /^\s*(?:\/\*(?!!)[\s\S]*?\*\/\s*)?(?:insert|select[\s\S]*\bfrom|show create|rename)\b/i

/** What OceanBase does at some moments and not at others; by a fixed seed, so that a run can be done again. */
export class Moods {
  readonly #created = new Map<string, { at: number; by: number }>()
  #random = 20_261_130
  #wasShort = false

  created(database: string, by: number): void {
    this.#created.set(database, { at: performance.now(), by })
  }

  /** METADB.md, "DDL" (inferred there): a new connection may not see a new database yet. */
  unheardOf(asks: number, isUsed: (database: string) => boolean): string | undefined {
    for (const [database, { at, by }] of this.#created) {
      if (performance.now() - at > UNHEARD_OF_MS) this.#created.delete(database)
      else if (by !== asks && isUsed(database)) return database
    }
    return undefined
  }

  /** METADB.md, "errors": 4013 and 4030. The statement did nothing, and the next one passes. */
  shortOfMemory(sql: string): Refusal | null {
    if (!EVERY_KIND.test(sql)) return null
    this.#random = (this.#random * 1_103_515_245 + 12_345) % 2_147_483_648
    const isShort = !this.#wasShort && Math.floor(this.#random / 65_536) % ONE_OF === 0
    this.#wasShort = isShort
    if (!isShort) return null
    const errno = Math.floor(this.#random / 8_388_608) % 2 === 0 ? 4013 : 4030
    return { errno, state: 'HY001', message: errno === 4013 ? 'No memory or reach tenant memory limit' : 'Over tenant memory limits' }
  }
}
