// Fills the store of PANEL_DATA with JOBS jobs and two rows of the audit trail for each, in a process of its own.
import { openStore } from '../../server/db/open-store.ts'
import { readSettings } from '../../server/env.ts'
import { seedAudit } from './seed-audit.ts'
import { seedJobs } from './seed-jobs.ts'

const store = openStore(readSettings(process.env).databaseFile)
const jobs = Number(process.env.JOBS)
await seedJobs(store, { jobs })
await seedAudit(store, 2 * jobs)
await store.$disconnect()
