import { noteClientAddresses } from './auth/note-client-addresses.ts'
import { summarizeStaleJobs } from './db/summarize-stale-jobs.ts'
import { runtime } from './runtime.ts'

/** Starts the engine with the server; on SIGTERM and SIGINT no further step begins, and the next start goes on from the journal. */
export async function boot(): Promise<void> {
  const { start, stop, log, settings, services, signIn } = runtime()
  noteClientAddresses(settings.trustedProxies)
  // Before anybody reads history, and before a run goes on: a store from an older panel has jobs without a summary.
  await summarizeStaleJobs(services.store)
  start()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void stop()
    })
  }
  if ((await services.store.user.count()) === 0)
    log.warn({ code: signIn.setUpCode.text }, 'nobody can sign in yet: open the panel and make the first administrator with this code')
}
