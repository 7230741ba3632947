import { expect, test } from 'vitest'
import { alertIdentity, alertMoment } from './alert-moment.ts'
import { headline } from './headline.ts'
import { sampleRun, sampleSnapshot, stepsUpTo } from './sample-snapshot.ts'

const stopped = (attempt: number) =>
  headline(
    sampleSnapshot({
      status: 'needs-decision',
      run: sampleRun('upgrade', 'failed'),
      steps: stepsUpTo('ha-off', { status: 'failed', attempt }),
    }),
  )

// Somebody who went to make tea relies on the sound: a step that fails again after a retry must call again.
test('a step that fails a second time calls again, and the same failure told twice does not', () => {
  expect(alertMoment(stopped(1).key)).toBe('needed')
  expect(alertIdentity(stopped(1))).toBe(alertIdentity(stopped(1)))
  expect(alertIdentity(stopped(2))).not.toBe(alertIdentity(stopped(1)))
})

test('what goes on by itself calls nobody, and an end is told of', () => {
  expect(alertMoment(headline(sampleSnapshot({ status: 'running', steps: stepsUpTo('ha-off') })).key)).toBeNull()
  expect(alertMoment('succeeded')).toBe('over')
  expect(alertMoment('yourTurn')).toBe('needed')
})
