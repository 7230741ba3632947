import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './bootstrap.mjs'

// public/ is served from where it is and is no part of a build; the specs put their screenshots there.
const SOURCES = [
  'app',
  'components',
  'server',
  'public',
  'prisma',
  'package-lock.json',
  'next.config.ts',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'tsconfig.json',
  'postcss.config.mjs',
]
const BUILD_ID = join(ROOT, '.next/BUILD_ID')
const NOTE = join(ROOT, '.next/built-from')

/** A production build, unless the last one was made from exactly these sources. */
export async function buildPanel() {
  const sources = SOURCES.flatMap((name) => filesUnder(name)).sort()
  const hash = createHash('sha256')
  for (const file of sources) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  const content = hash.digest('hex')
  if (existsSync(NOTE) && existsSync(BUILD_ID) && readFileSync(NOTE, 'utf8') === `${content} ${buildId()}`)
    return 'nothing changed since the last build'
  await run(process.execPath, ['prisma/generate.mjs'])
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env })
  writeFileSync(NOTE, `${content} ${buildId()}`)
  return 'built'
}

function buildId() {
  return readFileSync(BUILD_ID, 'utf8')
}

function filesUnder(name) {
  if (!existsSync(join(ROOT, name)) || name === 'server/db/generated' || name.includes('.test.')) return []
  if (!statSync(join(ROOT, name)).isDirectory()) return [name]
  return readdirSync(join(ROOT, name)).flatMap((entry) => filesUnder(`${name}/${entry}`))
}
