import type { Catalogue } from './catalogue.ts'
import adopt from './zh/adopt.json' with { type: 'json' }
import backups from './zh/backups.json' with { type: 'json' }
import choices from './zh/choices.json' with { type: 'json' }
import common from './zh/common.json' with { type: 'json' }
import console from './zh/console.json' with { type: 'json' }
import diff from './zh/diff.json' with { type: 'json' }
import docker from './zh/docker.json' with { type: 'json' }
import errors from './zh/errors.json' with { type: 'json' }
import failures from './zh/failures.json' with { type: 'json' }
import findings from './zh/findings.json' with { type: 'json' }
import images from './zh/images.json' with { type: 'json' }
import jobs from './zh/jobs.json' with { type: 'json' }
import metadb from './zh/metadb.json' with { type: 'json' }
import outcomes from './zh/outcomes.json' with { type: 'json' }
import plan from './zh/plan.json' with { type: 'json' }
import run from './zh/run.json' with { type: 'json' }
import sources from './zh/sources.json' with { type: 'json' }
import steps from './zh/steps.json' with { type: 'json' }
import waiting from './zh/waiting.json' with { type: 'json' }

export const zh: Catalogue = {
  adopt,
  backups,
  choices,
  common,
  console,
  diff,
  docker,
  errors,
  failures,
  findings,
  images,
  jobs,
  metadb,
  outcomes,
  plan,
  run,
  sources,
  steps,
  waiting,
}
