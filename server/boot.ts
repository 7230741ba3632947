import { runtime } from './runtime.ts'

/** Starts the engine with the server; on SIGTERM and SIGINT no further step begins, and the next start goes on from the journal. */
export function boot(): void {
  const { start, stop, log } = runtime()
  start()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void stop()
    })
  }
}
