import { expect, test } from 'vitest'
import { needsHand } from './needs-hand.ts'

const component = (kind: string, name: string) => ({ project: 'orders: to warehouse', kind, name, status: 'FAILED' })

test('every component is named once under its type, and the type says what to do and which switch HA goes by', () => {
  const list = [component('JDBCWriter', 'jdbc-writer 7'), component('Connector', '10.0.0.5-9000:90230:0001'), component('JDBCWriter', 'b')]
  const named = needsHand(list)
  expect(named.map(({ kind, components }) => [kind, ...components.map(({ name }) => name)])).toEqual([
    ['JDBCWriter', 'jdbc-writer 7', 'b'],
    ['Connector', '10.0.0.5-9000:90230:0001'],
  ])
  expect(named.map(({ toDo }) => toDo.params?.setting)).toEqual(['enableJdbcWriter', 'enableConnector'])
  expect(named[0]?.components[0]).toEqual({ project: 'orders: to warehouse', name: 'jdbc-writer 7', status: 'FAILED' })
})

test('a type that ha.config has no switch for is started by hand', () => {
  expect(needsHand([component('Full-Import', 'x')]).map(({ toDo }) => toDo.key)).toEqual(['steps.hand.start'])
  expect(needsHand([])).toEqual([])
})
