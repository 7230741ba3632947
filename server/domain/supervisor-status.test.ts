import { expect, test } from 'vitest'
import { readSupervisorStatus } from './supervisor-status.ts'

test('names and states are read, uptime and noise are not', () => {
  const lines = [
    'nginx                            RUNNING   pid 91, uptime 0:01:12',
    'oms_console   STARTING',
    'unix:///tmp/supervisor.sock no such file',
    '',
  ]
  expect(readSupervisorStatus(lines)).toEqual([
    { name: 'nginx', state: 'RUNNING' },
    { name: 'oms_console', state: 'STARTING' },
  ])
})
