import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startPodman } from './start-podman.ts'

const MINUTE_MS = 60_000
const VITEST = 'npx vitest run --config e2e/vitest.config.ts'
// Of the adapters only the images: Podman 4.3 does not tell which MAC address a person chose, and refuses the client's --network-alias.
const FLOW = [
  'npm run sandbox -- reset',
  `${VITEST} --project adapters server/adapters/docker/images`,
  `${VITEST} --project integration e2e/upgrade.integration e2e/rollback.integration -t "the services take|init that fails half-way"`,
].join(' && ')

// Sites with Red Hat's Linux have Podman behind the docker command.
test("Podman's socket takes OMS up and back", { timeout: 15 * MINUTE_MS }, async (context) => {
  const podman = await startPodman('bookworm')
  if (podman.state !== 'ready') return context.skip(`not run: ${podman.state}: ${podman.reason}`)
  try {
    const env = { ...process.env, SANDBOX: 'on-podman', DOCKER_HOST: podman.host }
    const child = spawn('bash', ['-c', `${FLOW}; code=$?; npm run sandbox -- down; exit $code`], { stdio: 'inherit', env })
    const [code] = await once(child, 'close')
    expect(code).toBe(0)
  } finally {
    await podman.stop()
  }
})
