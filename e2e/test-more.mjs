// `npm run test:more`, after `npm test`: the fault sample, all journeys, every page and its picture, the store.
import { buildPanel } from './sandbox/build-panel.mjs'
import { testRun } from './test-run.mjs'

await testRun(
  async ({ phase, add, sandbox, secondSandbox, reset, vitest, browser, faults, engines, bench }) => {
    await sandbox()
    await phase('build', buildPanel)
    // Side by side, each lane on a sandbox of its own: whole upgrades mostly wait, and one worker of pages takes a core.
    const lanes = await Promise.allSettled([wholeUpgrades(), everythingElse()])
    for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason
    const { axeTable } = await import('./axe-table.mjs')
    await phase('every page was looked at by axe', async () => {
      const { text, ...counts } = axeTable()
      console.log(text)
      return add(counts)
    })
    // Alone, so that its times mean something.
    await bench('bench of the pages, in small (all of it: npm run bench:pages)', 'e2e/bench/pages.ts', '--small')

    async function wholeUpgrades() {
      await faults('faults: the fixed sample (all of them: npm run test:faults -- --all)')
      await reset()
      await browser('journeys', 'in the browser: every journey')
      await vitest('store', 'the store and the commands, in processes of their own')
    }

    async function everythingElse() {
      await browser('pages', 'in the browser: every page')
      await secondSandbox()
      await vitest('integration', 'whole upgrades, rollbacks and the emergency kit, without a browser', { onSecond: true })
      await engines('MySQL, MariaDB 11.8, seekdb and Docker 26: a whole flow on each (all of them: npm run test:engines -- --all)')
    }
  },
  { keepsResults: true },
)
