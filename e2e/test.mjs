// `npm test`: from a fresh machine to a proven upgrade, a proven failure and a proven way back. The last line is "N passed, N failed".
import { demoOnce } from './demo-once.mjs'
import { buildPanel } from './sandbox/build-panel.mjs'
import { testRun } from './test-run.mjs'

await testRun(async ({ phase, add, sandbox, vitest, browser }) => {
  // First, while nothing is generated or built: whatever the others leave behind would help it.
  await phase('npm run demo, as somebody meets it who has just cloned the project', async () => {
    const wrong = await demoOnce()
    if (wrong === null) return add({ passed: 1, failed: 0 })
    console.log(wrong)
    return add({ passed: 0, failed: 1, red: [{ line: 'npm run demo', page: '' }] })
  })
  const { verify } = await import('./verify.mjs')
  await phase('verify', async () => add(await verify()))
  await sandbox()
  await vitest('adapters', 'adapters on a real Docker engine and a real MetaDB')
  await phase('build', buildPanel)
  await browser('first', 'in the browser: an upgrade that fails, its rollback, an upgrade that succeeds')
})
