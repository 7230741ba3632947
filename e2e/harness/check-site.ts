import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

interface Call {
  args?: string[]
  env?: Record<string, string>
}

/** `check-site` as people call it, on a sandbox's engine, with nothing of this process's environment. */
export function checkSite(
  engineHost: string,
  { args = [], env = {} }: Call = {},
): Promise<{ code: number; output: string; errors: string }> {
  const own = { NODE_ENV: 'production' as const, PATH: process.env.PATH, DOCKER_HOST: engineHost }
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'server/commands/check-site.ts', ...args]
    execFile(process.execPath, command, { cwd: ROOT, env: { ...own, ...env } }, (error, output, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), output, errors })
    })
  })
}
