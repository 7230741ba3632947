import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SIMULATOR_FOLDER } from './bundle-simulator.ts'
import { findProgram } from './find-program.ts'

/** What the simulator and a person inside its container call. */
const PROGRAMS = `bash cat chmod chown cp cut date df dirname basename du echo env false grep gzip head hostname id kill ln ls mkdir mv
printf ps pwd rm sed sleep sort stat tail tee touch tr true uname wc whoami`.split(/\s+/)
const NEEDED = ['bash', 'cat', 'cp', 'date', 'grep', 'id', 'ls', 'mkdir', 'rm', 'sleep', 'tail']
const FOLDERS = [
  'home/admin/conf',
  'home/admin/logs',
  'home/ds/store',
  'home/ds/run',
  'root',
  'var/run',
  'var/log',
  'etc/pki/nginx',
  'opt/oms',
]

/** Programs of this host that go into the image, and the libraries that they load. */
export function hostFiles(): { programs: string[]; libraries: string[] } {
  const programs = PROGRAMS.flatMap((name) => {
    try {
      return [findProgram(name, 'coreutils')]
    } catch (cause) {
      if (NEEDED.includes(name)) throw cause
      return []
    }
  })
  const listed = execFileSync('ldd', [process.execPath, ...programs], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const libraries = new Set(Array.from(listed.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm), (match) => match[1] ?? ''))
  return { programs, libraries: [...libraries].sort() }
}

/** Lays out the image's root file system in a folder: there is no base image to be had. */
export function layOutRootFileSystem(root: string, bundles: string): void {
  rmSync(root, { recursive: true, force: true })
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(join(root, 'usr', name), { recursive: true })
    symlinkSync(`usr/${name}`, join(root, name))
  }
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true })
  mkdirSync(join(root, 'tmp'))
  chmodSync(join(root, 'tmp'), 0o1777)
  const { programs, libraries } = hostFiles()
  copy(process.execPath, join(root, 'usr/bin/node'), 0o755)
  for (const program of programs) copy(program, join(root, 'usr/bin', basename(program)), 0o755)
  for (const library of libraries) copy(library, join(root, library), 0o755)
  symlinkSync('bash', join(root, 'usr/bin/sh'))
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/bash\nadmin:x:500:500::/home/admin:/bin/bash\nds:x:501:501::/home/ds:/bin/bash\n',
  )
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nadmin:x:500:\nds:x:501:\n')
  cpSync(bundles, join(root, 'opt/oms'), { recursive: true })
  const supervisorctl = '#!/bin/bash\nexec /usr/bin/node /opt/oms/supervisorctl.cjs "$@"\n'
  writeFileSync(join(root, 'usr/bin/supervisorctl'), supervisorctl, { mode: 0o755 })
  copy(join(SIMULATOR_FOLDER, 'docker_init.sh'), join(root, 'root/docker_init.sh'), 0o755)
}

function copy(from: string, to: string, mode: number): void {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  chmodSync(to, mode)
}
