import { createHash } from 'node:crypto'
import { tool } from './tool.ts'

export interface ContainerPicture {
  id: string
  name: string
  /** running, exited, paused …: the engine's own word. */
  status: string
  image: string
  restartPolicy: string
  startedAt: string
  finishedAt: string
  exitCode: number
  /** All that it was made with, a line a value: `HostConfig.Binds[0]=…`. */
  settings: string[]
}

const SECRET = /pass|pwd|secret|token|key|dsn/i

/** Every container of the engine, running or not, by the docker command. */
export async function containerPictures(host: string): Promise<ContainerPicture[]> {
  const env = { DOCKER_HOST: host }
  const ids = (await tool('docker', ['ps', '--all', '--quiet', '--no-trunc'], { env })).split('\n').filter((id) => id !== '')
  if (ids.length === 0) return []
  const found: unknown = JSON.parse(await tool('docker', ['inspect', '--type', 'container', ...ids], { env }))
  return (Array.isArray(found) ? found : []).map(read).sort((one, other) => one.name.localeCompare(other.name))
}

function read(inspected: unknown): ContainerPicture {
  const text = (...path: string[]) => String(at(inspected, path) ?? '')
  return {
    id: text('Id'),
    name: text('Name').replace(/^\//, ''),
    status: text('State', 'Status'),
    image: text('Image'),
    restartPolicy: `${text('HostConfig', 'RestartPolicy', 'Name')}:${text('HostConfig', 'RestartPolicy', 'MaximumRetryCount')}`,
    startedAt: text('State', 'StartedAt'),
    finishedAt: text('State', 'FinishedAt'),
    exitCode: Number(at(inspected, ['State', 'ExitCode'])),
    settings: [
      ...lines('Config', at(inspected, ['Config'])),
      ...lines('HostConfig', at(inspected, ['HostConfig'])),
      ...lines('Mounts', mounts(at(inspected, ['Mounts']))),
      ...endpoints(at(inspected, ['NetworkSettings', 'Networks']), text('Id')),
    ].filter((line) => !line.startsWith('HostConfig.RestartPolicy.')),
  }
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The engine lists them in any order. */
function mounts(value: unknown): unknown {
  return Array.isArray(value) ? value.map((mount) => JSON.stringify(mount)).sort() : value
}

/** What was asked of a network; addresses and ids that the engine chose change with each start. */
function endpoints(networks: unknown, id: string): string[] {
  if (!isRecord(networks)) return []
  return Object.entries(networks).flatMap(([name, endpoint]) =>
    ['IPAMConfig', 'Links', 'Aliases', 'DriverOpts'].flatMap((key) => lines(`Networks.${name}.${key}`, withoutId(at(endpoint, [key]), id))),
  )
}

/** Lists whose order means nothing. */
const UNORDERED = /\.(Env|Binds|Aliases)$/

/** The engine adds the beginning of the container's id to its aliases. */
const withoutId = (value: unknown, id: string): unknown =>
  Array.isArray(value) ? value.filter((one) => typeof one !== 'string' || one === '' || !id.startsWith(one)) : value

/** A line a value; what is empty is left out, because the engine writes null, [] and {} for the same. */
function lines(path: string, value: unknown): string[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((one, index) => lines(UNORDERED.test(path) ? `${path}[]` : `${path}[${index}]`, one))
  if (isRecord(value))
    return Object.keys(value)
      .sort()
      .flatMap((key) => lines(`${path}.${key}`, value[key]))
  return [`${path}=${hidden(path, String(value))}`]
}

/** A secret is compared by its digest, and never shown. */
function hidden(path: string, text: string): string {
  const digest = (secret: string) => `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 12)}`
  const variable = /^([^=]*)=([\s\S]*)$/.exec(text)
  if (path.endsWith('.Env[]') && variable !== null && SECRET.test(variable[1] ?? '')) return `${variable[1]}=${digest(variable[2] ?? '')}`
  return path.startsWith('Config.Labels.') && SECRET.test(path) ? digest(text) : text
}
