import { expect, test } from 'vitest'
import { JOB_STATUSES, type JobRow, type JobStatus } from '@/server/contract/job.ts'
import { jobGroups, jobsInOrder } from './job-groups.ts'
import { jobStatusTone } from './job-status-tone.ts'

const job = (number: number, status: JobStatus): JobRow => ({
  id: `job-${number}`,
  number,
  status,
  installation: { id: 'i', name: 'oms' },
  fromVersion: '3.3.1',
  toVersion: '3.4.0',
  startedAt: null,
  endedAt: null,
  durationSeconds: null,
  downtimeSeconds: null,
  currentStep: null,
})

// A job that falls out of every group is a job that nobody sees.
test('every status lands in exactly one group, newest first', () => {
  const jobs = JOB_STATUSES.map((status, index) => job(index + 1, status))
  const groups = jobGroups(jobs)
  expect(Object.values(groups).flat()).toHaveLength(jobs.length)
  expect(groups.attention.map(({ status }) => status)).toEqual(['needs-decision'])
  expect(groups.moving.map(({ number }) => number)).toEqual([7, 3])
})

test('a list begins with the job that waits for a person, then what moves', () => {
  const jobs = JOB_STATUSES.map((status, index) => job(index + 1, status))
  expect(jobsInOrder(jobs).map(({ status }) => status)).toEqual([
    'needs-decision',
    'rolling-back',
    'running',
    'planned',
    'resolved',
    'rolled-back',
    'finalized',
    'succeeded',
    'withdrawn',
  ])
})

test('only what was proven is green', () => {
  expect(JOB_STATUSES.filter((status) => jobStatusTone(status) === 'good')).toEqual(['succeeded', 'finalized'])
})
