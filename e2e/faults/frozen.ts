/** A process that stands still, as one that hangs; the returned function wakes it, and so does the end of this one. */
export function frozen(pid: number): () => void {
  const wake = () => {
    process.off('exit', wake)
    process.kill(pid, 'SIGCONT')
  }
  process.kill(pid, 'SIGSTOP')
  process.once('exit', wake)
  return wake
}
