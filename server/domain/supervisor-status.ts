export interface Component {
  name: string
  state: string
}

const LINE = /^(\S+)\s+(RUNNING|STARTING|STOPPED|STOPPING|BACKOFF|EXITED|FATAL|UNKNOWN)\b/

/** Reads what `supervisorctl status` prints: a name, a state, and the rest, which differs. Other lines are not components. */
export function readSupervisorStatus(lines: string[]): Component[] {
  return lines.flatMap((line) => {
    const [, name, state] = LINE.exec(line.trim()) ?? []
    return name === undefined || state === undefined ? [] : [{ name, state }]
  })
}
