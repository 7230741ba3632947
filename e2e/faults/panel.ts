import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { migrate } from '../../prisma/migrate.ts'
import { createCipher } from '../../server/db/cipher.ts'
import { openStore } from '../../server/db/open-store.ts'
import { somebody } from '../../server/db/testing/somebody.ts'
import type { ServiceContext } from '../../server/services/service-context.ts'
import { realWorld } from '../harness/real-world.ts'
import { sandboxState } from '../sandbox/state.ts'
import type { PanelNews, PanelSettings } from './panel-settings.ts'
import { programFile } from './programs.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface PanelProcess {
  child: ChildProcess
  news: PanelNews[]
  /** Resolves when the process is gone: the signal that ended it, or null. */
  gone: Promise<NodeJS.Signals | null>
  /** Lets a process go on that waits at `pauseAt`. */
  release(): void
  /** Ends it as a deploy would: between steps where it can. */
  stop(): Promise<void>
}

export type Panel = Awaited<ReturnType<typeof openPanel>>

/** A panel of its own for one row: store, key and folders are new; its processes come and go. People act through `services`. */
export async function openPanel(sandbox: string, given: { storeFolder?: string; backupFolder?: string } = {}) {
  const state = sandboxState(sandbox)
  const folder = mkdtempSync(path.join(tmpdir(), 'panel-faults-'))
  const temporary = path.join(folder, 'tmp')
  mkdirSync(temporary)
  const key = randomBytes(32)
  const keyFile = path.join(folder, 'key')
  writeFileSync(keyFile, key.toString('hex'), { mode: 0o600 })
  const databaseFile = path.join(given.storeFolder ?? folder, 'panel.db')
  await migrate(databaseFile)
  const place = { engineHost: state.engine.host, imageFolder: state.imageFolder }
  const backupFolder = given.backupFolder ?? path.join(folder, 'backups')
  mkdirSync(backupFolder, { recursive: true, mode: 0o700 })
  const settings: PanelSettings = {
    ...{ databaseFile, keyFile, ...place, backupFolder },
    ...{ dieAt: null, clock: null, consoleUrl: null, limits: {}, pauseAt: null },
  }
  const services: ServiceContext = {
    store: openStore(databaseFile),
    cipher: createCipher(key),
    world: realWorld(place),
    backupFolder,
    actor: somebody('first operator'),
    wake: () => {},
  }
  const output: string[] = []
  const processes: PanelProcess[] = []
  const killAll = () => {
    for (const { child } of processes) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }
  process.once('exit', killAll)

  function start(faults: Partial<PanelSettings> = {}): PanelProcess {
    const env = { ...process.env, TMPDIR: temporary, PANEL_FAULT: JSON.stringify({ ...settings, ...faults }) }
    const child = spawn(process.execPath, ['--enable-source-maps', programFile(state, 'panel-process')], {
      cwd: ROOT,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const news: PanelNews[] = []
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line)
      if (line.startsWith('{')) news.push(JSON.parse(line) as PanelNews)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text))
    const gone = new Promise<NodeJS.Signals | null>((resolve) => child.once('close', (_, signal) => resolve(signal)))
    const started: PanelProcess = {
      child,
      news,
      gone,
      release: () => void child.stdin.write('\n'),
      async stop() {
        child.kill('SIGTERM')
        const killer = setTimeout(() => child.kill('SIGKILL'), 20_000)
        await gone
        clearTimeout(killer)
      },
    }
    processes.push(started)
    return started
  }

  return {
    state,
    services,
    settings,
    databaseFile,
    backupFolder,
    temporary,
    output,
    start,
    /** As if the renewals of a dead process had stood still for long enough; a row of its own proves the real time. */
    letLeaseExpire: () => services.store.lease.updateMany({ data: { owner: null } }),
    async close() {
      process.off('exit', killAll)
      killAll()
      await Promise.all(processes.map(({ gone }) => gone))
      await services.store.$disconnect()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
