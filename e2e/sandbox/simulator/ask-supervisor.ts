import { createConnection } from 'node:net'
import { paths } from './paths.ts'
import type { SupervisorAnswer } from './supervisor-socket.ts'

/** Sends words such as `status` or `restart all` to the running OMS. Null where none runs. */
export function askSupervisor(words: string[]): Promise<SupervisorAnswer | null> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = createConnection(paths.supervisorSocket)
    socket.setEncoding('utf8')
    socket.on('connect', () => socket.end(JSON.stringify(words)))
    socket.on('data', (chunk: string) => {
      answer += chunk
    })
    socket.on('error', () => resolve(null))
    socket.on('end', () => resolve(answer === '' ? null : (JSON.parse(answer) as SupervisorAnswer)))
  })
}
