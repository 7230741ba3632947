import { CONFIG_FILE } from '../domain/config-yaml.ts'
import type { RollbackContext } from './context.ts'
import { ownContainer } from './own-container.ts'
import type { Container, DockerReader } from './ports/engine.ts'

/** Text of config.yaml; 'closed' where the engine gives no file out of a container that does not run. */
export async function readConfigFile(docker: DockerReader, { id, state }: Container): Promise<string | 'missing' | 'closed'> {
  if (state !== 'running' && !(await docker.engine()).readsStopped) return 'closed'
  return await docker.readFile(id, CONFIG_FILE)
}

/**
 * config.yaml of the stopped old container, read where the running new one has it mounted from the same place of the host; 'closed'
 * where that cannot be told.
 */
export async function readConfigThroughNew(
  context: Pick<RollbackContext, 'world' | 'job'>,
  old: Container,
  signal: AbortSignal,
): Promise<string | 'missing' | 'closed'> {
  const { docker } = context.world
  const next = await ownContainer(context)
  const [mount, same] = [configMount(old), next && configMount(next)]
  if (next?.state !== 'running' || mount === undefined || mount.type !== 'bind') return 'closed'
  if (same?.type !== 'bind' || same.source !== mount.source || same.destination !== mount.destination) return 'closed'
  if (mount.destination === CONFIG_FILE && !(await isStillMounted(docker, next.id, mount, signal))) return 'closed'
  return await docker.readFile(next.id, CONFIG_FILE)
}

/** The innermost mount that the file lies in. */
function configMount({ mounts }: Container): Container['mounts'][number] | undefined {
  const around = mounts.filter(({ destination }) => destination === CONFIG_FILE || CONFIG_FILE.startsWith(`${destination}/`))
  return around.sort((one, other) => other.destination.length - one.destination.length)[0]
}

/**
 * A file that is mounted alone stays what it was when an editor puts another in its place: the running container has the old one, and
 * one that starts would have the new one. The kernel tells where the mounted file lies now, below the root of its file system.
 */
async function isStillMounted(
  docker: DockerReader,
  id: string,
  { source, destination }: Container['mounts'][number],
  signal: AbortSignal,
): Promise<boolean> {
  const { exitCode, lines } = await docker.ask(id, ['cat', '/proc/self/mountinfo'], signal)
  if (exitCode !== 0) return false
  const places = lines.map((line) => line.split(' ')).filter(([, , , , mountedAt]) => plain(mountedAt) === destination)
  const root = plain(places.at(-1)?.[3])
  return root !== undefined && root !== '/' && source.endsWith(root)
}

/** Blanks and backslashes are written as octal numbers there. */
function plain(text: string | undefined): string | undefined {
  return text?.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
