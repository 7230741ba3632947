import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accountBehind, PROFILES, type ProfileName } from '../../engines/oceanbase/profiles.ts'
import { SandboxError } from '../sandbox-error.ts'
import { spawnDetached } from '../spawn-detached.ts'
import { startMachineMariaDb } from './mariadb.ts'
import type { ServerSite, StartedServer } from './server.ts'

const SERVE = fileURLToPath(new URL('../../engines/oceanbase/serve.ts', import.meta.url))
/** Sandboxes are numbered from 0, and there are not that many. */
const PORTS_APART = 1000
// oceanbase/oceanbase, src/share/schema/ob_priv_type.h; METADB.md, "privileges".
const LACKING = ['LOCK TABLES', 'EVENT', 'CREATE TEMPORARY TABLES']

/** The stand-in for an OceanBase before a MariaDB of this machine, which only the stand-in and the referee speak to. */
export function oceanBase(profile: ProfileName): (site: ServerSite) => Promise<StartedServer> {
  return async (site) => {
    const { folder, addresses, account } = site
    const port = account.port + PORTS_APART
    const admin = { user: behind(profile, account.admin.user), password: account.admin.password }
    const own = { ...account, host: '127.0.0.1', port, user: behind(profile, account.user), admin }
    const { process: server } = await startMachineMariaDb({
      ...site,
      addresses: [own.host],
      account: own,
      lacking: LACKING,
      // METADB.md, seekdb, "limits".
      options: ['--lower-case-table-names=1', '--transaction-isolation=READ-COMMITTED'],
    })
    const args = ['--import', 'tsx', SERVE, '--profile', profile, '--behind', own.socketPath, '--port', String(account.port)]
    const env = { ...process.env, STAND_IN_ADMIN: JSON.stringify(admin) }
    const relay = await spawnDetached(process.execPath, [...args, ...addresses], { logFile: join(folder, 'stand-in.log'), env })
    return { process: server, relay, behind: { host: own.host, port, ...admin } }
  }
}

function behind(profile: ProfileName, user: string): string {
  const account = accountBehind(PROFILES[profile], user)
  if (account === null) throw new SandboxError(`"${user}" is no account of the stand-in's tenant.`)
  return account
}
