import { mkdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { paths } from './paths.ts'
import { processTable } from './process-table.ts'
import type { Supervisor } from './supervise.ts'

export interface SupervisorAnswer {
  text: string
  exitCode: number
}

/**
 * Answers supervisorctl: one JSON array of words in, one SupervisorAnswer out. `restart all` looks at the schema anew.
 * Like supervisord from 4.0 on, `status` exits 3 where a process is not RUNNING.
 */
export function supervisorSocket(supervisor: Supervisor, options: { beforeRestart(): Promise<void> }): Promise<void> {
  const answer = async (words: string[]): Promise<SupervisorAnswer> => {
    const [command = 'status', ...wanted] = words
    const all = supervisor.rows().map((row) => row.name)
    const names = wanted.length === 0 || wanted.includes('all') ? all : wanted
    const unknown = names.find((name) => !all.includes(name))
    if (unknown !== undefined) return { text: `${unknown}: ERROR (no such process)`, exitCode: 4 }
    switch (command) {
      case 'status': {
        const rows = supervisor.rows().filter((row) => names.includes(row.name))
        return { text: processTable(rows, new Date()), exitCode: rows.every((row) => row.state === 'RUNNING') ? 0 : 3 }
      }
      case 'stop':
        await supervisor.stop(names)
        return { text: names.map((name) => `${name}: stopped`).join('\n'), exitCode: 0 }
      case 'start':
        await supervisor.start(names)
        return { text: names.map((name) => `${name}: started`).join('\n'), exitCode: 0 }
      case 'restart':
        await supervisor.stop(names)
        if (names.length === all.length) await options.beforeRestart()
        supervisor.start(names).catch(() => {})
        return { text: names.map((name) => `${name}: started`).join('\n'), exitCode: 0 }
      default:
        return { text: `*** Unknown syntax: ${command}`, exitCode: 2 }
    }
  }
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let request = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      request += chunk
    })
    socket.on('error', () => socket.destroy())
    socket.on('end', () => {
      Promise.resolve()
        .then(() => answer(JSON.parse(request) as string[]))
        .catch((error: unknown): SupervisorAnswer => ({ text: `error: ${String(error)}`, exitCode: 1 }))
        .then((reply) => socket.end(JSON.stringify(reply)))
    })
  })
  mkdirSync(dirname(paths.supervisorSocket), { recursive: true })
  rmSync(paths.supervisorSocket, { force: true })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(paths.supervisorSocket, () => resolve())
  })
}
