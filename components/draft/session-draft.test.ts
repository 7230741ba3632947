import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { channelDraft } from '@/components/notify/channel-draft.ts'
import { planDraft } from '@/components/plan/plan-draft.ts'
import { emptyPlan } from '@/components/plan/plan-form.ts'
import { rollBackDraft } from '@/components/upgrade/roll-back-form.ts'
import { keepTyped, readTyped } from './draft-form.ts'
import { forgetDrafts, keepDraft, readDraft } from './session-draft.ts'
import { wordsDraft } from './words-draft.ts'

let kept: Record<string, string>

beforeEach(() => {
  kept = {}
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void Object.assign(kept, { [key]: value }),
    removeItem: (key: string) => void delete kept[key],
  }
  vi.stubGlobal('sessionStorage', new Proxy(kept, { get: (_, name: string) => methods[name as keyof typeof methods] ?? kept[name] }))
})
afterEach(() => vi.unstubAllGlobals())

const plan = planDraft('oms-a')
const typed = { ...emptyPlan('oms-a'), typedName: 'oms_new' }

// On a shared machine the next person must not send what the one before had typed.
test('a draft belongs to one person, and is gone after signing out', () => {
  keepTyped('ada', plan, typed)
  expect(readTyped('ada', plan)).toEqual(typed)
  expect(readTyped('otto', plan)).toBeNull()
  forgetDrafts()
  expect(readTyped('ada', plan)).toBeNull()
})

// Somebody who follows "Plan an upgrade" from one OMS must not plan for another.
test('a plan that was begun for another installation is not brought back', () => {
  keepTyped('ada', plan, typed)
  expect(readTyped('ada', planDraft('oms-b'))).toBeNull()
  expect(readTyped('ada', planDraft(null))).toBeNull()
  expect(readTyped('ada', plan)).toEqual(typed)
})

test('what another version of the panel kept, or half of it, is no draft', () => {
  keepDraft('ada', plan.name, { installationId: 7 })
  expect(readTyped('ada', plan)).toBeNull()
  sessionStorage.setItem(`draft:ada:${plan.name}`, '{"image":')
  expect(readTyped('ada', plan)).toBeNull()
})

test('a form that is as it was opened, also after changing it back, has no draft', () => {
  const comment = wordsDraft('comment:1')
  keepTyped('ada', comment, 'why?')
  expect(readTyped('ada', comment)).toBe('why?')
  keepTyped('ada', comment, '')
  keepTyped('ada', plan, typed)
  keepTyped('ada', plan, readTyped('ada', plan) ?? typed)
  expect(Object.keys(kept)).toEqual([`draft:ada:${plan.name}`])
  const { typedName, ...others } = emptyPlan('oms-a')
  keepTyped('ada', plan, { ...others, typedName })
  expect(kept).toEqual({})
})

// The storage of a browser is read by whoever sits down at it.
test('no secret of a channel is kept, and only the reason of a rollback or decision', () => {
  const channel = channelDraft(null, 'en')
  const secrets = { url: 'https://hook.example/token-4711', secret: 'whsec_4711' }
  keepTyped('ada', channel, { ...channel.initial, ...secrets })
  expect(kept).toEqual({})
  keepTyped('ada', channel, { ...channel.initial, ...secrets, name: 'Night watch' })
  expect(JSON.stringify(kept)).not.toContain('4711')
  expect(readTyped('ada', channel)).toEqual({ ...channel.initial, name: 'Night watch' })

  const rollBack = rollBackDraft('job-1')
  keepTyped('ada', rollBack, {
    reason: 'Schema is off',
    containerName: 'oms_340',
    skipSafetyDump: true,
    dropsFirst: true,
    dropsConfirmed: true,
    inPlaceOf: 'user-2',
  })
  expect(readTyped('ada', rollBack)).toEqual({ ...rollBack.initial, reason: 'Schema is off' })
  expect(JSON.stringify(kept)).not.toContain('oms_340')
})

test('a browser that keeps nothing is no failure', () => {
  vi.stubGlobal('sessionStorage', undefined)
  keepDraft('ada', 'plan', typed)
  forgetDrafts()
  expect(readDraft('ada', 'plan')).toBeNull()
})
