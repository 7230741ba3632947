import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alwaysPermitted } from '../../engine/testing/always-permitted.ts'
import { removeLeftClients } from './image-programs.ts'

const IDS = ['a'.repeat(64), 'b'.repeat(64)]

let engine: Server
let address: { host: string; port: number }
/** In what state each of the containers is that were left; the engine removes none but those that are gone. */
let states: Record<string, { Status: string; Running: boolean }>

beforeEach(async () => {
  engine = createServer((request, response) => {
    const url = request.url ?? ''
    const id = IDS.find((one) => url.includes(one)) ?? ''
    const state = states[id]
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.startsWith('/containers/json'))
      return answer(
        200,
        Object.keys(states).map((Id) => ({ Id, Names: [`/left-${Id[0]}`], Image: 'oms', State: states[Id]?.Status, Labels: {} })),
      )
    if (request.method === 'DELETE' && state?.Status === 'exited') {
      delete states[id]
      return answer(204, {})
    }
    if (request.method === 'DELETE') return answer(500, { message: 'unable to remove filesystem: device or resource busy' })
    if (state === undefined) return answer(404, { message: 'No such container' })
    const parts = { Id: id, Name: '/left', Image: 'sha256:1', HostConfig: {}, Config: { Image: 'oms' } }
    return answer(200, { ...parts, State: { ...state, ExitCode: 137 } })
  })
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve))
  address = { host: '127.0.0.1', port: (engine.address() as AddressInfo).port }
})

afterEach(async () => {
  engine.closeAllConnections()
  await new Promise((resolve) => engine.close(resolve))
})

// Every dump and restore by the clients of an image removes first what was left: one dead container was the end of them all.
test('a container that cannot be removed is in nobody’s way once nothing runs in it', async () => {
  states = { [IDS[0] ?? '']: { Status: 'dead', Running: false }, [IDS[1] ?? '']: { Status: 'exited', Running: false } }
  expect(await removeLeftClients(address, alwaysPermitted, 'i')).toEqual(['left-b'])
})

test('one that still runs is, for it may write', async () => {
  states = { [IDS[0] ?? '']: { Status: 'running', Running: true } }
  await expect(removeLeftClients(address, alwaysPermitted, 'i')).rejects.toMatchObject({ problem: { code: 'refused' } })
})
