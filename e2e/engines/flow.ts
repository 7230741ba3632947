import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { killRows } from '../faults/kill-rows.ts'
import type { KillPlan } from '../faults/kill-table.ts'
import { openLane } from '../faults/lane.ts'
import type { Row } from '../faults/row.ts'
import { chooseRunTraits } from '../faults/run-traits.ts'
import { heldTable } from '../faults/swap-faults.ts'
import { checkSite } from '../harness/check-site.ts'
import type { SandboxState, ServerName } from '../sandbox/state.ts'
import type { TraitName } from '../sandbox/traits.ts'
import type { SiteWork } from './site.ts'

/** Where a death of the panel says most about the server. */
const SAMPLE: KillPlan = {
  upgrade: new Map([['back-up-databases', 'in backups.dump']]),
  rollback: new Map([['restore-beside', 'in backups.restore']]),
}
const WHOLE: KillPlan = {
  upgrade: new Map([...SAMPLE.upgrade, ['initialize-metadata', 'in docker.exec']]),
  rollback: new Map([...SAMPLE.rollback, ['swap-databases', 'after metaDb.swapTables']]),
}
/** Where no swap is possible, databases are dropped and restored. */
const withoutSwap = ({ upgrade }: KillPlan): KillPlan => ({
  upgrade,
  rollback: new Map([['restore-databases', 'in backups.restore']]),
})
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface FlowSite {
  server: ServerName
  /** The tests that are run on it first, as Vitest picks them. */
  adapters(isWhole: boolean): string[]
  /** What this site keeps beside OMS's own tables and views, as far as its server knows it. */
  traits: readonly TraitName[]
  /** With `--all` also a swap that somebody's idle session holds up. */
  alsoHeld: boolean
  /** It ends no statement that hangs, so that no swap may begin. */
  refusesSwap?: boolean
}

function killsOn({ refusesSwap }: FlowSite, isWhole: boolean): KillPlan {
  const plan = isWhole ? WHOLE : SAMPLE
  return refusesSwap === true ? withoutSwap(plan) : plan
}

export function describeFlow(site: FlowSite, isWhole: boolean): string {
  const { traits, alsoHeld } = site
  const { upgrade, rollback } = killsOn(site, isWhole)
  const kept = traits.length === 0 ? '' : ` with ${traits.join(', ')}`
  const held = alsoHeld && isWhole ? '; a swap held up by an idle session, then tried again' : ''
  return `adapters, check-site, upgrade and rollback${kept}, ${upgrade.size + rollback.size} × kill -9${held}`
}

/** Adapters, check-site, then adopt, plan, upgrade, roll back on a fresh OMS: everything that was wrong. */
export async function wholeFlow(site: FlowSite, { sandbox: name, isWhole }: SiteWork): Promise<string[]> {
  const { server, adapters, traits, alsoHeld } = site
  chooseRunTraits(traits)
  const lane = await openLane(name, server)
  try {
    const wrongs = [...(await failedAdapters(adapters(isWhole), lane.sandbox)), ...(await unreadySite(lane.sandbox))]
    const report = ({ isGood, moment, result }: Row) => void (isGood || wrongs.push(`killed in ${moment}: ${result}`))
    await killRows(lane.sandbox, killsOn(site, isWhole), report)
    if (alsoHeld && isWhole) wrongs.push(...(await heldTable.run(lane.sandbox)).wrongs.map((wrong) => `${heldTable.fault}: ${wrong}`))
    return wrongs
  } finally {
    await lane.close()
  }
}

/** The same tests as on the machine's own parts. */
async function failedAdapters(patterns: string[], { name, metaDb }: SandboxState): Promise<string[]> {
  const { user = '', password = '' } = metaDb?.admin ?? {}
  const account = [user, password].map(encodeURIComponent).join(':')
  const env = { ...process.env, SANDBOX: name, METADB_URL: `mysql://${account}@${metaDb?.host}:${metaDb?.port}` }
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'e2e/vitest.config.ts', '--project', 'adapters', ...patterns]
  return await new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, env, maxBuffer: 64 * 2 ** 20 }, (error, output, errors) => {
      resolve(error === null ? [] : [`adapters: ${`${output}\n${errors}`.trim().slice(-4000)}`])
    })
  })
}

/** What a person is told who looks before adopting. */
async function unreadySite({ engine, oms }: SandboxState): Promise<string[]> {
  if (engine === null || oms === null) return ['check-site: there is no OMS']
  const { user, password } = oms.console
  const folder = mkdtempSync(join(tmpdir(), 'check-site-'))
  try {
    const { code, output, errors } = await checkSite(engine.host, {
      args: ['--console-user', user, '--out', join(folder, 'site.txt')],
      env: { CHECK_CONSOLE_PASSWORD: password, PANEL_BACKUP_FOLDER: join(folder, 'backups') },
    })
    return code === 0 ? [] : [`check-site ended with ${code}: ${errors}${output}`]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
