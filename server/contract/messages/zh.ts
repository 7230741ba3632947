import type { Catalogue } from './catalogue.ts'
import access from './zh/access.json' with { type: 'json' }
import adopt from './zh/adopt.json' with { type: 'json' }
import approval from './zh/approval.json' with { type: 'json' }
import approvals from './zh/approvals.json' with { type: 'json' }
import audit from './zh/audit.json' with { type: 'json' }
import backups from './zh/backups.json' with { type: 'json' }
import choices from './zh/choices.json' with { type: 'json' }
import comfort from './zh/comfort.json' with { type: 'json' }
import common from './zh/common.json' with { type: 'json' }
import console from './zh/console.json' with { type: 'json' }
import diff from './zh/diff.json' with { type: 'json' }
import docker from './zh/docker.json' with { type: 'json' }
import errors from './zh/errors.json' with { type: 'json' }
import failures from './zh/failures.json' with { type: 'json' }
import findings from './zh/findings.json' with { type: 'json' }
import help from './zh/help.json' with { type: 'json' }
import history from './zh/history.json' with { type: 'json' }
import images from './zh/images.json' with { type: 'json' }
import jobs from './zh/jobs.json' with { type: 'json' }
import live from './zh/live.json' with { type: 'json' }
import metadb from './zh/metadb.json' with { type: 'json' }
import notices from './zh/notices.json' with { type: 'json' }
import notify from './zh/notify.json' with { type: 'json' }
import outcomes from './zh/outcomes.json' with { type: 'json' }
import people from './zh/people.json' with { type: 'json' }
import plan from './zh/plan.json' with { type: 'json' }
import proofs from './zh/proofs.json' with { type: 'json' }
import report from './zh/report.json' with { type: 'json' }
import review from './zh/review.json' with { type: 'json' }
import reviews from './zh/reviews.json' with { type: 'json' }
import run from './zh/run.json' with { type: 'json' }
import site from './zh/site.json' with { type: 'json' }
import sources from './zh/sources.json' with { type: 'json' }
import steps from './zh/steps.json' with { type: 'json' }
import teach from './zh/teach.json' with { type: 'json' }
import waiting from './zh/waiting.json' with { type: 'json' }
import world from './zh/world.json' with { type: 'json' }

export const zh: Catalogue = {
  access,
  adopt,
  approval,
  approvals,
  audit,
  backups,
  choices,
  common,
  comfort,
  console,
  diff,
  docker,
  errors,
  failures,
  findings,
  help,
  history,
  images,
  jobs,
  live,
  metadb,
  notices,
  notify,
  outcomes,
  people,
  plan,
  proofs,
  report,
  review,
  reviews,
  run,
  site,
  sources,
  steps,
  teach,
  waiting,
  world,
}
