import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepPlanDraft, readPlanDraft } from '@/components/plan/plan-draft.ts'
import { emptyPlan } from '@/components/plan/plan-form.ts'
import { forgetDrafts, keepDraft, readDraft } from './session-draft.ts'

beforeEach(() => {
  const kept: Record<string, string> = {}
  const methods = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void Object.assign(kept, { [key]: value }),
    removeItem: (key: string) => void delete kept[key],
  }
  vi.stubGlobal('sessionStorage', new Proxy(kept, { get: (_, name: string) => methods[name as keyof typeof methods] ?? kept[name] }))
})
afterEach(() => vi.unstubAllGlobals())

const form = { ...emptyPlan('oms-a'), typedName: 'oms_new' }

// On a shared machine the next person must not send what the one before had typed.
test('a draft belongs to one person, and is gone after signing out', () => {
  keepPlanDraft('ada', null, form)
  expect(readPlanDraft('ada', null)).toEqual(form)
  expect(readPlanDraft('otto', null)).toBeNull()
  forgetDrafts()
  expect(readPlanDraft('ada', null)).toBeNull()
})

// Somebody who follows "Plan an upgrade" from one OMS must not plan for another.
test('a plan that was begun for another installation is not brought back', () => {
  keepPlanDraft('ada', 'oms-a', form)
  expect(readPlanDraft('ada', 'oms-b')).toBeNull()
  expect(readPlanDraft('ada', 'oms-a')).toEqual(form)
})

test('what another version of the panel kept, or half of it, is no draft', () => {
  keepDraft('ada', 'plan', { asked: null, form: { installationId: 7 } })
  expect(readPlanDraft('ada', null)).toBeNull()
  sessionStorage.setItem('draft:ada:plan', '{"asked":')
  expect(readDraft('ada', 'plan')).toBeNull()
})

test('a browser that keeps nothing is no failure', () => {
  vi.stubGlobal('sessionStorage', undefined)
  keepDraft('ada', 'plan', form)
  forgetDrafts()
  expect(readDraft('ada', 'plan')).toBeNull()
})
