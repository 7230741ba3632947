import { componentLog } from './component-log.ts'

const SECOND_MS = 1_000

/** Runs work each second, never twice at once; an error goes to the component's log and the next second tries again. */
export function everySecond(component: string, work: () => Promise<void>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const turn = () => {
    const startedAt = Date.now()
    running = work()
      .catch((error: unknown) => componentLog(component, `ERROR ${error instanceof Error ? error.message : String(error)}`))
      .then(() => {
        if (!stopped) timer = setTimeout(turn, Math.max(0, SECOND_MS - (Date.now() - startedAt)))
      })
  }
  turn()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
