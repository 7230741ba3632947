import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Path of a small script that starts a program of an unpacked folder with that folder's own loader and libraries,
 * so that it runs where the machine's libc is older. `ownLibc: false` for programs that start themselves again by
 * /proc/self/exe (containerd's shim, runc): they would start the loader instead.
 */
export function programOf(folder: string, name: string, { ownLibc = true } = {}): string {
  const program = ['usr/sbin', 'usr/bin', 'usr/libexec', 'usr/lib/podman'].map((place) => join(folder, place, name)).find(existsSync)
  if (program === undefined) throw new Error(`There is no program ${name} in ${folder}.`)
  if (!ownLibc) return program
  const run = join(folder, 'run-with-libc')
  mkdirSync(run, { recursive: true })
  const script = join(run, name)
  const loader = `${quote(loaderIn(folder))} --library-path ${quote(libraryFolders(folder).join(':'))} --argv0 ${quote(program)}`
  writeFileSync(script, `#!/bin/sh\nexec ${loader} ${quote(program)} "$@"\n`, { mode: 0o755 })
  return script
}

function loaderIn(folder: string): string {
  const places = ['usr/lib64', 'usr/lib'].map((place) => join(folder, place))
  const found = places.flatMap((place) => readdirSync(place).map((name) => join(place, name))).find((path) => /\/ld-linux[^/]*$/.test(path))
  if (found === undefined) throw new Error(`There is no loader in ${folder}: libc6 was not unpacked.`)
  return found
}

function libraryFolders(folder: string): string[] {
  const lib = join(folder, 'usr/lib')
  const triplets = readdirSync(lib).filter((name) => name.includes('-linux-gnu'))
  return [...triplets.map((name) => join(lib, name)), lib]
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
