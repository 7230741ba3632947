import { execFileSync } from 'node:child_process'
import { readdirSync, readlinkSync } from 'node:fs'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { waitFor } from '../sandbox/wait-for.ts'
import type { Panel } from './panel.ts'

/** Dump and restore programs of this panel that still run: they have files of its folders open. */
function children(panel: Panel): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.filter((pid) => opens(pid, panel.backupFolder)).map((pid) => `process ${pid}`)
}

function opens(pid: string, folder: string): boolean {
  try {
    return ['0', '1'].some((file) => readlinkSync(`/proc/${pid}/fd/${file}`).startsWith(`${folder}/`))
  } catch {
    return false
  }
}

/** Local ports of the connections to the MetaDB that a living process of this machine holds. */
function heldPorts(panel: Panel): Set<string> {
  const list = execFileSync('ss', ['-Htnp', `dport = :${panel.state.metaDb.port}`], { encoding: 'utf8', maxBuffer: 1e8 })
  const rows = list.split('\n').filter((line) => line.includes('pid='))
  return new Set(rows.map((line) => line.trim().split(/\s+/)[3]?.split(':').at(-1) ?? ''))
}

async function orphanSessions(panel: Panel): Promise<string[]> {
  const { host, port, admin } = panel.state.metaDb
  const connection = await createConnection({ host, port, user: admin.user, password: admin.password })
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      "select id, host, db, info from information_schema.processlist where user = 'oms' order by id",
    )
    // Behind a relay every session comes from the socket file: nobody can say whose it is.
    if (panel.state.metaDb.relay) return []
    const held = heldPorts(panel)
    // An OMS with a network of its own speaks from its own address, where no process of this machine is seen.
    const ofOms = `${panel.state.oms?.hostIp}:`
    return rows
      .filter((row) => !String(row['host']).startsWith(ofOms) && !held.has(String(row.host).split(':').at(-1) ?? ''))
      .map((row) => `${row.host} ${row.db} ${row.info}`)
  } finally {
    await connection.end()
  }
}

/** What a killed panel leaves behind and what is still there two seconds later: child programs, sessions of the MetaDB. */
export async function leftovers(panel: Panel): Promise<string[]> {
  let left: string[] = []
  await waitFor(
    async () => {
      left = [...children(panel), ...(await orphanSessions(panel))]
      return left.length === 0
    },
    { timeoutSeconds: 2 },
  )
  return left
}
