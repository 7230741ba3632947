import { afterEach, beforeEach, expect, test } from 'vitest'
import { somebody } from '../db/testing/somebody.ts'
import { temporaryStore } from '../db/testing/temporary-store.ts'
import { changeSetting } from './change-setting.ts'
import { createUser } from './create-user.ts'
import type { RequestContext } from './service-context.ts'

let temporary: Awaited<ReturnType<typeof temporaryStore>>
let context: RequestContext

beforeEach(async () => {
  temporary = await temporaryStore()
  const { store } = temporary
  const more = { role: 'operator' as const, hash: 'x', mustChangePassword: false, now: new Date() }
  const [ada] = [
    await createUser(store, { ...more, name: 'Ada', email: 'ada@example.org' }),
    await createUser(store, { ...more, name: 'Otto', email: 'otto@example.org' }),
  ]
  context = { store, actor: { ...somebody('Ada'), userId: ada.id } } as RequestContext
})
afterEach(() => temporary.close())

const all = async () => {
  const found = await temporary.store.user.findMany({ orderBy: { name: 'asc' } })
  return found.map(({ timeZone, singleKeys, tourEnded }) => ({ timeZone, singleKeys, tourEnded }))
}
const USUAL = { timeZone: null, singleKeys: true, tourEnded: false }

// Somebody else's times would jump by hours in the middle of a window.
test('a setting is changed for one person, and only that one', async () => {
  await changeSetting(context, { setting: 'timeZone', value: 'Asia/Shanghai' })
  await changeSetting(context, { setting: 'singleKeys', value: false })
  await changeSetting(context, { setting: 'tourEnded', value: true })
  expect(await all()).toEqual([{ timeZone: 'Asia/Shanghai', singleKeys: false, tourEnded: true }, USUAL])
  await changeSetting(context, { setting: 'timeZone', value: null })
  expect(await all()).toEqual([{ ...USUAL, singleKeys: false, tourEnded: true }, USUAL])
})

// Every page with a time on it would fail for good.
test('a time zone that does not exist is refused and not kept', async () => {
  await expect(changeSetting(context, { setting: 'timeZone', value: 'Mars/Olympus' })).rejects.toMatchObject({
    problem: { code: 'bad-input', field: 'value' },
  })
  expect(await all()).toEqual([USUAL, USUAL])
})
