import type { ConsoleCall, ConsoleCalls } from '../../contract/console-calls.ts'

/** A call as people and logs name it. */
export function callName({ method, path }: ConsoleCall): string {
  return `${method} ${path}`
}

export function callNames({
  signIn,
  parameters,
  change,
  servers,
}: ConsoleCalls): Record<'signIn' | 'parameters' | 'change' | 'servers', string> {
  return {
    signIn: signIn.is === 'basic' ? 'Basic' : callName(signIn.call),
    parameters: callName(parameters.call),
    change: callName(change),
    servers: callName(servers.call),
  }
}
