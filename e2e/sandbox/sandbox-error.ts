/** Meant for the person at the terminal: the command line prints its message without a stack. */
export class SandboxError extends Error {
  override name = 'SandboxError'
}
