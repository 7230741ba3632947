import { markRequests } from './auth/mark-requests.ts'
import { claimStore } from './db/claim-store.ts'
import { StoreRefusal } from './db/store-refusal.ts'
import { summarizeStaleJobs } from './db/summarize-stale-jobs.ts'
import { readSettings } from './env.ts'
import { runtime } from './runtime.ts'

/** Starts the engine with the server; on SIGTERM and SIGINT no further step begins, and the next start goes on from the journal. */
export async function boot(): Promise<void> {
  const hold = await claimStore(readSettings(process.env)).catch((cause: unknown) => {
    if (!(cause instanceof StoreRefusal)) throw cause
    console.error(`The panel does not start. ${cause.message}`)
    process.exit(1)
  })
  const { start, stop, log, settings, services, signIn } = runtime()
  markRequests({ ...settings, secret: signIn.settings.secret })
  // Before anybody reads history, and before a run goes on: a store from an older panel has jobs without a summary.
  await summarizeStaleJobs(services.store)
  start()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void stop().then(() => hold.release())
    })
  }
  if ((await services.store.user.count()) === 0)
    log.warn({ code: signIn.setUpCode.text }, 'nobody can sign in yet: open the panel and make the first administrator with this code')
}
