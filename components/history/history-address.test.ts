import { expect, test } from 'vitest'
import { askedSearch, changedAddress, isFiltered, readAddress } from './history-address.ts'

const read = (search: string) => readAddress(new URLSearchParams(search))

// An old or mistyped link has to open the list, not a failure.
test('what an address says wrongly is left out', () => {
  expect(read('status=nonsense&after=x&from=yesterday&sort=planJson&person=Li+Wei')).toEqual({ person: 'Li Wei' })
})

// A page of one list would begin at a row that the other list may not have.
test('another filter or order begins at the first page, and turning a page keeps the filter', () => {
  const address = read('person=Li+Wei&after=7.7')
  const said = (search: string) => Object.fromEntries(new URLSearchParams(search))
  expect(said(changedAddress(address, { status: 'rolled-back' }))).toEqual({ person: 'Li Wei', status: 'rolled-back' })
  expect(said(changedAddress(address, { after: undefined, before: '7.7' }))).toEqual({ person: 'Li Wei', before: '7.7' })
})

test('the last day of a filter is a whole day, as the zone of the reader counts it', () => {
  const asked = new URLSearchParams(askedSearch(read('from=2026-10-31&to=2026-10-31'), 'Asia/Shanghai'))
  expect(asked.get('since')).toBe('2026-10-30T16:00:00.000Z')
  expect(asked.get('until')).toBe('2026-10-31T16:00:00.000Z')
  expect(asked.has('from')).toBe(false)
})

test('an order is no filter', () => {
  expect(isFiltered(read('sort=started&order=asc&after=7.7'))).toBe(false)
  expect(isFiltered(read('text=%E9%99%88'))).toBe(true)
})
