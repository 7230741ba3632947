import { expect, test } from 'vitest'
import { processTable } from './process-table.ts'

test('rows look like those of supervisorctl status', () => {
  const since = new Date('2024-03-01T00:00:00Z')
  const rows = (['RUNNING', 'STARTING', 'STOPPED', 'FATAL'] as const).map((state, n) => ({ name: `part_${n}`, state, since }))
  expect(processTable(rows, new Date('2024-03-02T01:02:03Z')).split('\n')).toEqual([
    'part_0                           RUNNING   pid 100, uptime 1 day, 1:02:03',
    'part_1                           STARTING',
    'part_2                           STOPPED   Not started',
    'part_3                           FATAL     Exited too quickly (process log may have details)',
  ])
})
