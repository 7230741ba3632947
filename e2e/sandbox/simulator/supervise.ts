import { setTimeout as wait } from 'node:timers/promises'
import { componentLog } from './component-log.ts'

export interface Component {
  name: string
  /** Resolves once it works, with what ends it. */
  start(): Promise<() => Promise<void>>
}

export interface ProcessRow {
  name: string
  state: 'STOPPED' | 'STARTING' | 'RUNNING' | 'FATAL'
  since: Date
}

export interface Supervisor {
  rows(): ProcessRow[]
  isRunning(name: string): boolean
  start(names: string[]): Promise<void>
  stop(names: string[]): Promise<void>
}

/** Keeps components as supervisord does: STARTING for a while before RUNNING, FATAL where one cannot start (a taken port). */
export function supervise(components: Component[], startMilliseconds: () => number): Supervisor {
  const states = new Map(
    components.map((component) => [
      component.name,
      { component, row: { name: component.name, state: 'STOPPED', since: new Date() } as ProcessRow, end: async () => {}, start: 0 },
    ]),
  )
  const chosen = (names: string[]) => [...states.values()].filter(({ row }) => names.includes(row.name))
  const set = (entry: { row: ProcessRow }, state: ProcessRow['state']) => {
    entry.row = { name: entry.row.name, state, since: new Date() }
    for (const log of ['supervisor', entry.row.name]) componentLog(log, `${entry.row.name} ${state}`)
  }
  return {
    rows: () => [...states.values()].map(({ row }) => row),
    isRunning: (name) => states.get(name)?.row.state === 'RUNNING',
    async start(names) {
      await Promise.all(
        chosen(names).map(async (entry) => {
          if (entry.row.state === 'RUNNING' || entry.row.state === 'STARTING') return
          const start = ++entry.start
          set(entry, 'STARTING')
          await wait(startMilliseconds())
          if (entry.start !== start) return
          try {
            const end = await entry.component.start()
            if (entry.start !== start) return await end()
            entry.end = end
            set(entry, 'RUNNING')
          } catch (error) {
            componentLog(entry.row.name, `ERROR ${error instanceof Error ? error.message : String(error)}`)
            if (entry.start === start) set(entry, 'FATAL')
          }
        }),
      )
    },
    async stop(names) {
      await Promise.all(
        chosen(names).map(async (entry) => {
          entry.start++
          const end = entry.end
          entry.end = async () => {}
          if (entry.row.state !== 'STOPPED') set(entry, 'STOPPED')
          await end()
        }),
      )
    },
  }
}
