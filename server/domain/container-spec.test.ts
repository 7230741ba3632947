import { expect, test } from 'vitest'
import { type ContainerSpec, isUnset, stopSeconds } from './container-spec.ts'

const SPEC: ContainerSpec = {
  Image: 'oms:1',
  Env: [],
  Labels: {},
  Cmd: null,
  Entrypoint: null,
  User: '',
  WorkingDir: '',
  Tty: true,
  OpenStdin: true,
  Hostname: '',
  HostConfig: {},
  NetworkingConfig: { EndpointsConfig: {} },
}

// An OMS that was given 300 s to stop was killed after 60, in the middle of writing.
test.each([
  [undefined, 60],
  [null, 60],
  [10, 60],
  [300, 300],
  [-1, 3600],
  [90_000, 3600],
])('a container with the stop timeout %j may take %i s', (StopTimeout, seconds) => {
  expect(stopSeconds({ ...SPEC, StopTimeout })).toBe(seconds)
})

test.each([null, undefined, '', 0, false, [], {}])('%j is not set', (value) => {
  expect(isUnset(value)).toBe(true)
})

test.each(['0', 1, true, [0], { a: null }])('%j is set', (value) => {
  expect(isUnset(value)).toBe(false)
})
