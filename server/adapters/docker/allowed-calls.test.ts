import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import { connectDockerWriter } from './connect-docker.ts'
import { type ImagePrograms, imagePrograms, removeLeftClients } from './image-programs.ts'

/** Every call of the engine that the panel may ever make; what is not here it cannot be talked into. */
const ALLOWED = [
  /^GET \/(version|info|containers\/json|images\/json)$/,
  /^GET \/containers\/[A-Za-z0-9_.-]+\/(json|logs|archive)$/,
  /^GET \/images\/[A-Za-z0-9_.:/@-]+\/json$/,
  /^POST \/containers\/[0-9a-f]{64}\/(start|stop|rename|update|exec|attach|wait)$/,
  /^POST \/images\/sha256:[0-9a-f]{64}\/tag$/,
  /^POST \/(containers\/create|images\/load)$/,
  /^POST \/exec\/[0-9a-f]{64}\/start$/,
  /^GET \/exec\/[0-9a-f]{64}\/json$/,
  /^DELETE \/containers\/[0-9a-f]{64}$/,
]
const ID = 'a'.repeat(64)
const HOSTILE = [
  '../images/json',
  '..%2f..%2fcontainers%2fprune',
  `${ID}/../../volumes`,
  'x?force=true&v=true',
  'x#y',
  '--privileged',
  '-v=/:/host',
  '$(id)',
  '`id`',
  'x;reboot',
  'x\ny',
  'x\r\nX-Evil: 1',
  'x\0y',
  '',
  '.',
  '..',
  '/',
  'a'.repeat(5000),
  '镜像',
]

let engine: Server
let asked: string[]
let address: { host: string; port: number }
let docker: ReturnType<typeof connectDockerWriter>
let programs: ImagePrograms
const program = { argv: ['true'], stdin: (async function* () {})(), onOutput: () => undefined, signal: new AbortController().signal }

beforeEach(async () => {
  asked = []
  engine = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`)
    response.writeHead(request.url?.startsWith('/containers/json') ? 200 : 404, { 'content-type': 'application/json' }).end('[]')
  })
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve))
  address = { host: '127.0.0.1', port: (engine.address() as AddressInfo).port }
  docker = connectDockerWriter(address, alwaysPermitted, { shortCallSeconds: 2 })
  programs = imagePrograms(address, alwaysPermitted)
})

afterEach(async () => {
  engine.closeAllConnections()
  await new Promise((resolve) => engine.close(resolve))
})

// The engine is root on its host: a name that becomes a path of its API could remove every container there.
test.each(HOSTILE)('a container or an image called %j reaches no other call of the engine', async (name) => {
  const works = [
    () => docker.container(name),
    () => docker.stop(name, { graceSeconds: 1 }),
    () => docker.start(name),
    () => docker.remove(name),
    () => docker.rename(name, name),
    () => docker.setRestartPolicy(name, undefined),
    () => docker.tailLogs(name, 10),
    () => docker.readFile(name, '/etc/passwd'),
    () => docker.image(name),
    () => docker.tag(name, name),
    () => docker.tag(`sha256:${ID}`, name),
    () => programs.container(name),
    () => programs.hasImage(name),
    () => programs.run({ id: `sha256:${ID}`, name, container: name, installation: name }, program),
    () => removeLeftClients(address, alwaysPermitted, name),
  ]
  for (const work of works) await work().catch(() => {})
  expect(asked.filter((call) => !ALLOWED.some((allowed) => allowed.test(call)))).toEqual([])
  const changes = asked.filter((call) => call.startsWith('DELETE') || call.startsWith('POST'))
  // One of the names is the engine's to refuse: a tag of a full id can only name that image.
  // A container of the clients has a name that the panel chose.
  expect(changes.filter((call) => call !== `POST /images/sha256:${ID}/tag` && call !== 'POST /containers/create')).toEqual([])
})
