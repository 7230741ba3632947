import { expect, test } from 'vitest'
import { checkPlan, containerName, type PlanForm, planField } from './plan-form.ts'

const form: PlanForm = {
  installationId: 'inst-1',
  image: { kind: 'archive', file: 'oms_3.4.0.tar.gz' },
  typedName: null,
  typedVersion: '',
  storeRecovery: 'perceive-checkpoint',
}

test('the name follows the image until somebody types one', () => {
  expect(containerName(form, [])).toBe('oms_340')
  expect(containerName({ ...form, typedName: 'oms_new' }, ['oms_new'])).toBe('oms_new')
  expect(containerName({ ...form, typedName: '' }, [])).toBe('')
})

// After a rollback the stopped new container still holds its name; proposing it again would only be refused by the check.
test('the proposal is a name that no container has', () => {
  expect(containerName(form, ['oms_331', 'oms_340'])).toBe('oms_340_2')
  expect(containerName(form, ['oms_340', 'oms_340_2'])).toBe('oms_340_3')
})

test('a complete form becomes the input of the server, confirmations sorted', () => {
  const checked = checkPlan(form, ['b', 'a'], [])
  expect(checked).toEqual({
    ok: true,
    input: {
      installationId: 'inst-1',
      options: {
        image: form.image,
        newContainerName: 'oms_340',
        toVersion: '3.4.0',
        storeRecovery: 'perceive-checkpoint',
        confirmed: ['a', 'b'],
      },
    },
  })
})

test('every wrong input is named at once', () => {
  const checked = checkPlan({ ...form, installationId: null, image: null, typedName: '../x', typedVersion: '3.4' }, [], [])
  expect(checked).toEqual({ ok: false, wrong: ['installationId', 'image', 'toVersion', 'newContainerName'] })
})

test("a server's path finds its input", () => {
  expect(planField('options.image.file')).toBe('image')
  expect(planField('image.file')).toBe('image')
  expect(planField('newContainerName')).toBe('newContainerName')
  expect(planField('backupFolder')).toBeUndefined()
  expect(planField(undefined)).toBeUndefined()
})
