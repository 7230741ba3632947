const STOPPED = new Set(['exited', 'created', 'dead'])

/** By Docker's own word for a container's state: nothing runs in it and nothing will by itself. A paused or restarting one may go on. */
export function isStopped(status: string): boolean {
  return STOPPED.has(status)
}
