// package-lock.json must name the optional packages of every platform, or `npm ci` refuses it. npm leaves those out that its registry
// lacks (mirrors often hold one platform only) and those that an existing node_modules lacks. They are never fetched where they do
// not fit, so a name, a version and the platform are enough.  Usage: node e2e/complete-lock.mjs [--check]
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const missing = Object.values(lock.packages)
  .flatMap(({ dev, optionalDependencies = {} }) => Object.entries(optionalDependencies).map(([name, version]) => ({ name, version, dev })))
  .filter(({ name }) => !(`node_modules/${name}` in lock.packages))

if (process.argv.includes('--check')) {
  for (const { name } of missing) console.error(`package-lock.json lacks ${name}`)
  if (missing.length > 0) console.error('Complete it: node e2e/complete-lock.mjs')
  process.exit(missing.length > 0 ? 1 : 0)
}

for (const { name, version, dev } of missing) {
  const os = find(name, ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'])
  const cpu = find(name, ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32'])
  const libc = os === 'linux' ? find(name, ['musl', 'gnu']) : undefined
  if (!cpu || !/^\d/.test(version)) throw new Error(`cannot tell the platform or the version of ${name} ${version}: add it by hand`)
  lock.packages[`node_modules/${name}`] = {
    version,
    cpu: [cpu],
    ...(dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  }
}
const { '': root, ...packages } = lock.packages
const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: { '': root, ...Object.fromEntries(sorted) } }, null, 2)}\n`)
console.log(missing.length === 0 ? 'package-lock.json was complete.' : `added ${missing.length} packages of other platforms`)

function find(name, words) {
  return words.find((word) => new RegExp(`[-/]${word}(?![0-9])`).test(name))
}
