import { expect, test } from 'vitest'
import type { Watcher } from '../contract/job.ts'
import { createJobPresence } from './job-presence.ts'

const ADA = { id: 'u-ada', name: 'Ada' }
const OTTO = { id: 'u-otto', name: 'Otto' }

function scene() {
  let minute = 0
  const presence = createJobPresence(() => new Date(Date.UTC(2026, 10, 1, 18, minute++)))
  const open = (person: Pick<Watcher, 'id' | 'name'>, jobId = 'job-1') => {
    const tab = new AbortController()
    const heard: string[][] = []
    presence.join({ jobId, person, send: (watchers) => heard.push(watchers.map(({ name }) => name)), signal: tab.signal })
    return { heard, close: () => tab.abort() }
  }
  return { presence, open }
}

// Two people who each believe to be alone decide twice.
test('everybody hears who comes and who goes, and only of their own job', () => {
  const { open } = scene()
  const ada = open(ADA)
  const otto = open(OTTO)
  const elsewhere = open(OTTO, 'job-2')
  expect(otto.heard).toEqual([['Ada', 'Otto']])
  otto.close()
  expect(ada.heard).toEqual([['Ada'], ['Ada', 'Otto'], ['Ada']])
  expect(elsewhere.heard).toEqual([['Otto']])
})

// A second tab that counted as a second person, or whose closing made its owner leave, would make the list worthless.
test('two tabs are one person, who is there until both are closed', () => {
  const { presence, open } = scene()
  const ada = open(ADA)
  const first = open(OTTO)
  const second = open(OTTO)
  expect(second.heard).toEqual([['Ada', 'Otto']])
  expect(ada.heard).toHaveLength(2)
  first.close()
  expect(presence.watchers('job-1').map(({ name, since }) => [name, since])).toEqual([
    ['Ada', '2026-11-01T18:00:00.000Z'],
    ['Otto', '2026-11-01T18:02:00.000Z'],
  ])
  second.close()
  expect(ada.heard.at(-1)).toEqual(['Ada'])
  ada.close()
  expect(presence.watchers('job-1')).toEqual([])
})

test('a stream that ended before it was counted is not counted', () => {
  const { presence } = scene()
  presence.join({ jobId: 'job-1', person: ADA, send: () => {}, signal: AbortSignal.abort() })
  expect(presence.watchers('job-1')).toEqual([])
})
