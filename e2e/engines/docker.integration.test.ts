import { expect, test } from 'vitest'
import { runOn } from './run-on.ts'

const MINUTE_MS = 60_000
const VITEST = 'npx vitest run --config e2e/vitest.config.ts'
/** Every claim about images and containers, then a whole upgrade, and a failed one with its rollback, judged by the referee. */
const FLOW = [
  'npm run sandbox -- reset',
  `${VITEST} --project adapters server/adapters/docker`,
  `${VITEST} --project integration e2e/upgrade.integration e2e/rollback.integration -t "the services take|init that fails half-way"`,
].join(' && ')

// A double that was written with the panel proves only that both agree: "an image is what its content is" is said of these engines.
test.for([
  { docker: 'trixie', store: 'classic' },
  { docker: 'trixie', store: 'containerd' },
  { docker: 'sid', store: 'classic' },
  { docker: 'sid', store: 'containerd' },
] as const)(
  'Docker of Debian $docker with its $store image store takes OMS up and back',
  { timeout: 15 * MINUTE_MS },
  async ({ docker, store }, context) => {
    const env = { SANDBOX: `on-${docker}-${store}` }
    const ran = await runOn({ docker, store }, ['bash', '-c', `${FLOW}; code=$?; npm run sandbox -- down; exit $code`], env)
    if (ran.state !== 'ran') return context.skip(`not run: ${ran.state}: ${ran.reason}`)
    expect(ran.code).toBe(0)
  },
)
