import { type Said, say } from '../contract/said.ts'
import { type Bind, parseBind } from './bind.ts'

/** Step 4 of the document: these stay the same through every upgrade. Store data is lost otherwise. */
export const THREE_MOUNTS = ['/home/admin/logs', '/home/ds/store', '/home/ds/run'] as const

export type MountCheck = { ok: true; mounts: Bind[] } | { ok: false; problems: Said[] }

/** That all three are mounted and writable and, given the old container's binds, that they come from the same places as before. */
export function checkThreeMounts(binds: string[], oldBinds?: string[]): MountCheck {
  const found: Bind[] = []
  const problems: Said[] = []
  for (const path of THREE_MOUNTS) {
    const [mount, second] = mountsAt(binds, path)
    if (mount === undefined) problems.push(say('diff.mountMissing', { path }))
    else if (second !== undefined) problems.push(say('diff.mountTwice', { path, first: mount.text, second: second.text }))
    else if (mount.isReadOnly) problems.push(say('diff.mountReadOnly', { path, source: mount.source }))
    else found.push(mount)
    const before = oldBinds === undefined ? undefined : mountsAt(oldBinds, path)[0]
    if (mount !== undefined && before !== undefined && before.source !== mount.source) {
      problems.push(say('diff.mountMoved', { path, before: before.source, after: mount.source }))
    }
    if (mount !== undefined && oldBinds !== undefined && before === undefined)
      problems.push(say('diff.mountNew', { path, source: mount.source }))
  }
  return problems.length === 0 ? { ok: true, mounts: found } : { ok: false, problems }
}

function mountsAt(binds: string[], path: string): Bind[] {
  return binds.map(parseBind).filter((bind): bind is Bind => bind !== null && bind.destination === path)
}
