import { expect, test } from 'vitest'
import { OperatorError } from '../../errors.ts'
import { formatDockerAddress, parseDockerAddress } from './docker-address.ts'

test.each([
  [null, { socketPath: '/var/run/docker.sock' }],
  ['unix:///run/user/0/docker.sock', { socketPath: '/run/user/0/docker.sock' }],
  ['/tmp/d.sock', { socketPath: '/tmp/d.sock' }],
  ['tcp://10.0.0.5:2375', { host: '10.0.0.5', port: 2375 }],
  ['tcp://docker.local', { host: 'docker.local', port: 2375 }],
])('%s is read', (text, address) => {
  expect(parseDockerAddress(text)).toEqual(address)
  expect(parseDockerAddress(formatDockerAddress(address))).toEqual(address)
})

test.each(['ssh://root@host', 'tcp://host:2376', 'npipe:////./pipe/docker_engine', 'nonsense', 'tcp://user:pass@host:2375'])(
  '%s is refused without repeating its account',
  (text) => {
    try {
      parseDockerAddress(text)
      expect.fail('it was read')
    } catch (cause) {
      if (!(cause instanceof OperatorError)) throw cause
      expect(cause.problem.code).toBe('bad-input')
      expect(JSON.stringify(cause.problem)).not.toContain('pass')
    }
  },
)
