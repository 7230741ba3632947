import type { Finding } from '../../contract/finding.ts'
import type { PlannedWayBack } from '../../contract/plan.ts'
import { say } from '../../contract/said.ts'
import { besideName, newTag } from '../../domain/beside-name.ts'
import { byteSize } from '../../domain/byte-size.ts'
import { firstRefusal, type WayBackTried } from '../../domain/way-back-tried.ts'
import { allDatabases } from '../all-databases.ts'
import type { MetaDbReader, MetaDbServer } from '../ports/metadb.ts'
import { NOT_SWAPPED } from '../try-way-back.ts'
import { validTry } from '../valid-try.ts'
import { type Check, finding, type Subject } from './check.ts'

// Statistics count data without its indexes, and may be old.
const COPY_PER_DATA = 2

const REFUSED = { created: 'wayBackNotCreated', renamed: 'wayBackNotRenamed', killed: 'wayBackNotKilled' } as const

interface Judged {
  wayBack: PlannedWayBack
  finding: Finding
}

function judgeTry(tried: WayBackTried, { user, host, port }: Subject['installation']['metaDb']): Judged {
  const { at: triedAt } = tried
  const refusal = firstRefusal(tried)
  if (refusal === null) return { wayBack: { way: 'swap', triedAt }, finding: finding('way-back', 'wayBackTried', 'ok', { triedAt }) }
  const raw = tried.refused.join('\n')
  const words = { params: { user, host, port: String(port) }, raw, triedAt, offers: 'try-way-back' } as const
  return {
    wayBack: { way: 'drop-and-restore', because: say(NOT_SWAPPED[refusal]), raw, triedAt },
    finding: finding('way-back', REFUSED[refusal], 'confirm', words),
  }
}

/** A refusal that was seen says more than rights that were read; of a success the rights still have to be there, for every database. */
async function judge(installation: Subject['installation'], metaDb: MetaDbReader, server: MetaDbServer, ends: boolean): Promise<Judged> {
  const tried = await validTry(installation, metaDb, server)
  if (tried !== null && firstRefusal(tried) !== null) return judgeTry(tried, installation.metaDb)
  const beside = new Map(allDatabases(installation.databases).map((database) => [besideName(database, newTag(), 'new'), database]))
  const lacking = await metaDb.missingPrivileges([...beside.keys()])
  if (lacking.length > 0) {
    const raw = lacking.map(({ database, privileges }) => `beside ${beside.get(database)}: ${privileges.join(', ')}`).join('\n')
    const words = { params: { user: installation.metaDb.user }, raw, offers: 'try-way-back' } as const
    return {
      wayBack: { way: 'drop-and-restore', because: say('errors.swapNotCreated'), raw },
      finding: finding('way-back', 'wayBackDrop', 'confirm', words),
    }
  }
  if (tried !== null) return judgeTry(tried, installation.metaDb)
  // Seen without a try, and with OMS down is too late to hear of it.
  if (!ends) {
    const { user, host, port } = installation.metaDb
    const words = { params: { user, host, port: String(port) }, offers: 'try-way-back' } as const
    return {
      wayBack: { way: 'drop-and-restore', because: say(NOT_SWAPPED.killed), raw: '' },
      finding: finding('way-back', REFUSED.killed, 'confirm', words),
    }
  }
  // No reason to hold anybody up: a rollback tries it before it stops anything, and drop-and-restore stays.
  return { wayBack: { way: 'swap' }, finding: finding('way-back', 'wayBackUntried', 'note', { offers: 'try-way-back' }) }
}

/** A swap needs room for a second copy of the databases. Null: nobody can tell. */
async function spaceFor(
  metaDb: MetaDbReader,
  databaseBytes: number,
): Promise<{ isEnough: boolean | null; params: Record<string, string> }> {
  const needed = databaseBytes * COPY_PER_DATA
  const free = await metaDb.freeBytes()
  // Some servers give no sizes: zero is no size of a MetaDB.
  if (free !== null && needed > 0) return { isEnough: free >= needed, params: { needed: byteSize(needed), free: byteSize(free) } }
  const unknown = free !== null ? 'size' : needed > 0 ? 'free' : 'both'
  return { isEnough: null, params: { unknown, needed: byteSize(needed), free: byteSize(free ?? 0) } }
}

/** Which way back there is, said before the upgrade: by a try on scratch databases where a person agreed to one, otherwise by rights. */
export const wayBack: Check = {
  id: 'way-back',
  needs: ['metaDb', 'server'],
  async look({ installation }, seen) {
    const { metaDb, server } = seen
    if (metaDb === undefined || server === undefined) return []
    const judged = await judge(installation, metaDb, server, seen.capabilities?.endsStatements !== false)
    seen.wayBack = judged.wayBack
    const { crossing, dangling } = await metaDb.oddKeys(allDatabases(installation.databases))
    if (crossing.length > 0) {
      return [
        judged.finding,
        finding('way-back-keys', 'wayBackKeysCross', 'blocking', { params: { count: crossing.length }, raw: crossing.join('\n') }),
      ]
    }
    if (judged.wayBack.way !== 'swap') return [judged.finding]
    if (dangling.length > 0) {
      const raw = dangling.join('\n')
      seen.wayBack = {
        way: 'drop-and-restore',
        because: say('errors.swapKeysDangle'),
        raw,
        ...(judged.wayBack.triedAt && { triedAt: judged.wayBack.triedAt }),
      }
      return [finding('way-back', 'wayBackKeysDangle', 'confirm', { params: { count: dangling.length }, raw })]
    }
    seen.sizes ??= await metaDb.sizes(allDatabases(installation.databases))
    const { isEnough, params } = await spaceFor(
      metaDb,
      seen.sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    )
    if (isEnough === false) {
      const because = say('errors.swapNoSpace', params)
      seen.wayBack = { way: 'drop-and-restore', because, raw: '', ...(judged.wayBack.triedAt && { triedAt: judged.wayBack.triedAt }) }
      return [finding('way-back', 'wayBackNoSpace', 'confirm', { params })]
    }
    if (isEnough === true) return [judged.finding, finding('way-back-space', 'wayBackSpace', 'ok', { params })]
    seen.wayBack = { ...judged.wayBack, isSpaceUnknown: true }
    return [judged.finding, finding('way-back-space', 'wayBackSpaceUnknown', 'note', { params })]
  },
}
