// `npm run test:all`: the long tables, whose results are kept in docs/. Hours on two cores.
import { buildPanel } from './sandbox/build-panel.mjs'
import { testRun } from './test-run.mjs'

await testRun(
  async ({ phase, sandbox, vitest, faults, engines, bench }) => {
    await sandbox()
    await phase('build', buildPanel)
    await vitest('long', 'rollbacks that are undone, or that somebody meddles with')
    await faults('faults: every row, with random traits', '--all')
    await engines('every foreign engine', '--all')
    await bench('bench of a rollback of 1.25 GB, beside the guide by hand', 'e2e/bench/rollback.ts')
    await bench('bench of a plan for 1.25 GB, beside one that reads every row', 'e2e/bench/plan.ts')
    await bench('bench of the pages', 'e2e/bench/pages.ts')
    await bench('bench of the history', 'e2e/bench/history.ts')
  },
  { keepsResults: true },
)
