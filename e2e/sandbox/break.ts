import { closeSync, mkdirSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveFile } from './image.ts'
import { SandboxError } from './sandbox-error.ts'
import { type FaultName, faultNames } from './simulator/faults.ts'
import type { SandboxState } from './state.ts'
import type { TraitName } from './traits.ts'

type Faults = Record<string, boolean | number>

/** Switches one fault on, or all off by `none`. The simulator reads the file anew each time, so it works at once. */
export function breakSandbox(state: SandboxState, fault: string, value: boolean | number): void {
  const names = [...Object.keys(faultNames), 'damaged-tar', 'none']
  if (!names.includes(fault)) throw new SandboxError(`There is no fault "${fault}". Faults: ${names.join(', ')}`)
  if (fault === 'damaged-tar') {
    damageArchive(state)
    return
  }
  if (fault === 'none') {
    rmSync(faultFile(state), { force: true })
    rmSync(damagedArchive(state), { force: true })
    return
  }
  mkdirSync(join(state.folder, 'oms_331/oms_run'), { recursive: true })
  writeFileSync(faultFile(state), `${JSON.stringify({ ...readFaults(state), [fault as FaultName]: value })}\n`)
}

/** Traits of a site where the upgrade fails are faults that are switched on from its beginning. */
export function faultsOf(traits: readonly TraitName[]): FaultName[] {
  const names = Object.keys(faultNames) as FaultName[]
  return names.filter((name) => traits.some((trait) => trait === name))
}

export function readFaults(state: SandboxState): Faults {
  try {
    return JSON.parse(readFileSync(faultFile(state), 'utf8')) as Faults
  } catch {
    return {}
  }
}

function faultFile(state: SandboxState): string {
  return join(state.folder, 'oms_331/oms_run/sandbox-faults.json')
}

function damagedArchive(state: SandboxState): string {
  return archiveFile(state).replace(/\.tar\.gz$/, '_damaged.tar.gz')
}

/** As a download looks that broke off: the first part of the good archive. */
function damageArchive(state: SandboxState): void {
  const good = archiveFile(state)
  const bytes = Buffer.alloc(Math.floor(statSync(good).size / 3))
  const file = openSync(good, 'r')
  try {
    readSync(file, bytes)
  } finally {
    closeSync(file)
  }
  writeFileSync(damagedArchive(state), bytes)
}
