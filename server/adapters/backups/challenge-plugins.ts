import { access, mkdtemp, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ANSWER_A_CHALLENGE } from '../../domain/client-tls.ts'

// Where distributions and MariaDB's own packages keep the plugins of its client.
const ROOTS = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/usr/local/mysql/lib']
const BELOW = ['libmariadb3/plugin', 'mariadb/plugin', 'mysql/plugin', 'plugin']

/**
 * A new folder with those plugins of MariaDB's client that never hand over the password itself; the caller removes it. The client loads
 * whatever plugin the server names, and no option of its own forbids one. A panel that is killed leaves the folder, and no secret in it.
 */
export async function challengePlugins(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oms-client-plugins-'))
  const roots = [...ROOTS, ...(await architectures('/usr/lib'))]
  const places = roots.flatMap((root) => BELOW.map((below) => `${root}/${below}`))
  for (const name of ANSWER_A_CHALLENGE) {
    for (const place of places) {
      const file = `${place}/${name}.so`
      const isThere = await access(file).then(
        () => true,
        () => false,
      )
      if (!isThere) continue
      await symlink(file, `${folder}/${name}.so`)
      break
    }
  }
  return folder
}

/** Folders of one architecture, such as /usr/lib/x86_64-linux-gnu. */
async function architectures(root: string): Promise<string[]> {
  const found = await readdir(root, { withFileTypes: true }).catch(() => [])
  return found.filter((entry) => entry.isDirectory() && entry.name.includes('-linux-')).map(({ name }) => `${root}/${name}`)
}
