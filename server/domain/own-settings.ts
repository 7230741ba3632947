import type { ContainerSpec, ImageDefaults } from './container-spec.ts'

/**
 * What a person set on a container, without what came from its image. Null and '' stand for "the image's own".
 * A value that a person set to just what the image says cannot be told apart and counts as the image's.
 */
export function ownSettings(spec: ContainerSpec, defaults: ImageDefaults): ImageDefaults {
  const fromImage = new Set(defaults.Env)
  const hasOwnEntrypoint = !isSameList(spec.Entrypoint, defaults.Entrypoint)
  return {
    Env: spec.Env.filter((entry) => !fromImage.has(entry)),
    Labels: Object.fromEntries(Object.entries(spec.Labels).filter(([name, value]) => defaults.Labels[name] !== value)),
    // An empty entry point is asked for by [""]: null would bring the image's back.
    Entrypoint: hasOwnEntrypoint ? (isEmpty(spec.Entrypoint) ? [''] : spec.Entrypoint) : null,
    // With an entry point of its own a container does not inherit the image's Cmd, so the one it has is a person's.
    Cmd: hasOwnEntrypoint || !isSameList(spec.Cmd, defaults.Cmd) ? spec.Cmd : null,
    User: spec.User === defaults.User ? '' : spec.User,
    WorkingDir: spec.WorkingDir === defaults.WorkingDir ? '' : spec.WorkingDir,
  }
}

function isEmpty(list: string[] | null): boolean {
  return list === null || list.length === 0
}

function isSameList(one: string[] | null, other: string[] | null): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? [])
}
