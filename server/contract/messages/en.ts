import access from './en/access.json' with { type: 'json' }
import adopt from './en/adopt.json' with { type: 'json' }
import approval from './en/approval.json' with { type: 'json' }
import approvals from './en/approvals.json' with { type: 'json' }
import audit from './en/audit.json' with { type: 'json' }
import backups from './en/backups.json' with { type: 'json' }
import choices from './en/choices.json' with { type: 'json' }
import comfort from './en/comfort.json' with { type: 'json' }
import common from './en/common.json' with { type: 'json' }
import console from './en/console.json' with { type: 'json' }
import diff from './en/diff.json' with { type: 'json' }
import docker from './en/docker.json' with { type: 'json' }
import errors from './en/errors.json' with { type: 'json' }
import failures from './en/failures.json' with { type: 'json' }
import findings from './en/findings.json' with { type: 'json' }
import help from './en/help.json' with { type: 'json' }
import history from './en/history.json' with { type: 'json' }
import images from './en/images.json' with { type: 'json' }
import jobs from './en/jobs.json' with { type: 'json' }
import live from './en/live.json' with { type: 'json' }
import metadb from './en/metadb.json' with { type: 'json' }
import notices from './en/notices.json' with { type: 'json' }
import notify from './en/notify.json' with { type: 'json' }
import outcomes from './en/outcomes.json' with { type: 'json' }
import people from './en/people.json' with { type: 'json' }
import plan from './en/plan.json' with { type: 'json' }
import proofs from './en/proofs.json' with { type: 'json' }
import report from './en/report.json' with { type: 'json' }
import review from './en/review.json' with { type: 'json' }
import reviews from './en/reviews.json' with { type: 'json' }
import run from './en/run.json' with { type: 'json' }
import site from './en/site.json' with { type: 'json' }
import sources from './en/sources.json' with { type: 'json' }
import steps from './en/steps.json' with { type: 'json' }
import teach from './en/teach.json' with { type: 'json' }
import waiting from './en/waiting.json' with { type: 'json' }
import world from './en/world.json' with { type: 'json' }

export const en = {
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
