import { expect, test } from 'vitest'
import type { ConsoleCall } from '@/server/contract/console-calls.ts'
import { callText, pathText, placeText, slotKinds } from './call-text.ts'

const CALL: ConsoleCall = {
  method: 'PUT',
  path: '/oms/settings/-/content',
  query: [
    ['lang', 'zh'],
    ['name', ''],
  ],
  headers: [],
  body: { is: 'json', text: '{"param":""}' },
  slots: [
    { at: { in: 'path', index: 3 }, from: { is: 'row', path: ['meta', 'id'] } },
    { at: { in: 'query', name: 'name' }, from: { is: 'name' } },
    { at: { in: 'body', path: ['param', { is: 'parsed' }, 'values', 0, 'current'] }, from: { is: 'value', as: 'text' } },
    { at: { in: 'body', path: ['param', { is: 'parsed' }, 'revision'] }, from: { is: 'row', path: ['meta', 'revision'] } },
  ],
  success: null,
  firstPage: 1,
}

test('a call is shown with a name for each part that is filled in', () => {
  expect(callText(CALL)).toBe('PUT /oms/settings/{meta › id}/content?lang=zh&name={name}')
  expect(placeText(CALL)).toBe('param › values › [0] › current')
  expect(slotKinds(CALL)).toEqual(['row', 'name'])
})

test('the key that is the parameter itself is shown as it is called', () => {
  expect(pathText(['data', { is: 'name' }])).toBe('data › ha.config')
  expect(pathText([])).toBe('-')
})
