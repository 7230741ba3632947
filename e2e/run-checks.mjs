import { spawn } from 'node:child_process'
import { ROOT } from './sandbox/bootstrap.mjs'

/**
 * Runs programs of this repository side by side and keeps what they print. Each: `name`, `args` for Node, and `env` beyond this one's.
 * Returns them in their order with `isGood`, `seconds` and `output`; a line for each is printed as it ends.
 */
export async function runChecks(checks, { atOnce }) {
  const results = new Array(checks.length)
  let next = 0
  const worker = async () => {
    while (next < checks.length) {
      const at = next++
      results[at] = await runCheck(checks[at])
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return results
}

async function runCheck({ name, args, env: more = {} }) {
  const start = Date.now()
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', ...more }
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const seconds = (Date.now() - start) / 1000
  console.log(`  ${code === 0 ? 'good  ' : 'FAILED'} ${name.padEnd(24)} ${seconds.toFixed(1)} s`)
  return { name, isGood: code === 0, seconds, output }
}
