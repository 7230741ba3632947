// Fills the store of PANEL_DATA with JOBS jobs, in a process of its own.
import { openStore } from '../../server/db/open-store.ts'
import { readSettings } from '../../server/env.ts'
import { seedJobs } from './seed-jobs.ts'

const store = openStore(readSettings(process.env).databaseFile)
await seedJobs(store, { jobs: Number(process.env.JOBS) })
await store.$disconnect()
