import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import type { DockerWriter } from '../../procedure/ports/engine.ts'
import { problemOf } from '../images/testing/problem-of.ts'
import { connectDockerWriter } from './connect-docker.ts'

const ID = 'a'.repeat(64)

let engine: Server
let docker: DockerWriter
let changes: string[]
/** What the engine says to every change: status and words. */
let says: [number, string]
let policy: string

beforeEach(async () => {
  changes = []
  engine = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    const found = {
      ...{ Id: ID, Name: '/oms_331', Image: 'sha256:1', State: { Status: 'running', ExitCode: 0 }, Config: { Image: 'oms:3.3.1' } },
      HostConfig: { RestartPolicy: { Name: policy, MaximumRetryCount: 0 } },
    }
    if (request.method !== 'GET') {
      changes.push(`${request.method} ${path}`)
      return response.writeHead(says[0], { 'content-type': 'application/json' }).end(JSON.stringify({ message: says[1] }))
    }
    const answer = path === '/containers/json' ? [{ ...found, Names: ['/oms_331'], State: 'running' }] : found
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve))
  docker = connectDockerWriter({ host: '127.0.0.1', port: (engine.address() as AddressInfo).port }, alwaysPermitted)
})

afterEach(async () => {
  engine.closeAllConnections()
  await new Promise((resolve) => engine.close(resolve))
})

// Podman of before 5.1 answers "Not Found" to a call that it does not have; taken for done, a reboot started two OMS on one MetaDB.
test('a restart policy that the engine cannot change is never taken for changed', async () => {
  says = [404, 'Not Found']
  policy = 'always'
  expect(await problemOf(docker.setRestartPolicy(ID, { Name: 'no' }))).toMatchObject({
    code: 'refused',
    said: { key: 'docker.restartPolicyFixed', params: { name: 'oms_331', policy: 'always' } },
  })
  expect(changes).toEqual([`POST /containers/${ID}/update`])
})

test('a restart policy that is right already is not touched', async () => {
  says = [404, 'Not Found']
  for (const [now, wanted] of [
    ['', 'no'],
    ['no', ''],
    ['always', 'always'],
  ] as const) {
    policy = now
    await docker.setRestartPolicy(ID, { Name: wanted })
  }
  expect(changes).toEqual([])
})

// Podman tells these as an error like any other, and the panel named no field and no way out.
test('a taken name and a running container are conflicts whatever the status says', async () => {
  policy = 'no'
  says = [500, 'the container name "oms_331" is already in use']
  const taken = { code: 'conflict', said: { key: 'docker.containerNameTaken' } }
  expect(await problemOf(docker.rename(ID, 'oms_331'))).toMatchObject(taken)
  says = [500, 'cannot remove container as it is running']
  expect(await problemOf(docker.remove(ID))).toMatchObject({ code: 'conflict', raw: 'cannot remove container as it is running' })
  says = [500, 'no space left on device']
  expect(await problemOf(docker.rename(ID, 'oms_340'))).toMatchObject({ code: 'refused' })
})
