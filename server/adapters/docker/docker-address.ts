import { say } from '../../contract/said.ts'
import { OperatorError } from '../../errors.ts'

/** `tls`: folder with ca.pem, and cert.pem and key.pem where the engine asks who the panel is. Without it TCP is clear text. */
export type DockerAddress = { socketPath: string } | { host: string; port: number; tls?: { folder: string } }

/** Reads `unix:///path` or `tcp://host:port`, as DOCKER_HOST has it. Null: Docker's usual socket. Other forms: `bad-input`. */
export function parseDockerAddress(text: string | null): DockerAddress {
  if (text === null || text === '') return { socketPath: '/var/run/docker.sock' }
  const socket = /^unix:\/\/(\/.+)$/.exec(text)?.[1] ?? (text.startsWith('/') ? text : undefined)
  if (socket !== undefined) return { socketPath: socket }
  const [, host, port] = /^(?:tcp|http):\/\/(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(?::(\d{1,5}))?\/?$/.exec(text) ?? []
  if (host === undefined || port === '2376') {
    throw new OperatorError('bad-input', say('docker.badAddress', { address: text.replace(/\/\/[^@/]*@/, '//') }), {
      hint: say('docker.badAddressHint'),
    })
  }
  return { host, port: Number(port ?? 2375) }
}

export function formatDockerAddress(address: DockerAddress): string {
  return 'socketPath' in address ? `unix://${address.socketPath}` : `tcp://${address.host}:${address.port}`
}
