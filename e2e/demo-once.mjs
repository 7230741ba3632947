import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './fixtures/free-port.mjs'
import { ROOT } from './sandbox/bootstrap.mjs'

const READY_SECONDS = 600

/**
 * Starts `npm run demo` as somebody does who has only just cloned the project, looks at its first page, and stops it by Ctrl-C. Where
 * it does not come up or does not end well, the answer is what it printed; else null.
 */
export async function demoOnce() {
  const port = await freePort()
  const demo = spawn(process.execPath, ['e2e/sandbox/demo.mjs'], { cwd: ROOT, env: { ...process.env, PORT: String(port) } })
  let output = ''
  const isUp = new Promise((resolve) => {
    const killer = setTimeout(() => demo.kill('SIGTERM'), READY_SECONDS * 1000)
    for (const stream of [demo.stdout, demo.stderr])
      stream.on('data', (chunk) => {
        output += chunk
        if (output.includes('Ctrl-C stops what was started here')) resolve(true)
      })
    demo.once('exit', () => {
      clearTimeout(killer)
      resolve(false)
    })
  })
  if (!(await isUp)) return `The demo did not start.\n${output.trim()}`
  // Whatever it answers, it is stopped.
  const { ok, url } = await fetch(`http://127.0.0.1:${port}`).catch((cause) => ({ ok: false, url: String(cause) }))
  const ended = once(demo, 'exit')
  demo.kill('SIGINT')
  const [code] = await ended
  const isGood = ok && url.endsWith('/sign-in') && code === 0
  return isGood ? null : `The demo ended with ${code} after it showed ${url}.\n${output.trim()}`
}
