import { expect, test } from 'vitest'
import type { LogLine } from '@/server/contract/job.ts'
import { needsHand } from './needs-hand.ts'

const line = (seq: number, text: string, stepId: LogLine['stepId'] = 'rollback-checklist'): LogLine => ({
  seq,
  at: '2026-11-01T18:00:00.000Z',
  stepId,
  stream: 'panel',
  text,
})

test('the components of the checklist are found once each, and nothing else is', () => {
  const lines = [
    line(1, 'np_5x: Connector 10.0.0.5-9000:90230:0001 is ABNORMAL', 'ha-as-before'),
    line(2, 'attempt 1 begun'),
    line(3, 'orders: to warehouse: JDBCWriter jdbc-writer 7 is FAILED'),
    line(4, 'np_5x: Connector 10.0.0.5-9000:90230:0001 is ABNORMAL'),
    line(5, 'np_5x: Connector 10.0.0.5-9000:90230:0001 is ABNORMAL'),
  ]
  expect(needsHand(lines)).toEqual([
    { project: 'orders: to warehouse', kind: 'JDBCWriter', name: 'jdbc-writer 7', status: 'FAILED' },
    { project: 'np_5x', kind: 'Connector', name: '10.0.0.5-9000:90230:0001', status: 'ABNORMAL' },
  ])
})
