import type { ContainerPicture } from './containers.ts'
import { textDiff } from './text-diff.ts'

/** What differs in how a container was made; an empty list: the very same settings. */
export function settingDifferences(old: ContainerPicture, now: ContainerPicture): string[] {
  const lines = textDiff([...old.settings].sort().join('\n'), [...now.settings].sort().join('\n'))
  return lines.map((line) => `container ${now.name}: ${line}`)
}

/** Containers that run, as the engine names their state; paused and restarting ones are not at rest either. */
export const moving = (containers: ContainerPicture[]) => containers.filter(({ status }) => !['exited', 'created', 'dead'].includes(status))

export const runningNames = (containers: ContainerPicture[]) => moving(containers).map(({ name, status }) => `${name} (${status})`)
