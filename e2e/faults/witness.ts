import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Referee } from '../harness/referee.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { isOurs } from '../sandbox/oms-container.ts'
import { initLog } from './init-log.ts'
import { leftovers } from './leftovers.ts'
import { metadataWatch } from './lost-metadata.ts'
import type { Panel } from './panel.ts'

const WATCH_MS = 150

/** Looks at engine, MetaDB, disk and store for one row and gathers what must never be. Knows nothing of what the panel believes. */
export function openWitness(panel: Panel, referee: Referee) {
  const { services, state } = panel
  const docker = engineClient(state.engine)
  const metadata = metadataWatch(state, panel.backupFolder, referee)
  const wrongs = new Set<string>()
  const files = new Map<string, string>()
  const facts = new Map<string, string>()

  // Two that run at once may last only a moment, so somebody looks all the time.
  let isLooking = false
  const watch = setInterval(() => {
    // An engine that hangs is not asked again and again.
    if (isLooking) return
    isLooking = true
    void lookOnce()
      .catch(() => {})
      .finally(() => {
        isLooking = false
      })
  }, WATCH_MS)

  async function lookOnce(): Promise<void> {
    const own = (await docker.listContainers()).filter((container) => isOurs(state, container))
    if (own.length > 1) wrongs.add(`two OMS containers ran at once: ${own.map(({ Names }) => Names[0]).join(', ')}`)
    const runs = await services.store.run.count({ where: { status: 'running' } })
    if (runs > 1) wrongs.add(`${runs} runs of one installation run at once`)
  }

  async function lookAtStore(jobId: string): Promise<void> {
    const rows = await services.store.fact.findMany({ where: { jobId } })
    // The next rollback after one that was undone stops the new OMS once more.
    const undone = await services.store.run.count({ where: { jobId, kind: 'undo' } })
    for (const name of ['t1', 'haConfigBefore', 'restartPolicyBefore', 'newContainerId', ...(undone === 0 ? ['t3'] : [])]) {
      const now = rows.find((row) => row.name === name)?.valueJson
      const before = facts.get(name)
      if (before !== undefined && now !== before) wrongs.add(`${name} moved from ${before} to ${now}`)
      if (now !== undefined) facts.set(name, now)
    }
    const lines = await services.store.logLine.findMany({ where: { jobId }, orderBy: { seq: 'asc' }, select: { seq: true } })
    const gap = lines.findIndex(({ seq }, index) => seq !== index + 1)
    if (gap >= 0) wrongs.add(`log line ${gap + 1} is missing`)
  }

  /** A dump or manifest under its final name never changes again. */
  function lookAtDumps(): void {
    for (const entry of readdirSync(panel.backupFolder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.sql$|^manifest\.json$/.test(entry.name)) continue
      const file = path.join(entry.parentPath, entry.name)
      const { ino, size, mtimeMs } = statSync(file)
      const mark = `${ino} ${size} ${mtimeMs}`
      if (files.has(file) && files.get(file) !== mark) wrongs.add(`${file} was written again`)
      files.set(file, mark)
    }
    for (const file of files.keys()) if (statSync(file, { throwIfNoEntry: false }) === undefined) wrongs.add(`${file} is gone`)
  }

  return {
    wrongs,
    /** Every look costs about a second; at rest and after each death. */
    async look(jobId: string): Promise<void> {
      await lookAtStore(jobId)
      lookAtDumps()
      for (const database of await metadata.lost()) wrongs.add(`${database}: neither in the MetaDB nor in a whole dump`)
    },
    async lookForLeftovers(): Promise<void> {
      for (const left of await leftovers(panel)) wrongs.add(`still at work though nobody works on the run: ${left}`)
    },
    /** How often docker_init.sh began, as its own log says. */
    initRuns(): number {
      return initLog(panel).filter((line) => line.includes('[Start] OMS metadata')).length
    },
    close: () => clearInterval(watch),
  }
}

export type Witness = ReturnType<typeof openWitness>
