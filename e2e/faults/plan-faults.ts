import { readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Exception } from '../referee/exceptions.ts'
import { startEngine, stopEngine } from '../sandbox/engine.ts'
import { engineClient } from '../sandbox/engine-client.ts'
import { archiveFile } from '../sandbox/image.ts'
import type { SandboxState } from '../sandbox/state.ts'
import { engineOf, startAgain } from './engine-acts.ts'
import { onFaultScene } from './fault-scene.ts'
import { asAdmin } from './metadb-acts.ts'
import type { FaultRow } from './row.ts'

/** Makes the plan untrue; the returned function makes it true again, where that can be. */
type Break = (sandbox: SandboxState) => Promise<(() => Promise<void>) | null>

/** What was true as somebody reviewed the plan is not true any more as it starts: refused, and nothing was changed. */
function stale(fault: string, isInSample: boolean, breaks: Break, exceptions: Exception[] = []): FaultRow {
  return {
    ...{ kind: 'plan', fault, moment: 'between plan and start', isInSample },
    expected: 'refused by preflight in words, nothing was changed; when it is as planned again, a retry gets past it',
    async run(sandbox) {
      let mend: (() => Promise<void>) | null = null
      try {
        const beforeStart = async () => {
          mend = await breaks(sandbox)
        }
        return await onFaultScene(sandbox, { exceptions, beforeStart, pauseAt: { step: 'load-image', call: null } }, async (scene) => {
          const outcome = await scene.asksAtBlind('preflight')
          const isMended = mend !== null
          await mend?.()
          mend = null
          // Judged on a mended site: no OMS can write a heartbeat while its MetaDB is read-only.
          await scene.untouched()
          await scene.retry()
          if (isMended) await scene.paused()
          else await scene.asksAt('preflight')
          return `refused (${outcome}), ${isMended ? 'and it went on when that was mended' : 'and refused again'}`
        })
      } finally {
        await (mend as (() => Promise<void>) | null)?.()
      }
    },
  }
}

/** As the administrator of the MetaDB: one statement that breaks, one that mends. */
const bySql =
  (broken: string, mended: string): Break =>
  async (sandbox) => {
    const run = async (statement: string) => {
      const admin = await asAdmin(sandbox)
      await admin.query(statement)
      await admin.end()
    }
    await run(broken)
    return () => run(mended)
  }

/** Docker cannot change mounts of a container, so its own note of them is rewritten while the engine is down. */
async function editMounts(sandbox: SandboxState): Promise<null> {
  const id = sandbox.oms?.containerId ?? ''
  const file = path.join(sandbox.folder, 'docker/containers', id, 'hostconfig.json')
  if (!engineOf(sandbox).isOwn) throw new Error('only containers of an engine of the sandbox may be changed')
  await stopEngine(sandbox)
  writeFileSync(file, readFileSync(file, 'utf8').replace(':/home/ds/store"', ':/home/ds/store:ro"'))
  await startEngine(sandbox)
  await startAgain(sandbox, id)
  return null
}

export async function makeAnew(sandbox: SandboxState): Promise<null> {
  const docker = engineClient(engineOf(sandbox))
  const old = docker.getContainer(sandbox.oms?.containerId ?? '')
  const { Name, Image, Config, HostConfig } = await old.inspect()
  await old.remove({ force: true })
  const made = await docker.createContainer({ name: Name.slice(1), Image, Env: Config.Env, HostConfig })
  await startAgain(sandbox, made.id)
  return null
}

async function moveArchive(sandbox: SandboxState): Promise<() => Promise<void>> {
  const file = archiveFile(sandbox)
  renameSync(file, `${file}.away`)
  return async () => renameSync(`${file}.away`, file)
}

async function cutArchive(sandbox: SandboxState): Promise<() => Promise<void>> {
  const file = archiveFile(sandbox)
  const whole = readFileSync(file)
  truncateSync(file, Math.floor(whole.length / 2))
  return async () => writeFileSync(file, whole)
}

export const RESTARTED: Exception[] = [{ table: 'oms_ticket', rows: 'added', reason: 'the row stops OMS while HA is on' }]

export const planFaults: FaultRow[] = [
  stale("the old container's mounts are changed", true, editMounts, RESTARTED),
  stale('the old container was made anew', false, makeAnew, RESTARTED),
  stale('the archive of the new image is removed', false, moveArchive),
  stale('the archive of the new image is cut', false, cutArchive),
  stale('the account lost the right to drop', false, bySql("revoke drop on *.* from 'oms'@'%'", "grant drop on *.* to 'oms'@'%'")),
  stale('the MetaDB is read-only', false, bySql('set global read_only = 1', 'set global read_only = 0')),
  stale('the MetaDB ends long statements', false, bySql('set global max_statement_time = 10', 'set global max_statement_time = 0')),
]
